import { dollars, type SessionDocument } from '@mavs/core'
import { paintStatus, type Paint } from './paint.ts'
import { table } from './table.ts'
import { printable, wrap } from './text.ts'

/** Sessions as a table that fits the terminal; the prompt takes what is left of the line. */
export function sessionTable(sessions: readonly SessionDocument[], width: number, paint: Paint): string[] {
  return table(
    sessions,
    [
      { title: 'SESSION', text: ({ session_id: id }) => id },
      { title: 'STATUS', text: ({ status }) => status, paint: (status) => paintStatus(paint, status) },
      { title: 'STAGE', text: ({ stage }) => stage, expendable: 2 },
      { title: 'DONE', text: percent },
      { title: 'CREATED (UTC)', text: ({ created_at: at }) => at.slice(0, 16).replace('T', ' '), expendable: 1 },
      { title: 'PROMPT', text: (session) => printable(session.request_details.prompt) },
    ],
    width,
  )
}

/** A session in a few lines, wrapped below their labels where they don't fit the terminal. */
export function sessionLines(document: SessionDocument, width: number, paint: Paint): string[] {
  const { status, stage, estimated_completion: expected, error_message: error } = document
  const text = (label: string, given: string) => labelled(label, wrap(printable(given), width - LABEL_COLUMNS))
  const lines = [
    `Session   ${document.session_id}`,
    `Status    ${[paintStatus(paint, status), ...(stage === status ? [] : [stage]), percent(document)].join(', ')}`,
    ...text('Prompt', document.request_details.prompt),
    `Created   ${document.created_at}`,
    `Updated   ${document.updated_at}`,
  ]
  if (expected !== null) lines.push(`Expected  ${expected}`)
  if (error !== null) lines.push(...text('Error', error))
  lines.push(...text('Made by', makers(document)), ...text('Cost', costs(document)))
  return [...lines, ...document.warnings.flatMap((warning) => text('Warning', warning.message))]
}

/** Which providers did the work, each port once: "speech: elevenlabs; media-search: commons, folder". */
function makers({ providers }: SessionDocument): string {
  const ports = [...new Set(providers.map(({ port }) => port))]
  const of = (port: string) => [...new Set(providers.filter((one) => one.port === port).map((one) => one.provider))]
  return ports.map((port) => `${port}: ${of(port).join(', ')}`).join('; ')
}

/** What was paid for and what it cost; nothing where all was free. */
function costs({ usage }: SessionDocument): string {
  const paid = usage.entries.filter(({ cost_usd: cost }) => cost !== 0)
  if (paid.length === 0) return ''
  const products = [...new Set(paid.map(({ product }) => product))]
  const unknown = usage.unpriced.length === 0 ? '' : `, without ${usage.unpriced.join(', ')} (no price known)`
  return `${dollars(usage.cost_usd)} for ${products.join(', ')}${unknown}`
}

const LABEL_COLUMNS = 10

const labelled = (label: string, lines: readonly string[]): string[] =>
  lines.filter((line) => line !== '').map((line, index) => `${(index === 0 ? label : '').padEnd(LABEL_COLUMNS)}${line}`)

const percent = ({ progress }: SessionDocument): string => `${Math.floor(progress * 100)}%`
