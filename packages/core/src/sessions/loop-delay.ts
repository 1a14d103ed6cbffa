import { monitorEventLoopDelay } from 'node:perf_hooks'

/** How late the event loop of this process comes to its work. */
export interface LoopDelay {
  /** The 99th percentile of the last while, in milliseconds; 0 until enough was seen. */
  readonly p99Ms: () => number
  close(): void
}

/** How often it is looked at; what is measured includes this. */
const RESOLUTION_MS = 20
/** Shorter, one collection of garbage would count as a slow loop. */
const WINDOW_MS = 20_000

/** Starts to watch. */
export function watchLoopDelay(now: () => number = () => performance.now()): LoopDelay {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  histogram.enable()
  let startedAt = now()
  let lastMs = 0
  return {
    p99Ms() {
      if (now() - startedAt >= WINDOW_MS) {
        lastMs = Math.max(0, histogram.percentile(99) / 1e6 - RESOLUTION_MS)
        histogram.reset()
        startedAt = now()
      }
      return lastMs
    },
    close: () => void histogram.disable(),
  }
}
