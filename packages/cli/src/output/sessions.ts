import type { SessionDocument } from '@mavs/core'
import { paintStatus, type Paint } from './paint.ts'
import { table } from './table.ts'
import { printable } from './text.ts'

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

/** A session in a few lines. */
export function sessionLines(document: SessionDocument, paint: Paint): string[] {
  const { status, stage, estimated_completion: expected, error_message: error } = document
  const lines = [
    `Session   ${document.session_id}`,
    `Status    ${paintStatus(paint, status)}, ${stage}, ${percent(document)}`,
    `Prompt    ${printable(document.request_details.prompt)}`,
    `Created   ${document.created_at}`,
    `Updated   ${document.updated_at}`,
  ]
  if (expected !== null) lines.push(`Expected  ${expected}`)
  if (error !== null) lines.push(`Error     ${printable(error)}`)
  lines.push(...document.warnings.map((warning) => `Warning   ${printable(warning.message)}`))
  return lines
}

const percent = ({ progress }: SessionDocument): string => `${Math.floor(progress * 100)}%`
