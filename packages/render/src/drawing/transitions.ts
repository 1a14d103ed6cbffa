import type { Canvas, SKRSContext2D } from '@napi-rs/canvas'
import type { Transition } from '@mavs/core'
import type { Style } from '../styles/style.ts'
import { easeInOut } from './easing.ts'
import type { Frame } from './frame.ts'

/** One moment between two scenes. */
export interface TransitionMoment {
  readonly context: SKRSContext2D
  readonly frame: Frame
  readonly style: Style
  /** 0: only the outgoing scene; 1: only the incoming one. */
  readonly progress: number
  /** The incoming scene as it is at this moment. */
  readonly incoming: Canvas
  /** Draws the outgoing scene, which stays as it was at its end. */
  outgoing(): void
}

/** Draws a moment of a transition. */
export function drawTransition(kind: Transition['kind'], moment: TransitionMoment): void {
  DRAWERS[kind](moment)
}

const DRAWERS: Readonly<Record<Transition['kind'], (moment: TransitionMoment) => void>> = {
  cut: ({ context, incoming }) => context.drawImage(incoming, 0, 0),
  crossfade: ({ context, incoming, outgoing, progress }) => {
    outgoing()
    context.save()
    context.globalAlpha = easeInOut(progress)
    context.drawImage(incoming, 0, 0)
    context.restore()
  },
}
