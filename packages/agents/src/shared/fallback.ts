import { VideoError } from '@mavs/core'

/**
 * Rethrows what the next provider could not do better either: an abort, a full disk, a limit that the user set, a
 * cassette that does not fit. Anything else it may try.
 */
export function rethrowUnlessOfProvider(error: unknown, signal: AbortSignal): void {
  signal.throwIfAborted()
  if (!VideoError.isInstance(error)) return
  if (error.category === 'system' || NOT_OF_PROVIDER.has(error.code)) throw error
}

const NOT_OF_PROVIDER: ReadonlySet<string> = new Set(['COST_LIMIT', 'COST_UNKNOWN', 'CASSETTE_MISS'])
