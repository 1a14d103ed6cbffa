import type { SKRSContext2D } from '@napi-rs/canvas'
import type { Transition } from '@mavs/core'
import type { Palette } from '../styles/style.ts'
import { clamp01, easeInOut } from './easing.ts'
import type { Frame } from './frame.ts'

/** One moment between two scenes. */
export interface TransitionMoment {
  readonly context: SKRSContext2D
  readonly frame: Frame
  /** The style's colours. */
  readonly palette: Palette
  /** 0: only the outgoing scene; 1: only the incoming one. */
  readonly progress: number
  /** Draws the incoming scene as it is at this moment, as one piece of the given opacity. */
  incoming(opacity?: number): void
  /** Draws the outgoing scene, which stays as it was at its end. */
  outgoing(): void
}

/** Whether a transition leaves both scenes in their places, so that nothing changes where neither has anything. */
export const isStill = (kind: Transition['kind']): boolean => kind === 'crossfade' || kind === 'cut'

/** Draws a moment of a transition. */
export function drawTransition(kind: Transition['kind'], moment: TransitionMoment): void {
  DRAWERS[kind](moment)
}

/** How much earlier than the transition's end the outgoing scene is gone, so that texts are not seen through texts. */
const FADE_LEAD = 1.7

const fadeOpacity = (progress: number): number => easeInOut(progress * FADE_LEAD)

/** Whether nothing of the outgoing scene is seen any more, though the transition's time is not over. */
export const isGone = (kind: Transition['kind'], progress: number): boolean =>
  kind === 'crossfade' && fadeOpacity(progress) >= 1

const DRAWERS: Readonly<Record<Transition['kind'], (moment: TransitionMoment) => void>> = {
  cut: ({ incoming }) => incoming(),

  crossfade: ({ incoming, outgoing, progress }) => {
    outgoing()
    incoming(fadeOpacity(progress))
  },

  /** The incoming scene pushes the outgoing one out to the left, along the grid; a rule of the accent colour leads it. */
  push: ({ context, frame, palette, incoming, outgoing, progress }) => {
    const shift = Math.round(easeInOut(progress) * frame.widthPx)
    shifted(context, -shift, outgoing)
    shifted(context, frame.widthPx - shift, incoming)
    const rule = Math.round(RULE_PX * frame.unit)
    context.fillStyle = palette.accent
    context.fillRect(frame.widthPx - shift, 0, Math.min(rule, shift), frame.heightPx)
  },

  /** A round opening that grows from the lower left, within two rings of paper. */
  wipe: ({ context, frame, palette, incoming, outgoing, progress }) => {
    outgoing()
    const reach = Math.hypot(frame.widthPx, frame.heightPx) * 1.02
    const disc = (lead: number): void => {
      const grown =
        easeInOut(progress) * (1 + RING_SHARE) - RING_SHARE + lead * Math.sin(clamp01(progress * 4) * QUARTER_TURN)
      context.beginPath()
      context.arc(frame.widthPx * 0.04, frame.heightPx, reach * Math.max(0, grown), 0, Math.PI * 2)
    }
    context.save()
    disc(RING_SHARE)
    context.fillStyle = palette.accent
    context.fill()
    disc(RING_SHARE * 0.55)
    context.fillStyle = palette.accentSecond
    context.fill()
    disc(0)
    context.clip()
    incoming()
    context.restore()
  },

  /** A push too fast to follow, behind a slanted band of heat. */
  whip: ({ context, frame, palette, incoming, outgoing, progress }) => {
    const shift = Math.round(easeInOut(progress) * frame.widthPx)
    shifted(context, -shift, outgoing)
    shifted(context, frame.widthPx - shift, incoming)
    const half = Math.sin(progress * Math.PI) * frame.widthPx * 0.2
    const [seam, lean] = [frame.widthPx - shift, frame.heightPx * 0.2]
    const heat = context.createLinearGradient(seam - half, 0, seam + half, 0)
    heat.addColorStop(0, palette.accent)
    heat.addColorStop(1, palette.accentSecond)
    context.fillStyle = heat
    context.beginPath()
    context.moveTo(seam - half + lean / 2, 0)
    context.lineTo(seam + half + lean / 2, 0)
    context.lineTo(seam + half - lean / 2, frame.heightPx)
    context.lineTo(seam - half - lean / 2, frame.heightPx)
    context.fill()
  },
}

/** Width of the rule that leads a push, in design pixels. */
const RULE_PX = 12
/** Width of the rings around a round wipe, as a share of its reach. */
const RING_SHARE = 0.2
const QUARTER_TURN = Math.PI / 2

function shifted(context: SKRSContext2D, byPx: number, draw: () => void): void {
  context.save()
  context.translate(byPx, 0)
  draw()
  context.restore()
}
