import { readFileSync } from 'node:fs'
import { VideoRequest } from '@mavs/core'
import { ENDPOINTS } from '../packages/server/src/endpoints/catalogue.ts'
import type { Endpoint } from '../packages/server/src/endpoints/endpoint.ts'
import { SERVER_CODES } from '../packages/server/src/problems/codes.ts'
import { fieldTable } from './schema-tables.ts'

/** docs/api.md: what is said by hand lies in scripts/api-page.txt; the rest follows from the endpoints. */
export function apiPage(): string {
  const head = readFileSync(new URL('api-page.txt', import.meta.url), 'utf8')
  return head
    .replace('<!-- summary -->', summaryTable())
    .replace('<!-- request -->', fieldTable(VideoRequest))
    .replace('<!-- codes -->', codeTable())
    .replace('<!-- endpoints -->', ENDPOINTS.map(section).join('\n').trimEnd())
}

function summaryTable(): string {
  const rows = ENDPOINTS.map(
    (endpoint) =>
      `| [\`${titleOf(endpoint)}\`](#${anchorOf(endpoint)}) | ${endpoint.summary} | ${endpoint.scope ?? ''} |`,
  )
  return ['| Endpoint | | Scope |', '|---|---|---|', ...rows].join('\n')
}

function codeTable(): string {
  const rows = Object.entries(SERVER_CODES).map(([code, [status, help]]) => `| \`${code}\` | ${status} | ${help} |`)
  return ['| Code | Status | When |', '|---|---|---|', ...rows].join('\n')
}

function section(endpoint: Endpoint): string {
  const { summary, description, query, body, headers = {}, answers } = endpoint
  const parts = [
    `### ${titleOf(endpoint)}`,
    `${summary}.${description ? ` ${description}` : ''}`,
    query && `Query:\n\n${fieldTable(query)}`,
    // A video's request has a table of its own.
    body && body !== VideoRequest && `Body:\n\n${fieldTable(body, ['batch_requests[]'])}`,
    Object.keys(headers).length > 0 &&
      `Headers: ${Object.entries(headers)
        .map(([name, text]) => `\`${name}\` (${text})`)
        .join('; ')}.`,
    Object.entries(answers)
      .map(([status, answer]) => `- \`${status}\` ${answer.description}${typeOf(answer)}`)
      .join('\n'),
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

const typeOf = ({ contentType }: Endpoint['answers'][number]): string => (contentType ? ` (\`${contentType}\`)` : '')

const titleOf = ({ method, path }: Endpoint): string => `${method.toUpperCase()} ${path}`

/** As GitHub makes them: lower case, only letters, digits, "-" and "_". */
const anchorOf = (endpoint: Endpoint): string =>
  titleOf(endpoint)
    .toLowerCase()
    .replaceAll(' ', '-')
    .replaceAll(/[^\w-]/g, '')
