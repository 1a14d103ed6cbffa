import { existsSync, readFileSync } from 'node:fs'
import { ERROR_CODES, Timeline } from '@mavs/core'
import { SCENE_KINDS } from '@mavs/render'
import { fieldTable } from './schema-tables.ts'

const ROOT = new URL('../', import.meta.url)

/** The pages that follow from the code, by their paths in the repository. */
export const documents = (): Readonly<Record<string, string>> => ({
  'docs/errors.md': errorsPage(),
  'docs/render.md': renderPage(),
})

function errorsPage(): string {
  const rows = Object.entries(ERROR_CODES).map(
    ([code, { category, retryable, help }]) => `| \`${code}\` | ${category} | ${retryable ? 'yes' : 'no'} | ${help} |`,
  )
  return `# Errors

Every error that the library raises on purpose is a \`VideoError\` with one of these codes. Its message names what was
wrong, where, what was expected and what to do; \`details\` holds the same for programs.

The command line ends with 2 for a \`user\` error, 3 for a \`provider\` error and 1 for a \`system\` error.

| Code | Category | Retryable | When, and what to do |
|---|---|---|---|
${rows.join('\n')}
`
}

/** What is said by hand lies in docs/templates/render.md; the tables come from the schemas. */
function renderPage(): string {
  const head = readFileSync(new URL('docs/templates/render.md', ROOT), 'utf8')
  const kinds = SCENE_KINDS.map(
    ({ kind, about, schema }) => `### ${kind}\n\n${about}${exampleOf(kind)}\n\n${fieldTable(schema)}\n`,
  )
  return head.replace('<!-- timeline -->', fieldTable(Timeline)).replace('<!-- kinds -->', kinds.join('\n').trimEnd())
}

function exampleOf(kind: string): string {
  const file = `examples/render/timelines/${kind}.json`
  return existsSync(new URL(file, ROOT)) ? ` [Example](../${file}).` : ''
}
