import {
  AIR_SECONDS,
  clamp,
  CLOSING_SECONDS,
  lastCardSeconds,
  OPENING_SECONDS,
  RATE,
  silentCardSeconds,
  type Bounds,
} from './pacing-rules.ts'

/** A scene's claim on time. */
export interface SceneTime {
  /** Seconds of speech at the voice's own rate; 0 for a silent card. */
  readonly speechSeconds: number
  /** How long a silent card stays. */
  readonly holdSeconds?: number | undefined
}

/** What the length of a video is made of; the sum of several scenes' shares. */
export interface TimeBudget {
  readonly speechSeconds: number
  /** How many stretches of air there are. */
  readonly airs: number
  /** Time that cannot be changed. */
  readonly fixedSeconds: number
  /** The end of the last card, after its air and speech. */
  readonly closing: Bounds
}

/** Where a scene stands: the first and the last one have rules of their own. */
export interface ScenePlace {
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly targetSeconds: number
}

const NO_CLOSING: Bounds = { min: 0, max: 0 }

/** One scene's share of the budget. */
export function budgetOf(scene: SceneTime, place: ScenePlace): TimeBudget {
  const { speechSeconds, holdSeconds } = scene
  const isSpoken = speechSeconds > 0
  const fixedSeconds = place.isFirst && isSpoken ? OPENING_SECONDS : 0
  if (!place.isLast) {
    if (isSpoken) return { speechSeconds, airs: 2, fixedSeconds, closing: NO_CLOSING }
    const hold = holdSeconds ?? silentCardSeconds(place.targetSeconds)
    return { speechSeconds: 0, airs: 0, fixedSeconds: hold, closing: NO_CLOSING }
  }
  const card = lastCardSeconds(place.targetSeconds)
  if (!isSpoken) return { speechSeconds: 0, airs: 0, fixedSeconds: 0, closing: card }
  return { speechSeconds, airs: 1, fixedSeconds, closing: spokenClosing(speechSeconds, card) }
}

/** A card on which is spoken stays as long as a silent one, or as its speech and the closing music need. */
function spokenClosing(speechSeconds: number, card: Bounds): Bounds {
  const spoken = AIR_SECONDS.max + speechSeconds
  const min = Math.max(CLOSING_SECONDS.min, card.min - spoken)
  return { min, max: Math.max(min, Math.min(CLOSING_SECONDS.max, card.max - spoken)) }
}

export const EMPTY_BUDGET: TimeBudget = { speechSeconds: 0, airs: 0, fixedSeconds: 0, closing: NO_CLOSING }

export function addBudgets(one: TimeBudget, other: TimeBudget): TimeBudget {
  return {
    speechSeconds: one.speechSeconds + other.speechSeconds,
    airs: one.airs + other.airs,
    fixedSeconds: one.fixedSeconds + other.fixedSeconds,
    closing: { min: one.closing.min + other.closing.min, max: one.closing.max + other.closing.max },
  }
}

/** The shortest and the longest total at a speaking rate, by pauses and the last card alone. */
export function totalBounds(budget: TimeBudget, rate = 1): Bounds {
  const spoken = budget.speechSeconds / rate + budget.fixedSeconds
  return {
    min: spoken + budget.airs * AIR_SECONDS.min + budget.closing.min,
    max: spoken + budget.airs * AIR_SECONDS.max + budget.closing.max,
  }
}

/** How far the nearest total is from the target, as a share of it; with every lever at its limit. */
export function missOf(budget: TimeBudget, targetSeconds: number): number {
  const reachable = { min: totalBounds(budget, RATE.max).min, max: totalBounds(budget, RATE.min).max }
  return Math.abs(clamp(targetSeconds, reachable) - targetSeconds) / targetSeconds
}
