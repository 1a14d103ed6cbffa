import { readFileSync } from 'node:fs'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

/** How requests name themselves to public servers, which ask for a contact: an operator's address or page. */
export const userAgent = (contact = 'npm @mavs/agents'): string =>
  `mavs/${version} (multi-agent video system; ${contact})`
