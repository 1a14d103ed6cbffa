import { isNotOfProvider } from '@mavs/core'

/** Rethrows what the next provider could not do better either: an abort, a full disk. Anything else it may try. */
export function rethrowUnlessOfProvider(error: unknown, signal: AbortSignal): void {
  signal.throwIfAborted()
  if (isNotOfProvider(error)) throw error
}
