import type { Clock } from '../ports/clock.ts'

/** Tells waiters in this process that something was written; other processes' writes are found by polling. */
export interface Changes {
  announce(): void
  /** Resolves at the next announcement, or after `pollMs` at the latest; rejects when the signal aborts. */
  next(pollMs: number, signal?: AbortSignal): Promise<void>
}

/** Makes an exchange for announcements. */
export function createChanges(clock: Clock): Changes {
  const waiters = new Set<() => void>()
  return {
    announce() {
      for (const wake of waiters) wake()
      waiters.clear()
    },
    async next(pollMs, signal) {
      signal?.throwIfAborted()
      const woken = new AbortController()
      const wake = () => woken.abort()
      waiters.add(wake)
      try {
        await clock.sleep(pollMs, signal === undefined ? woken.signal : AbortSignal.any([signal, woken.signal]))
      } catch {
        signal?.throwIfAborted()
      } finally {
        waiters.delete(wake)
      }
    },
  }
}
