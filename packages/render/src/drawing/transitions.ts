import type { Canvas, SKRSContext2D } from '@napi-rs/canvas'
import type { Transition } from '@mavs/core'
import { clamp01, easeInOut, easeOut } from './easing.ts'
import type { Frame } from './frame.ts'

/** One moment between two scenes. */
export interface TransitionMoment {
  readonly context: SKRSContext2D
  readonly frame: Frame
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

/** How much earlier than the transition's end the outgoing scene is gone, so that texts are not seen through texts. */
const FADE_LEAD = 1.35

const DRAWERS: Readonly<Record<Transition['kind'], (moment: TransitionMoment) => void>> = {
  cut: ({ context, incoming }) => context.drawImage(incoming, 0, 0),

  crossfade: ({ context, incoming, outgoing, progress }) => {
    outgoing()
    context.save()
    context.globalAlpha = easeInOut(progress * FADE_LEAD)
    context.drawImage(incoming, 0, 0)
    context.restore()
  },

  /** The incoming scene pushes the outgoing one out to the left, along the grid. */
  push: ({ context, frame, incoming, outgoing, progress }) => {
    const shift = Math.round(easeInOut(easeOut(progress)) * frame.widthPx)
    shifted(context, -shift, outgoing)
    context.drawImage(incoming, frame.widthPx - shift, 0)
  },

  /** A round opening that grows from the lower left. */
  wipe: ({ context, frame, incoming, outgoing, progress }) => {
    outgoing()
    const reach = Math.hypot(frame.widthPx, frame.heightPx) * 1.02
    context.save()
    context.beginPath()
    context.arc(frame.widthPx * 0.08, frame.heightPx * 0.96, reach * easeInOut(progress), 0, Math.PI * 2)
    context.clip()
    context.drawImage(incoming, 0, 0)
    context.restore()
  },

  /** A push too fast to follow: both scenes smear along the way. */
  whip: ({ context, frame, incoming, outgoing, progress }) => {
    const at = (share: number) => Math.round(easeInOut(clamp01(share)) * frame.widthPx)
    shifted(context, -at(progress), outgoing)
    context.drawImage(incoming, frame.widthPx - at(progress), 0)
    const speed = Math.sin(progress * Math.PI)
    for (let echo = 1; echo <= 4; echo++) {
      context.save()
      context.globalAlpha = (0.34 / echo) * speed
      context.drawImage(incoming, frame.widthPx - at(progress - echo * 0.035 * speed), 0)
      context.restore()
    }
  },
}

function shifted(context: SKRSContext2D, byPx: number, draw: () => void): void {
  context.save()
  context.translate(byPx, 0)
  draw()
  context.restore()
}
