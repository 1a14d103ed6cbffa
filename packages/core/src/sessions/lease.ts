import type { Delivery } from '../domain/delivery.ts'
import type { SessionStatus } from '../domain/stage.ts'
import { VideoError } from '../errors/video-error.ts'
import { isoTime } from './clock.ts'
import { nextInQueue } from './claim-order.ts'
import type { Connection } from './database.ts'
import { appendEvent } from './events.ts'
import { sessionFromRow, type Session, type SessionRow } from './session.ts'

/** The right to write to a session; void as soon as somebody raises the session's epoch. */
export interface Lease {
  readonly sessionId: string
  readonly epoch: number
}

export interface ClaimOptions {
  readonly owner: string
  readonly fingerprint: string
  readonly leaseMs: number
  /** Sessions that may run at once in this data directory. */
  readonly limit: number
  readonly now: number
}

/** Takeovers without new progress after which a session is given up. */
export const MAX_TAKEOVERS = 3

/* Each function works inside the caller's transaction, which must hold the write lock. */

/** Takes the session whose worker fell silent, or else whose turn it is in the queue; undefined when there is none, or no room. */
export function claimSession(connection: Connection, options: ClaimOptions): Session | undefined {
  for (;;) {
    if (countRunning(connection, options.now) >= options.limit) return undefined
    const session = nextClaimable(connection, options)
    if (session === undefined) return undefined
    if (session.status === 'processing' && isHopeless(session)) giveUp(connection, session, options.now)
    else return takeLease(connection, session, options)
  }
}

/** Whether a claim may find something: asked before the write lock is taken. */
export const canClaim = (connection: Connection, options: ClaimOptions): boolean =>
  countRunning(connection, options.now) < options.limit && nextClaimable(connection, options) !== undefined

/** How many sessions have a worker that is not silent. */
function countRunning(connection: Connection, now: number): number {
  const statement = "SELECT count(*) FROM sessions WHERE status = 'processing' AND lease_until > ?"
  return Number(connection.prepare(statement).pluck().get(now))
}

function nextClaimable(connection: Connection, { fingerprint, now }: ClaimOptions): Session | undefined {
  const position = nextSilent(connection, fingerprint, now) ?? nextInQueue(connection, { fingerprint, now })
  if (position === undefined) return undefined
  return sessionFromRow(connection.prepare('SELECT * FROM sessions WHERE position = ?').get(position) as SessionRow)
}

/** The position of the first session whose worker let its lease expire. */
function nextSilent(connection: Connection, fingerprint: string, now: number): number | undefined {
  return connection
    .prepare(
      `SELECT position FROM sessions INDEXED BY sessions_by_status
       WHERE status = 'processing' AND fingerprint = ? AND lease_until <= ? ORDER BY position LIMIT 1`,
    )
    .pluck()
    .get(fingerprint, now) as number | undefined
}

const isHopeless = (session: Session): boolean =>
  session.takeovers >= MAX_TAKEOVERS && session.progress <= session.takeoverProgress

function giveUp(connection: Connection, session: Session, now: number): void {
  const message =
    `Given up in stage ${session.stage} at ${Math.round(session.progress * 100)} %: the worker ended without a word ` +
    `${MAX_TAKEOVERS + 1} times, and ${MAX_TAKEOVERS} takeovers brought no new progress.`
  end(connection, session.id, { status: 'failed', errorCode: 'SESSION_FAILED', errorMessage: message, now })
}

