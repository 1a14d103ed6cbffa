import type { SessionDocument } from '@mavs/core'
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
  return [...lines, ...document.warnings.flatMap((warning) => text('Warning', warning.message))]
}

const LABEL_COLUMNS = 10

const labelled = (label: string, lines: readonly string[]): string[] =>
  lines.map((line, index) => `${(index === 0 ? label : '').padEnd(LABEL_COLUMNS)}${line}`)

const percent = ({ progress }: SessionDocument): string => `${Math.floor(progress * 100)}%`
