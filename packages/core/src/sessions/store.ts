import type { SessionStatus } from '../domain/stage.ts'
import { isTerminal } from '../domain/stage.ts'
import { VideoError } from '../errors/video-error.ts'
import { isoTime } from './clock.ts'
import type { Connection } from './database.ts'
import { appendEvent } from './events.ts'
import { deleteSentMessages } from './outbox.ts'
import { deleteThread } from './threads.ts'
import {
  sessionFromRow,
  SHOWN_COLUMNS,
  shownFromRow,
  type RequestDetails,
  type Session,
  type SessionRow,
  type ShownSession,
} from './session.ts'

export interface NewSession {
  readonly id: string
  readonly request: RequestDetails
  readonly deliverTo: string | null
  readonly plugins: readonly string[]
  readonly fingerprint: string
  readonly batchId?: string | undefined
  readonly now: number
}

/* Each function works inside the caller's transaction. */

/** Files a session at the end of the queue. */
export function insertSession(connection: Connection, session: NewSession): Session {
  connection
    .prepare(
      `INSERT INTO sessions (id, request, user_id, deliver_to, status, stage, stages, progress, created_at, updated_at,
         not_before, warnings, plugins, fingerprint, batch_id, lease_epoch, takeovers, takeover_progress, keep_files)
       VALUES (@id, @request, @userId, @deliverTo, 'queued', 'initializing', '{}', 0, @now, @now,
         0, '[]', @plugins, @fingerprint, @batchId, 0, 0, 0, 0)`,
    )
    .run({
      id: session.id,
      request: JSON.stringify(session.request),
      userId: session.request.user_id ?? null,
      deliverTo: session.deliverTo,
      plugins: JSON.stringify(session.plugins),
      fingerprint: session.fingerprint,
      batchId: session.batchId ?? null,
      now: session.now,
    })
  return getSession(connection, session.id)
}

/** The session with this id. Throws `SESSION_NOT_FOUND`. */
export function getSession(connection: Connection, id: string): Session {
  const row = connection.prepare('SELECT * FROM sessions WHERE id = ?').get(id) as SessionRow | undefined
  if (row === undefined) throw notFound(id)
  return sessionFromRow(row)
}

/** What its document shows. Throws `SESSION_NOT_FOUND`. */
export function getShownSession(connection: Connection, id: string): ShownSession {
  const row = connection.prepare(`SELECT ${SHOWN_COLUMNS} FROM sessions WHERE id = ?`).get(id) as SessionRow | undefined
  if (row === undefined) throw notFound(id)
  return shownFromRow(row)
}

/** Its status alone, for those who ask often. Throws `SESSION_NOT_FOUND`. */
export function sessionStatus(connection: Connection, id: string): SessionStatus {
  const status = connection.prepare('SELECT status FROM sessions WHERE id = ?').pluck().get(id)
  if (status === undefined) throw notFound(id)
  return status as SessionStatus
}

const notFound = (id: string): VideoError =>
  new VideoError('SESSION_NOT_FOUND', `No session has the id "${id}" in this data directory.`, { details: { id } })

/** Whether a session has this id. */
export const hasSession = (connection: Connection, id: string): boolean =>
  connection.prepare('SELECT 1 FROM sessions WHERE id = ?').pluck().get(id) !== undefined

export interface SessionFilter {
  readonly userId?: string | undefined
  readonly status?: SessionStatus | undefined
  readonly offset: number
  readonly limit: number
}

/** A page of sessions, and how many there are on all pages. */
export interface SessionPage {
  readonly sessions: readonly ShownSession[]
  readonly total: number
}

/** Sessions from the newest, and how many match in all. Skips through an index only, and reads the rows of the page. */
export function listSessions(connection: Connection, filter: SessionFilter): SessionPage {
  const { userId, status, offset, limit } = filter
  const { index, where, counts } =
    LISTINGS[`${userId === undefined ? '' : 'user'}${status === undefined ? '' : 'status'}`]
  const named = {
    ...(userId === undefined ? {} : { userId }),
    ...(status === undefined ? {} : { status }),
  }
  const rows = connection
    .prepare(
      `SELECT ${SHOWN_COLUMNS} FROM sessions WHERE position IN (
         SELECT position FROM sessions INDEXED BY ${index} ${where} ORDER BY position DESC LIMIT @limit OFFSET @offset
       ) ORDER BY position DESC`,
    )
    .all({ ...named, limit, offset }) as SessionRow[]
  const total = connection.prepare(`SELECT coalesce(sum(count), 0) FROM ${counts} ${where}`).pluck().get(named)
  return { sessions: rows.map(shownFromRow), total: Number(total) }
}

/** For each kind of list: the index that it goes through, and what its total is read from. */
const LISTINGS = {
  '': { index: 'sessions_by_position', where: '', counts: 'session_totals' },
  status: { index: 'sessions_by_status', where: 'WHERE status = @status', counts: 'session_totals' },
  // The counters file sessions without a user under the empty name, which no user has.
  user: {
    index: 'sessions_by_user',
    where: "WHERE user_id = @userId AND user_id <> ''",
    counts: 'session_counts',
  },
  userstatus: {
    index: 'sessions_by_user_and_status',
    where: "WHERE user_id = @userId AND user_id <> '' AND status = @status",
    counts: 'session_counts',
  },
} as const

/**
 * Marks a session as cancelled, whoever works on it: the raised epoch shuts the worker out at once, and the worker
 * stops when it next looks. Answers false when the session had ended already.
 */
export function markCancelled(connection: Connection, id: string, keepFiles: boolean, now: number): boolean {
  if (isTerminal(getSession(connection, id).status)) return false
  connection
    .prepare(
      `UPDATE sessions SET status = 'cancelled', lease_epoch = lease_epoch + 1, lease_until = NULL, keep_files = ?,
         error_code = NULL, error_message = NULL, updated_at = ? WHERE id = ?`,
    )
    .run(keepFiles ? 1 : 0, now, id)
  appendEvent(connection, {
    type: 'session-end',
    sessionId: id,
    at: isoTime(now),
    status: 'cancelled',
    errorMessage: null,
  })
  return true
}

/** Removes a session's rows everywhere: itself, its events, its checkpoints and the messages that were sent. */
export function deleteSession(connection: Connection, session: Session): void {
  connection.prepare('DELETE FROM events WHERE session_id = ?').run(session.id)
  deleteSentMessages(connection, session.id)
  if (session.threadId !== null) deleteThread(connection, session.threadId)
  connection.prepare('DELETE FROM sessions WHERE id = ?').run(session.id)
}
