import { readFileSync } from 'node:fs'
import { ConfigDocument } from '@mavs/core'
import { ServerEnvironment } from '@mavs/server'
import { fieldTable } from './schema-tables.ts'

/** docs/configuration.md: what is said by hand lies in scripts/configuration-page.txt; the tables come from the schemas. */
export function configurationPage(): string {
  return readFileSync(new URL('configuration-page.txt', import.meta.url), 'utf8')
    .replace('<!-- file -->', fieldTable(ConfigDocument, ['server.rateLimits', 'server.requestChoices']))
    .replace('<!-- server -->', serverTable())
}

function serverTable(): string {
  const rows = Object.entries(ServerEnvironment.shape).map(([name, schema]) => {
    const { takes, description } = schema.meta() as { readonly takes: string; readonly description: string }
    const fallback = schema.safeParse(undefined).data
    return `| \`${name}\` | ${takes} | ${fallback === undefined ? '' : `\`${String(fallback)}\``} | ${description} |`
  })
  return ['| Variable | Takes | Default | |', '|---|---|---|---|', ...rows].join('\n')
}
