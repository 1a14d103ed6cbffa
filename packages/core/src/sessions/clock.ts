import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../ports/clock.ts'

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, signal === undefined ? {} : { signal })
    } catch (error) {
      throw signal?.aborted === true ? signal.reason : error
    }
  },
}

/** Milliseconds since 1970 as the ISO 8601 text that documents and events hold. */
export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString()
