/** A stretch of time in seconds. */
export interface Span {
  readonly startSeconds: number
  readonly endSeconds: number
}

/** What is left of measured spans once the declared ones, widened by a margin, are taken off; short rests drop out. */
export function undeclared(
  measured: readonly Span[],
  declared: readonly Span[],
  limits: { readonly marginSeconds: number; readonly longestSeconds: number },
): Span[] {
  return declared
    .map(({ startSeconds, endSeconds }) => ({
      startSeconds: startSeconds - limits.marginSeconds,
      endSeconds: endSeconds + limits.marginSeconds,
    }))
    .reduce<readonly Span[]>((left, hole) => left.flatMap((span) => without(span, hole)), measured)
    .filter(({ startSeconds, endSeconds }) => endSeconds - startSeconds > limits.longestSeconds)
}

/** "3.20–8.00 s" for each, or "none". */
export function describeSpans(spans: readonly Span[]): string {
  if (spans.length === 0) return 'none'
  return spans.map(({ startSeconds, endSeconds }) => `${startSeconds.toFixed(2)}–${endSeconds.toFixed(2)} s`).join(', ')
}

function without(span: Span, hole: Span): Span[] {
  const before = { startSeconds: span.startSeconds, endSeconds: Math.min(span.endSeconds, hole.startSeconds) }
  const after = { startSeconds: Math.max(span.startSeconds, hole.endSeconds), endSeconds: span.endSeconds }
  return [before, after].filter(({ startSeconds, endSeconds }) => endSeconds > startSeconds)
}
