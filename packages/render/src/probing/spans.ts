/** A stretch of time. */
export interface Span {
  readonly startSeconds: number
  readonly endSeconds: number
}

/** Collects the stretches in which something holds, from samples in the order of time. */
export interface SpanCollector {
  /** From this time on it holds, or does not. */
  add(seconds: number, holds: boolean): void
  /** Ends the last stretch and answers with all that last at least the minimum. */
  end(seconds: number): Span[]
}

/** Makes a collector that drops stretches shorter than the minimum. */
export function collectSpans(minimumSeconds: number): SpanCollector {
  const spans: Span[] = []
  let startSeconds: number | undefined
  const close = (endSeconds: number) => {
    if (startSeconds !== undefined && endSeconds - startSeconds >= minimumSeconds - 1e-9) {
      spans.push({ startSeconds: rounded(startSeconds), endSeconds: rounded(endSeconds) })
    }
    startSeconds = undefined
  }
  return {
    add(seconds, holds) {
      if (holds) startSeconds ??= seconds
      else close(seconds)
    },
    end(seconds) {
      close(seconds)
      return spans
    },
  }
}

/** To whole milliseconds. */
const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000
