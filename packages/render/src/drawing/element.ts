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
  /** Made of upright rectangles only, which come out the same however they are clipped; curves do not. */
  readonly crisp?: boolean
  /** Equal states mean equal pixels. */
  state(seconds: number): number
  draw(context: SKRSContext2D, seconds: number): void
}

/** An element that comes in once: hidden before `start`, drawn with a progress of 0 to 1 after it, then at rest. */
export function arriving(options: {
  readonly box: Box
  readonly start: number
  readonly seconds: number
  readonly texts?: readonly TextFact[]
  readonly crisp?: boolean
  draw(context: SKRSContext2D, progress: number): void
}): SceneElement {
  const progress = (seconds: number) =>
    seconds < options.start ? -1 : progressOf(seconds, options.start, options.seconds)
  return {
    box: options.box,
    ...(options.texts && { texts: options.texts }),
    ...(options.crisp && { crisp: true }),
    state: progress,
    draw: (context, seconds) => {
      const now = progress(seconds)
      if (now >= 0) isolated(context, () => options.draw(context, now))
    },
  }
}

/** An element that keeps moving: `phase` gives the state, in steps as coarse as the eye allows. */
export function living(options: {
  readonly box: Box
  phase(seconds: number): number
  draw(context: SKRSContext2D, phase: number): void
}): SceneElement {
  return {
    box: options.box,
    state: options.phase,
    draw: (context, seconds) => isolated(context, () => options.draw(context, options.phase(seconds))),
  }
}

/** Draws and leaves the context as it was. */
export function isolated(context: SKRSContext2D, draw: () => void): void {
  context.save()
  draw()
  context.restore()
}
