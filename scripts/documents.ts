import { readFileSync } from 'node:fs'
import { ERROR_CODES, Timeline } from '@mavs/core'
import { BrandKit, SCENE_KINDS } from '@mavs/render'
import { apiPage } from './api-page.ts'
import { cliPage } from './cli-page.ts'
import { configurationPage } from './configuration-page.ts'
import { readExamples } from './example-frames.ts'
import { fieldTable } from './schema-tables.ts'

const ROOT = new URL('../', import.meta.url)

/** The pages that follow from the code, by their paths in the repository. */
export const documents = (): Readonly<Record<string, string>> => ({
  'docs/api.md': apiPage(),
  'docs/cli.md': cliPage(),
  'docs/configuration.md': configurationPage(),
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

/** What is said by hand lies in scripts/render-page.txt; the tables come from the schemas. */
function renderPage(): string {
  const head = readFileSync(new URL('scripts/render-page.txt', ROOT), 'utf8')
  const kinds = SCENE_KINDS.map(
    ({ kind, about, schema }) => `### ${kind}\n\n${about}${exampleOf(kind)}\n\n${fieldTable(schema)}\n`,
  )
  return head
    .replace('<!-- timeline -->', fieldTable(Timeline))
    .replace('<!-- brand -->', fieldTable(BrandKit, ['style']))
    .replace('<!-- kinds -->', kinds.join('\n').trimEnd())
}

/** Links to the documents that show a kind and nothing else, or are named after it. */
function exampleOf(kind: string): string {
  const links = readExamples()
    .filter(
      ({ name, timeline }) =>
        name.startsWith(kind) || timeline.tracks.scenes.every(({ visual }) => visual.kind === kind),
    )
    .map(({ name }) => `[${name}](../examples/render/timelines/${name}.json)`)
  return links.length === 0 ? '' : ` Example: ${links.join(', ')}.`
}
