import type { Clock } from '../ports/clock.ts'

/** A clock that stands still until it is told to go on. */
export interface ManualClock extends Clock {
  /** Moves the time on and wakes, in their order, those whose sleep is over by then. */
  advance(ms: number): Promise<void>
  /** How many sleep. */
  readonly sleepers: number
}

interface Sleeper {
  readonly until: number
  wake(): void
}

/** Makes a clock for tests; it starts at a fixed time unless told otherwise. */
export function createManualClock(startsAt: number = Date.UTC(2026, 0, 1)): ManualClock {
  let now = startsAt
  const sleepers = new Set<Sleeper>()
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(signal.reason)
          return
        }
        const leave = () => {
          sleepers.delete(sleeper)
          signal?.removeEventListener('abort', abort)
        }
        const abort = () => {
          leave()
          reject(signal!.reason)
        }
        const sleeper: Sleeper = {
          until: now + ms,
          wake() {
            leave()
            resolve()
          },
        }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', abort, { once: true })
      }),
    async advance(ms) {
      const target = now + ms
      for (;;) {
        const next = [...sleepers].toSorted((left, right) => left.until - right.until)[0]
        if (next === undefined || next.until > target) break
        now = Math.max(now, next.until)
        next.wake()
        await settle()
      }
      now = target
      await settle()
    },
    get sleepers() {
      return sleepers.size
    },
  }
}

/** Lets what was woken run until it waits again for something outside the event loop's queues. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
