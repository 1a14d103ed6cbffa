import { writeFile } from 'node:fs/promises'
import { ERROR_CODES } from '@mavs/core'

/** Writes the pages that follow from the code: docs/errors.md. */
const rows = Object.entries(ERROR_CODES).map(
  ([code, { category, retryable, help }]) => `| \`${code}\` | ${category} | ${retryable ? 'yes' : 'no'} | ${help} |`,
)
const page = `# Errors

Every error that the library raises on purpose is a \`VideoError\` with one of these codes. Its message names what was
wrong, where, what was expected and what to do; \`details\` holds the same for programs.

The command line ends with 2 for a \`user\` error, 3 for a \`provider\` error and 1 for a \`system\` error.

| Code | Category | Retryable | When, and what to do |
|---|---|---|---|
${rows.join('\n')}
`
await writeFile(new URL('../docs/errors.md', import.meta.url), page)
