import { ListQuery, type ListDocument, type ProgressDocument, type SessionDocument } from '../domain/session.ts'
import { parseOrThrow } from '../errors/validation.ts'
import type { Connection } from './database.ts'
import { progressDocument, sessionDocument } from './documents.ts'
import { estimateCompletions, learnedFactors } from './estimates.ts'
import type { Session } from './session.ts'
import { activeSessions, getSession, listSessions } from './store.ts'

/* Each function reads from the caller's snapshot. */

/** Sessions as the interfaces show them, with their estimates. */
function describeSessions(connection: Connection, sessions: readonly Session[], now: number): SessionDocument[] {
  const completions = estimateCompletions(activeSessions(connection), learnedFactors(connection), now)
  return sessions.map((session) => sessionDocument(session, completions.get(session.id)))
}

/** One session by its id. Throws `SESSION_NOT_FOUND`. */
export const describeSession = (connection: Connection, id: string, now: number): SessionDocument =>
  describeSessions(connection, [getSession(connection, id)], now)[0]!

/** A session's progress by stages. Throws `SESSION_NOT_FOUND`. */
export function describeProgress(connection: Connection, id: string, now: number): ProgressDocument {
  const session = getSession(connection, id)
  const factors = learnedFactors(connection)
  const completions = estimateCompletions(activeSessions(connection), factors, now)
  return progressDocument(session, completions.get(id), factors)
}

/** A page of sessions, the newest first. Throws `REQUEST_INVALID`. */
export function describePage(connection: Connection, query: ListQuery, now: number): ListDocument {
  const { user_id: userId, status, page, page_size } = parseOrThrow(ListQuery, query, 'The query')
  const filter = { userId, status, offset: (page - 1) * page_size, limit: page_size }
  const { sessions, total } = listSessions(connection, filter)
  return { sessions: describeSessions(connection, sessions, now), total_count: total, page, page_size }
}
