import type { NumberedEvent, SessionEvent } from '../domain/event.ts'
import type { Connection } from './database.ts'
import { fileMessage } from './outbox.ts'

/** Adds an event to a session, with the message that its webhook gets, inside the caller's transaction; its number. */
export function appendEvent(connection: Connection, event: SessionEvent): number {
  const number = Number(
    connection
      .prepare('SELECT coalesce(max(number), 0) + 1 FROM events WHERE session_id = ?')
      .pluck()
      .get(event.sessionId),
  )
  connection
    .prepare('INSERT INTO events (session_id, number, event) VALUES (?, ?, ?)')
    .run(event.sessionId, number, JSON.stringify(event))
  fileMessage(connection, event)
  return number
}

/** The events of a session after a number, in order, at most 500 at once. */
export function readEvents(connection: Connection, sessionId: string, after: number): NumberedEvent[] {
  const rows = connection
    .prepare('SELECT number, event FROM events WHERE session_id = ? AND number > ? ORDER BY number LIMIT 500')
    .all(sessionId, after) as { number: number; event: string }[]
  return rows.map((row) => ({ ...(JSON.parse(row.event) as SessionEvent), number: row.number }))
}
