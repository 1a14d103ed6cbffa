import { readFileSync } from 'node:fs'
import { ServerEnvironment } from '@mavs/server'

/** docs/configuration.md: what is said by hand lies in scripts/configuration-page.txt; the table comes from the schema. */
export function configurationPage(): string {
  return readFileSync(new URL('configuration-page.txt', import.meta.url), 'utf8').replace(
    '<!-- server -->',
    serverTable(),
  )
}

function serverTable(): string {
  const rows = Object.entries(ServerEnvironment.shape).map(([name, schema]) => {
    const { takes, description } = schema.meta() as { readonly takes: string; readonly description: string }
    const fallback = schema.safeParse(undefined).data
    return `| \`${name}\` | ${takes} | ${fallback === undefined ? '' : `\`${String(fallback)}\``} | ${description} |`
  })
  return ['| Variable | Takes | Default | |', '|---|---|---|---|', ...rows].join('\n')
}
