import type { MavsApiError } from './error.ts'
import type { ClientSettings } from './options.ts'

const LONGEST_DELAY_MS = 20_000

/**
 * Waits before the next try: twice as long each time with a random half (so that many clients do not come back
 * together), and never less than the server asks. Throws the error where the server asks for too much.
 */
export async function pauseBefore(
  attempt: number,
  error: MavsApiError,
  settings: ClientSettings,
  signal: AbortSignal | undefined,
): Promise<void> {
  const askedMs = (error.retryAfterSeconds ?? 0) * 1000
  if (askedMs > settings.longestRetryAfterMs) throw error
  const fullMs = Math.min(LONGEST_DELAY_MS, settings.retryDelayMs * 2 ** attempt)
  const delayMs = Math.max(askedMs, fullMs / 2) + (Math.random() * fullMs) / 2
  settings.onRetry(error, delayMs)
  await sleep(delayMs, signal)
}

/** Resolves after a time; rejects with the signal's reason as soon as it is aborted. */
export function sleep(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', aborted)
    }
    const timer = setTimeout(() => (done(), resolve()), delayMs)
    const aborted = () => (done(), reject(signal?.reason))
    signal?.addEventListener('abort', aborted)
  })
}

/** Resolves as the promise does, or rejects with what `late` makes once the time is over. */
export function within<Value>(promise: Promise<Value>, timeoutMs: number, late: () => Error): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), timeoutMs)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
