/** A run of words with what breaking it costs; positions count from the run's beginning. */
export interface Run {
  readonly length: number
  /** Width in characters of the words from `start` up to `end`, spaces between them included. */
  width(start: number, end: number): number
  /** Cost of a break before word `at`, 0 to 9. */
  breakCost(at: number): number
}

/** A way to set a run: where its second line begins (0: there is none), and how bad it looks. */
export interface Setting {
  readonly secondLineAt: number
  readonly cost: number
}

const IMBALANCE_COST = 6
const TOP_HEAVY_COST = 0.25
const ORPHAN_COST = 6
const ORPHAN_CHARACTERS = 8

/** The best way to set words on at most `maxLines` lines; nothing when they do not fit. */
export function setLines(
  run: Run,
  start: number,
  end: number,
  limits: { readonly maxLineCharacters: number; readonly maxLines: number },
): Setting | undefined {
  const fits = run.width(start, end) <= limits.maxLineCharacters
  if (fits || end - start === 1) return { secondLineAt: 0, cost: 0 }
  if (limits.maxLines < 2) return undefined
  let best: Setting | undefined
  for (let at = start + 1; at < end; at += 1) {
    const cost = twoLineCost(run, [start, at, end], limits.maxLineCharacters)
    if (cost < (best?.cost ?? Infinity)) best = { secondLineAt: at, cost }
  }
  return best
}

function twoLineCost(run: Run, [start, at, end]: readonly [number, number, number], maxCharacters: number): number {
  const upper = run.width(start, at)
  const lower = run.width(at, end)
  const overlong = (upper > maxCharacters && at - start > 1) || (lower > maxCharacters && end - at > 1)
  if (overlong) return Infinity
  const imbalance = (Math.abs(upper - lower) / maxCharacters) ** 2 * IMBALANCE_COST
  const orphans = Number(isOrphan(start, at, upper)) + Number(isOrphan(at, end, lower))
  return run.breakCost(at) / 3 + imbalance + orphans * ORPHAN_COST + (upper > lower ? TOP_HEAVY_COST : 0)
}

function isOrphan(from: number, to: number, width: number): boolean {
  return to - from === 1 && width < ORPHAN_CHARACTERS
}
