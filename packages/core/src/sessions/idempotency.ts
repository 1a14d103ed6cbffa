import { hashOf } from '../domain/canonical.ts'
import { VideoError } from '../errors/video-error.ts'
import type { Connection } from './database.ts'

/** A call that may be repeated: under the same key of the same user it is the same call. */
export interface IdempotentCall {
  readonly key: string
  /** Empty for a caller without a name. */
  readonly userId: string
  /** Of what was asked for. */
  readonly requestHash: string
}

/** How long a key is remembered. */
const REMEMBERED_MS = 24 * 3_600_000

/** Describes a call by its key and what it asks for. Throws `REQUEST_INVALID` for a key that is none. */
export function idempotentCall(key: string, userId: string | undefined, request: unknown): IdempotentCall {
  if (!/^[\x20-\x7e]{1,255}$/.test(key)) {
    throw new VideoError(
      'REQUEST_INVALID',
      `The idempotency key must be 1 to 255 printable ASCII characters (got ${key.length} characters).`,
      { details: { errors: [{ path: 'idempotencyKey', message: 'must be 1 to 255 printable ASCII characters' }] } },
    )
  }
  return { key, userId: userId ?? '', requestHash: hashOf(request) }
}

/* Each function works inside the caller's transaction. */

/** What the call was answered the first time; undefined when this is the first. Throws `IDEMPOTENCY_CONFLICT`. */
export function earlierAnswer(connection: Connection, call: IdempotentCall | undefined, now: number): unknown {
  if (call === undefined) return undefined
  const row = connection
    .prepare('SELECT request_hash, answer FROM idempotency_keys WHERE user_id = ? AND key = ? AND created_at > ?')
    .get(call.userId, call.key, now - REMEMBERED_MS) as { request_hash: string; answer: string } | undefined
  if (row === undefined) return undefined
  if (row.request_hash === call.requestHash) return JSON.parse(row.answer)
  throw new VideoError(
    'IDEMPOTENCY_CONFLICT',
    `The idempotency key "${call.key}" was used before with another request. Use a new key for a new request.`,
    { details: { idempotencyKey: call.key } },
  )
}

/** Keeps the answer of a first call for a day. */
export function rememberAnswer(connection: Connection, call: IdempotentCall, answer: unknown, now: number): void {
  forgetAnswers(connection, now)
  connection
    .prepare('INSERT INTO idempotency_keys (user_id, key, request_hash, answer, created_at) VALUES (?, ?, ?, ?, ?)')
    .run(call.userId, call.key, call.requestHash, JSON.stringify(answer), now)
}

/** Removes the answers that are no longer remembered. */
export function forgetAnswers(connection: Connection, now: number): void {
  connection.prepare('DELETE FROM idempotency_keys WHERE created_at <= ?').run(now - REMEMBERED_MS)
}
