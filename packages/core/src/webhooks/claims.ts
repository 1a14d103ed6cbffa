import type { WebhookAttempt } from '../domain/webhook.ts'
import { isoTime } from '../sessions/clock.ts'
import type { Connection } from '../sessions/database.ts'
import { attemptsOf, type DeliveryRow } from './deliveries.ts'
import type { Verdict } from './schedule.ts'

export interface ClaimOptions {
  readonly now: number
  /** For so long nobody else sends the message; it must be longer than a try can take. */
  readonly leaseMs: number
  /** Receivers that get enough already. */
  readonly busyReceivers: readonly string[]
}

/** The right and the duty to send a message once. */
export interface Claim {
  readonly row: DeliveryRow
  /** The tries with the one that was claimed, which is the last. */
  readonly attempts: readonly WebhookAttempt[]
}

const UNKNOWN = 'No answer is known: the try is under way or was cut off.'

/* Each function works inside the caller's transaction; all but `canClaim` need the write lock. */

/** Whether a claim may find something: asked before the write lock is taken. */
export const canClaim = (connection: Connection, options: Omit<ClaimOptions, 'leaseMs'>): boolean =>
  nextDue(connection, options) !== undefined

/**
 * Takes the message that has been due for longest. Its try is in the log before anything is sent, so that the log is
 * true whatever happens then. Messages of a session go one after the other.
 */
export function claimMessage(connection: Connection, options: ClaimOptions): Claim | undefined {
  const row = nextDue(connection, options)
  if (row === undefined) return undefined
  const attempt = { at: isoTime(options.now), duration_ms: null, response_status: null, error: UNKNOWN }
  const attempts = [...attemptsOf(row), attempt]
  connection
    .prepare('UPDATE webhook_deliveries SET claimed_until = ?, attempts = ? WHERE position = ?')
    .run(options.now + options.leaseMs, JSON.stringify(attempts), row.position)
  return { row, attempts }
}

function nextDue(connection: Connection, { now, busyReceivers }: Omit<ClaimOptions, 'leaseMs'>) {
  return connection
    .prepare(
      `SELECT * FROM webhook_deliveries AS message
       WHERE status = 'pending' AND next_attempt_at <= @now AND (claimed_until IS NULL OR claimed_until <= @now)
         AND receiver NOT IN (SELECT value FROM json_each(@busy))
         AND NOT EXISTS (SELECT 1 FROM webhook_deliveries AS earlier WHERE earlier.session_id = message.session_id
           AND earlier.position < message.position AND earlier.status = 'pending')
       ORDER BY next_attempt_at, position LIMIT 1`,
    )
    .get({ now, busy: JSON.stringify(busyReceivers) }) as DeliveryRow | undefined
}

/** Writes what came of a claimed try. A claim that ran out meanwhile still completes its own line of the log. */
export function settleMessage(
  connection: Connection,
  claim: Claim,
  attempt: WebhookAttempt,
  verdict: Verdict,
  now: number,
): void {
  const current = writeAttempt(connection, claim, attempt)
  if (current === undefined || current.status !== 'pending') return
  const isOurs = attemptsOf(current).length === claim.attempts.length
  if (!isOurs && verdict.status !== 'delivered') return
  const isStale = verdict.status === 'pending' && current.event === 'progress_update' && hasLater(connection, current)
  const status = isStale ? 'superseded' : verdict.status
  const next = !isStale && verdict.status === 'pending' ? now + verdict.waitMs : null
  connection
    .prepare('UPDATE webhook_deliveries SET status = ?, next_attempt_at = ?, claimed_until = NULL WHERE position = ?')
    .run(status, next, current.position)
  if (status !== 'pending') removeOrphan(connection, current)
}

/** Gives a claim back whose try was cut off, so that the message is due at once: its answer stays unknown. */
export function releaseMessage(connection: Connection, { row, attempts }: Claim): void {
  connection
    .prepare(
      'UPDATE webhook_deliveries SET claimed_until = NULL WHERE position = ? AND json_array_length(attempts) = ?',
    )
    .run(row.position, attempts.length)
}

function writeAttempt(connection: Connection, claim: Claim, attempt: WebhookAttempt): DeliveryRow | undefined {
  const { position } = claim.row
  connection
    .prepare('UPDATE webhook_deliveries SET attempts = json_set(attempts, ?, json(?)) WHERE position = ?')
    .run(`$[${claim.attempts.length - 1}]`, JSON.stringify(attempt), position)
  return connection.prepare('SELECT * FROM webhook_deliveries WHERE position = ?').get(position) as
    | DeliveryRow
    | undefined
}

const hasLater = (connection: Connection, row: DeliveryRow): boolean =>
  connection
    .prepare('SELECT 1 FROM webhook_deliveries WHERE session_id = ? AND position > ?')
    .get(row.session_id, row.position) !== undefined

/** The message outlived its session's cleanup, and nobody can ask for it any more. */
function removeOrphan(connection: Connection, row: DeliveryRow): void {
  connection
    .prepare('DELETE FROM webhook_deliveries WHERE position = ? AND NOT EXISTS (SELECT 1 FROM sessions WHERE id = ?)')
    .run(row.position, row.session_id)
}

const BATCH = 500

/** Removes messages that are done with and older than a time; answers how many. Looks at the oldest ones only. */
export function pruneMessages(connection: Connection, before: number): number {
  return connection
    .prepare(
      `DELETE FROM webhook_deliveries WHERE position IN (SELECT position FROM webhook_deliveries ORDER BY position LIMIT ${BATCH})
         AND status <> 'pending' AND created_at < ?`,
    )
    .run(before).changes
}
