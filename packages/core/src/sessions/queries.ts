import { ListQuery, type ListDocument, type ProgressDocument, type SessionDocument } from '../domain/session.ts'
import { isTerminal } from '../domain/stage.ts'
import { parseOrThrow } from '../errors/validation.ts'
import { isoTime } from './clock.ts'
import type { Connection } from './database.ts'
import { progressDocument, sessionDocument } from './documents.ts'
import { forecastQueue, rememberedForecast } from './forecast.ts'
import { remembered } from './remembered.ts'
import type { ShownSession } from './session.ts'
import { getSession, getShownSession, listSessions } from './store.ts'

/* Each function reads from the caller's snapshot. */

/** One session by its id. Throws `SESSION_NOT_FOUND`. */
export function describeSession(connection: Connection, id: string, now: number): SessionDocument {
  const document = remembered(connection, `session ${id}`, () => frozen(documentOf(getShownSession(connection, id))))
  return upToDate(connection, document, now)
}

/** A session that the caller's transaction has just filed. */
export function describeNewSession(connection: Connection, id: string, now: number): SessionDocument {
  const session = getShownSession(connection, id)
  return sessionDocument(session, now + (forecastQueue(connection).remainingMs.get(id) ?? 0))
}

/** A session's progress by stages. Throws `SESSION_NOT_FOUND`. */
export function describeProgress(connection: Connection, id: string, now: number): ProgressDocument {
  const session = getSession(connection, id)
  const { factors } = rememberedForecast(connection)
  return progressDocument(session, completionOf(connection, session, now), factors)
}

/** A page of sessions, the newest first. Throws `REQUEST_INVALID`. */
export function describePage(connection: Connection, query: ListQuery, now: number): ListDocument {
  const { user_id: userId, status, page, page_size } = parseOrThrow(ListQuery, query, 'The query')
  const filter = { userId, status, offset: (page - 1) * page_size, limit: page_size }
  const kept = remembered(connection, JSON.stringify(filter), () => {
    const { sessions, total } = listSessions(connection, filter)
    return frozen({ sessions: sessions.map(documentOf), total_count: total, page, page_size })
  })
  if (kept.sessions.every((session) => isTerminal(session.status))) return kept
  return { ...kept, sessions: kept.sessions.map((document) => upToDate(connection, document, now)) }
}

/** A session as it stands in the database, without what changes by the clock alone. */
const documentOf = (session: ShownSession): SessionDocument => sessionDocument(session, undefined)

/** A remembered document with the estimate of now; one of a session that has ended is the same object each time. */
function upToDate(connection: Connection, document: SessionDocument, now: number): SessionDocument {
  const { session_id: id, status } = document
  const completesAt = completionOf(connection, { id, status }, now)
  return completesAt === undefined ? document : { ...document, estimated_completion: isoTime(completesAt) }
}

/** Makes sure that what is remembered for all stays as it is, whatever one caller does with it. */
function frozen<Document extends object>(document: Document): Document {
  for (const value of Object.values(document) as unknown[]) {
    if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) frozen(value)
  }
  return Object.freeze(document)
}

/** When a session will end, in milliseconds since 1970; undefined when it has. */
function completionOf(
  connection: Connection,
  session: Pick<ShownSession, 'id' | 'status'>,
  now: number,
): number | undefined {
  if (isTerminal(session.status)) return undefined
  const remainingMs = rememberedForecast(connection).remainingMs.get(session.id)
  return remainingMs === undefined ? undefined : Math.round(now + remainingMs)
}
