import type { SKRSContext2D } from '@napi-rs/canvas'
import { progressOf } from './easing.ts'
import type { Box } from './geometry.ts'

/** A text of an element, for the checks: where it stands when it has come in, its colour, and what lies behind it. */
export interface TextFact {
  readonly box: Box
  readonly colour: string
  readonly behind: string
  readonly sizePx: number
}

/**
 * A thing on screen. Scenes are lists of elements from back to front; the drawer redraws only the boxes of elements
 * whose state has changed, so an element must be a pure function of the seconds since its scene began.
 */
export interface SceneElement {
  /** Everything that the element ever inks, its motion included. */
  readonly box: Box
  readonly texts?: readonly TextFact[]
  /** What it always covers, without a hole: nothing behind it is drawn there. */
  readonly covers?: Box
  /** Equal states mean equal pixels. */
  state(seconds: number): number
  /** Where the pixels differ between two moments of different states. Default: the whole box. */
  changed?(before: number, now: number): Box
  draw(context: SKRSContext2D, seconds: number): void
}

/** An element that comes in once: hidden before `start`, drawn with a progress of 0 to 1 after it, then at rest. */
export function arriving(options: {
  readonly box: Box
  readonly start: number
  readonly seconds: number
  readonly texts?: readonly TextFact[]
  draw(context: SKRSContext2D, progress: number): void
}): SceneElement {
  const progress = (seconds: number) =>
    seconds < options.start ? -1 : progressOf(seconds, options.start, options.seconds)
  return {
    box: options.box,
    ...(options.texts && { texts: options.texts }),
    state: progress,
    draw: (context, seconds) => {
      const now = progress(seconds)
      if (now >= 0) isolated(context, () => options.draw(context, now))
    },
  }
}

/**
 * An element that keeps moving: `phase` gives the state, in steps as coarse as the eye allows, and `changed` where two
 * phases differ, if not everywhere.
 */
export function living(options: {
  readonly box: Box
  phase(seconds: number): number
  changed?(before: number, now: number): Box
  draw(context: SKRSContext2D, phase: number): void
}): SceneElement {
  const { phase, changed } = options
  return {
    box: options.box,
    state: phase,
    ...(changed && { changed: (before: number, now: number) => changed(phase(before), phase(now)) }),
    draw: (context, seconds) => isolated(context, () => options.draw(context, options.phase(seconds))),
  }
}

/** The element, all that it does brought forward by some seconds. */
export const earlier = (element: SceneElement, seconds: number): SceneElement => ({
  ...element,
  state: (now) => element.state(now + seconds),
  changed: (before, now) => changedBox(element, before + seconds, now + seconds),
  draw: (context, now) => element.draw(context, now + seconds),
})

/** Where an element's pixels differ between two moments of different states. */
export const changedBox = (element: SceneElement, before: number, now: number): Box =>
  element.changed?.(before, now) ?? element.box

/** How strong an awaited element is. */
const AWAITED_OPACITY = 0.34
const FADE_SECONDS = 0.3

/**
 * An element whose turn comes late, with its dim outline until then: the composition stands from the beginning and
 * lights up as it is spoken of. One that comes soon needs none.
 */
export function awaited(
  element: SceneElement,
  turn: { readonly from: number; readonly until: number },
): SceneElement[] {
  const { from, until } = turn
  if (until - from < 0.4) return [element]
  const strength = (seconds: number) =>
    Math.round(40 * Math.min(progressOf(seconds, from, FADE_SECONDS), 1 - progressOf(seconds, until, FADE_SECONDS))) /
    40
  const outline: SceneElement = {
    box: element.box,
    state: strength,
    draw: (context, seconds) => {
      if (strength(seconds) <= 0) return
      isolated(context, () => {
        context.globalAlpha *= AWAITED_OPACITY * strength(seconds)
        element.draw(context, SETTLED_SECONDS)
      })
    },
  }
  return [outline, element]
}

/** By then every element has come to rest. */
const SETTLED_SECONDS = 1e5

/** An element that fades away when another takes its place. */
export function leaving(element: SceneElement, at: number): SceneElement {
  const strength = (seconds: number) => Math.round(40 * (1 - progressOf(seconds, at, FADE_SECONDS))) / 40
  return {
    box: element.box,
    state: (seconds) => {
      const state = element.state(seconds)
      if (state < 0) return state
      return strength(seconds) <= 0 ? GONE : state + 10 * strength(seconds)
    },
    draw: (context, seconds) => {
      if (strength(seconds) <= 0) return
      isolated(context, () => {
        context.globalAlpha *= strength(seconds)
        element.draw(context, seconds)
      })
    },
  }
}

const GONE = -2

/** Draws and leaves the context as it was. */
export function isolated(context: SKRSContext2D, draw: () => void): void {
  context.save()
  draw()
  context.restore()
}
