import type { SessionDocument } from '@mavs/core'

/** Sessions as a table that fits the terminal; the prompt takes what is left of the line. */
export function sessionTable(sessions: readonly SessionDocument[], columns: number): string[] {
  const rows = sessions.map((session) => [
    session.session_id,
    session.status,
    session.stage,
    `${Math.floor(session.progress * 100)}%`,
    session.created_at.slice(0, 16).replace('T', ' '),
    session.request_details.prompt.replace(/\s+/g, ' '),
  ])
  const all = [['SESSION', 'STATUS', 'STAGE', 'DONE', 'CREATED (UTC)', 'PROMPT'], ...rows]
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)))
  return all.map((row) => fit(row.map((cell, column) => cell.padEnd(widths[column]!)).join('  '), columns))
}

function fit(line: string, columns: number): string {
  const text = line.trimEnd()
  return text.length <= columns ? text : `${text.slice(0, Math.max(1, columns - 1))}…`
}
