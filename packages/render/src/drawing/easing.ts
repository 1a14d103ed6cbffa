/** Keeps a value between 0 and 1. */
export const clamp01 = (value: number): number => Math.max(0, Math.min(1, value))

/** The house curve for entrances: cubic-bezier(.16, 1, .3, 1), very fast in, long soft landing. */
export const easeOut = (progress: number): number => bezierEase(clamp01(progress), 0.16, 1, 0.3, 1)

/** For exits: slow away, then gone. */
export const easeIn = (progress: number): number => clamp01(progress) ** 3

/** Slow at both ends: drifts and dissolves. */
export function easeInOut(progress: number): number {
  const x = clamp01(progress)
  return x * x * (3 - 2 * x)
}

/** Passes the goal by `overshoot` (.04: 4 %) at two thirds of the way and comes back. */
export function easeOvershoot(progress: number, overshoot: number): number {
  const x = clamp01(progress)
  const peak = 0.62
  if (x < peak) return (1 + overshoot) * easeOut(x / peak)
  return 1 + overshoot * (1 - easeInOut((x - peak) / (1 - peak)))
}

/** The share of a span that has passed, 0 to 1. */
export const progressOf = (seconds: number, start: number, duration: number): number =>
  duration <= 0 ? Number(seconds >= start) : clamp01((seconds - start) / duration)

/** Solves a CSS cubic-bezier for x by bisection; 24 halvings are exact to 1e-7. */
function bezierEase(x: number, x1: number, y1: number, x2: number, y2: number): number {
  if (x <= 0 || x >= 1) return x
  let low = 0
  let high = 1
  for (let step = 0; step < 24; step++) {
    const middle = (low + high) / 2
    if (bezier(middle, x1, x2) < x) low = middle
    else high = middle
  }
  return bezier((low + high) / 2, y1, y2)
}

const bezier = (t: number, a: number, b: number): number =>
  3 * (1 - t) * (1 - t) * t * a + 3 * (1 - t) * t * t * b + t * t * t
