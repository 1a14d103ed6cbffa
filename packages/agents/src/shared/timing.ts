import type { Warning } from '@mavs/core'
import { AIR_SECONDS, clamp, OPENING_SECONDS, RATE, TOLERANCE, type Bounds } from './pacing-rules.ts'
import { addBudgets, budgetOf, EMPTY_BUDGET, totalBounds, type SceneTime, type TimeBudget } from './time-budget.ts'

export interface TimingRequest {
  /** In order; speech as measured at the voice's own rate, or at `spokenRate` when that is given. */
  readonly scenes: readonly SceneTime[]
  readonly targetSeconds: number
  /** The rate at which the speech was measured and at which it stays; left out, the rate is chosen. */
  readonly spokenRate?: number
}

/** A scene's exact time. */
export interface SceneTiming {
  readonly durationSeconds: number
  /** From the scene's start to the start of its speech. */
  readonly speechStartSeconds: number
}

/** How a video's time is laid out. */
export interface Timing {
  readonly scenes: readonly SceneTiming[]
  readonly totalSeconds: number
  /** What the speech must be spoken at; .92 to 1.15. */
  readonly rate: number
  /** Against the target and its tolerance of 5 %. */
  readonly fit: Fit
}

export type Fit = 'fits' | 'shorter' | 'longer'

/** A chosen rate leaves this share of the pauses' play, because speech at another rate is never exactly as computed. */
const RESERVE = 0.3

/** Beyond this many times the target, hurrying would make the video worse and still far too long. */
const WORTH_HURRYING = 1.2

/**
 * Gives each scene its exact length, so that the video is as long as asked: by pauses first, then by the last card,
 * and only then by the speaking rate. Too little to say ends early, and too much is spoken at the voice's own rate.
 */
export function fitTiming(request: TimingRequest): Timing {
  const { scenes, targetSeconds, spokenRate } = request
  const shares = scenes.map((scene, index) =>
    budgetOf(scene, { isFirst: index === 0, isLast: index === scenes.length - 1, targetSeconds }),
  )
  const budget = shares.reduce(addBudgets, EMPTY_BUDGET)
  const rate = spokenRate ?? chooseRate(budget, targetSeconds)
  const stretch = spokenRate === undefined ? 1 / rate : 1
  const { airSeconds, closingSeconds } = distribute(budget, targetSeconds, stretch)
  const timings = shares.map((share): SceneTiming => {
    const isLast = share.closing.max > 0
    const closing = isLast ? closingSeconds : 0
    const durationSeconds = share.speechSeconds * stretch + share.airs * airSeconds + share.fixedSeconds + closing
    const opening = share.speechSeconds > 0 && share === shares[0] ? OPENING_SECONDS : 0
    return { durationSeconds, speechStartSeconds: share.speechSeconds > 0 ? airSeconds + opening : 0 }
  })
  const totalSeconds = timings.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0)
  return { scenes: timings, totalSeconds, rate, fit: fitOf(totalSeconds, targetSeconds) }
}

/** Where a total stands against the target, give or take 5 %. */
function fitOf(totalSeconds: number, targetSeconds: number): Fit {
  const allowance = targetSeconds * TOLERANCE + 1e-6
  if (totalSeconds < targetSeconds - allowance) return 'shorter'
  return totalSeconds > targetSeconds + allowance ? 'longer' : 'fits'
}

/** What the user should know when the video is not as long as asked. */
export function durationWarning(
  timing: Pick<Timing, 'fit' | 'totalSeconds'>,
  targetSeconds: number,
): Warning | undefined {
  const lasts = `The video lasts about ${Math.round(timing.totalSeconds)} of the ${targetSeconds} seconds asked for`
  if (timing.fit === 'shorter') {
    const message = `${lasts}: there is no more to say, and nothing is padded. Give more material, or ask for less time.`
    return { reason: 'shorter-than-asked', message }
  }
  if (timing.fit === 'fits') return undefined
  const message = `${lasts}: its text takes that long to speak. Shorten the text, or ask for more time.`
  return { reason: 'longer-than-asked', message }
}

/** The rate nearest to 1 at which pauses and the last card can make up for the rest. */
function chooseRate(budget: TimeBudget, targetSeconds: number): number {
  const own = totalBounds(budget)
  if (budget.speechSeconds === 0 || (targetSeconds >= own.min && targetSeconds <= own.max)) return 1
  const play = (own.max - own.min) * RESERVE
  const silence = (targetSeconds < own.min ? own.min + play : own.max - play) - budget.speechSeconds
  const needed = targetSeconds > silence ? budget.speechSeconds / (targetSeconds - silence) : Infinity
  const rate = clamp(needed, RATE)
  const reached = clamp(targetSeconds, totalBounds(budget, rate))
  const fit = fitOf(reached, targetSeconds)
  if (fit === 'fits' || (fit === 'longer' && reached <= targetSeconds * WORTH_HURRYING)) return rate
  return 1
}

/** Shares out what the target leaves beside the speech: pauses as far as they go, then the last card. */
function distribute(
  budget: TimeBudget,
  targetSeconds: number,
  stretch: number,
): { airSeconds: number; closingSeconds: number } {
  const own = totalBounds(budget, 1 / stretch)
  const middle = (bounds: Bounds) => (bounds.min + bounds.max) / 2
  const easy = { airSeconds: AIR_SECONDS.max, closingSeconds: middle(budget.closing) }
  if (fitOf(own.max, targetSeconds) === 'shorter') return easy
  if (own.min > targetSeconds * WORTH_HURRYING) return easy
  const left = targetSeconds - budget.speechSeconds * stretch - budget.fixedSeconds
  const wished = budget.airs === 0 ? AIR_SECONDS.min : (left - middle(budget.closing)) / budget.airs
  const airSeconds = clamp(wished, AIR_SECONDS)
  return { airSeconds, closingSeconds: clamp(left - budget.airs * airSeconds, budget.closing) }
}
