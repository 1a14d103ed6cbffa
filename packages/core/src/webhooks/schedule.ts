import type { WebhookEventName } from '../domain/request.ts'
import type { WebhookAttempt } from '../domain/webhook.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** The waits after each failed try, in milliseconds: a little over a day in all. After the last try there is none. */
export const RETRY_AFTER_MS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  9 * HOUR,
]

/** Progress is soon old news: three tries. */
export const PROGRESS_RETRY_AFTER_MS: readonly number[] = RETRY_AFTER_MS.slice(0, 2)

/** Each wait is longer by up to this share of itself, so that many messages do not come back at once. */
export const JITTER = 0.1

/** A receiver that asks for more patience than this is tried again all the same. */
export const LONGEST_WAIT_MS: number = 24 * HOUR

/** What came of one try. `status` is null when there was no answer. */
export interface Outcome {
  readonly status: number | null
  /** When the receiver wants to be asked again, in milliseconds from now. */
  readonly retryAfterMs?: number | undefined
}

/** What becomes of a message: done with, or tried again after a wait. */
export type Verdict =
  | { readonly status: 'delivered' | 'failed' }
  | { readonly status: 'pending'; readonly waitMs: number }

/**
 * Decides after a try. Success is any 2xx; 410 means that the receiver is gone for good; everything else is tried again
 * until the waits are used up. `attempts` are all tries with this one; those that were interrupted do not count.
 * `random` is in [0, 1).
 */
export function judge(
  event: WebhookEventName,
  attempts: readonly WebhookAttempt[],
  outcome: Outcome,
  random: number,
): Verdict {
  const { status, retryAfterMs = 0 } = outcome
  if (status !== null && status >= 200 && status < 300) return { status: 'delivered' }
  if (status === 410) return { status: 'failed' }
  const waits = event === 'progress_update' ? PROGRESS_RETRY_AFTER_MS : RETRY_AFTER_MS
  const failures = attempts.filter((attempt) => attempt.duration_ms !== null).length
  const wait = waits[failures - 1]
  if (wait === undefined) return { status: 'failed' }
  const jittered = Math.round(wait * (1 + JITTER * random))
  return { status: 'pending', waitMs: Math.max(jittered, Math.min(retryAfterMs, LONGEST_WAIT_MS)) }
}

/** Reads a `Retry-After`: seconds, or a date. Undefined when it is neither, or past. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  const waitMs = /^\d+$/.test(header.trim()) ? Number(header) * SECOND : Date.parse(header) - now
  return waitMs > 0 ? waitMs : undefined
}