function takeLease(connection: Connection, session: Session, options: ClaimOptions): Session {
  const isTakeover = session.status === 'processing'
  const hasProgressed = session.progress > session.takeoverProgress
  const takeovers = isTakeover ? (hasProgressed ? 0 : session.takeovers) + 1 : session.takeovers
  connection
    .prepare(
      `UPDATE sessions SET status = 'processing', lease_epoch = lease_epoch + 1, lease_owner = @owner,
         lease_until = @until, claimed_at = @now, updated_at = @now, takeovers = @takeovers,
         takeover_progress = @takeoverProgress, error_code = NULL, error_message = NULL WHERE id = @id`,
    )
    .run({
      id: session.id,
      owner: options.owner,
      until: options.now + options.leaseMs,
      now: options.now,
      takeovers,
      takeoverProgress: isTakeover ? session.progress : session.takeoverProgress,
    })
  if (session.leaseEpoch === 0) {
    appendEvent(connection, { type: 'session-start', sessionId: session.id, at: isoTime(options.now) })
  }
  return sessionFromRow(connection.prepare('SELECT * FROM sessions WHERE id = ?').get(session.id) as SessionRow)
}

/** Throws `SESSION_CANCELLED`, `LEASE_LOST` or `SESSION_NOT_FOUND` unless the lease still holds. */
export function assertLease(connection: Connection, lease: Lease): void {
  const row = connection.prepare('SELECT status, lease_epoch FROM sessions WHERE id = ?').get(lease.sessionId) as
    | { status: SessionStatus; lease_epoch: number }
    | undefined
  if (row?.status === 'processing' && row.lease_epoch === lease.epoch) return
  const id = lease.sessionId
  if (row === undefined) throw new VideoError('SESSION_NOT_FOUND', `Session ${id} was removed while it ran.`)
  if (row.status === 'cancelled') throw new VideoError('SESSION_CANCELLED', `Session ${id} was cancelled.`)
  throw new VideoError('LEASE_LOST', `Another worker took session ${id} over: this one was silent past its lease.`)
}

/** Keeps the lease for another while. */
export function renewLease(connection: Connection, lease: Lease, until: number): void {
  assertLease(connection, lease)
  connection.prepare('UPDATE sessions SET lease_until = ? WHERE id = ?').run(until, lease.sessionId)
}

/** Puts a session back into the queue without losing what it has; with an error when it waits for a remedy. */
export function handBack(
  connection: Connection,
  lease: Lease,
  options: { readonly now: number; readonly notBefore?: number; readonly error?: VideoError },
): void {
  assertLease(connection, lease)
  connection
    .prepare(
      `UPDATE sessions SET status = 'queued', lease_epoch = lease_epoch + 1, lease_owner = NULL, lease_until = NULL,
         not_before = ?, error_code = ?, error_message = ?, updated_at = ? WHERE id = ?`,
    )
    .run(
      options.notBefore ?? 0,
      options.error?.code ?? null,
      options.error?.message ?? null,
      options.now,
      lease.sessionId,
    )
}

/** Ends a session as completed. */
export function completeSession(connection: Connection, lease: Lease, delivery: Delivery, now: number): void {
  assertLease(connection, lease)
  connection
    .prepare("UPDATE sessions SET stage = 'completed', progress = 1, delivery = ? WHERE id = ?")
    .run(JSON.stringify(delivery), lease.sessionId)
  end(connection, lease.sessionId, { status: 'completed', errorCode: null, errorMessage: null, now })
}

/** Ends a session as failed, with the reason. */
export function failSession(connection: Connection, lease: Lease, error: VideoError, now: number): void {
  assertLease(connection, lease)
  end(connection, lease.sessionId, { status: 'failed', errorCode: error.code, errorMessage: error.message, now })
}

interface Ending {
  readonly status: 'completed' | 'failed'
  readonly errorCode: string | null
  readonly errorMessage: string | null
  readonly now: number
}

function end(connection: Connection, id: string, ending: Ending): void {
  const { status, errorCode, errorMessage, now } = ending
  connection
    .prepare(
      `UPDATE sessions SET status = ?, error_code = ?, error_message = ?, updated_at = ?, lease_epoch = lease_epoch + 1,
         lease_owner = NULL, lease_until = NULL WHERE id = ?`,
    )
    .run(status, errorCode, errorMessage, now, id)
  appendEvent(connection, { type: 'session-end', sessionId: id, at: isoTime(now), status, errorMessage })
}
