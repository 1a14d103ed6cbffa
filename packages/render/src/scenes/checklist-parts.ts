import { Path2D } from '@napi-rs/canvas'
import { awaited, type SceneElement } from '../drawing/element.ts'
import { bottom, inflate, right, type Box } from '../drawing/geometry.ts'
import { bar, drawnPath, fillBox, fillDisc, piece, wiped } from '../drawing/shape-elements.ts'
import { marker } from '../drawing/strokes.ts'
import { mirrored } from './composition.ts'
import { leader } from './ornament.ts'
import { card, slab, textInBox } from './parts.ts'
import type { SceneContext } from './scene-kind.ts'

/** How far a point of a list has come. */
export type CheckState = 'done' | 'open' | 'failed'

interface SeatOptions {
  readonly state: CheckState
  /** When the empty box stands, and when it is ticked. */
  readonly from: number
  readonly start: number
}

/** An empty box in the manner of the style that is ticked, crossed, or left as it is. */
export function checkSeat(context: SceneContext, seat: Box, options: SeatOptions): SceneElement[] {
  const { palette, style } = context
  const { state, from, start } = options
  const verdict = { done: palette.positive, failed: palette.negative, open: palette.mutedInk }[state]
  const look = SEATS[style.composition](seat.width)
  const outline = { box: seat, start: from, seconds: 0.6, width: look.line, cap: 'butt' } as const
  const isFilled = look.filled && state === 'done'
  const colour = style.composition === 'archive' ? palette.accent : palette.ink
  const fill = piece(seat, {
    style,
    start,
    draw: (target) =>
      look.round
        ? fillDisc(target, seat.x + seat.width / 2, seat.y + seat.width / 2, seat.width / 2, verdict)
        : fillBox(target, seat, verdict),
  })
  return [
    drawnPath(outlineOf(seat, look), { ...outline, colour: state === 'open' ? palette.mutedInk : colour }),
    ...(state === 'failed' && look.filled
      ? [drawnPath(outlineOf(seat, look), { ...outline, start, colour: verdict })]
      : []),
    ...(isFilled ? [fill] : []),
    ...(state === 'open'
      ? []
      : [
          drawnPath(state === 'done' ? tickOf(seat, look.reach) : crossOf(seat), {
            box: inflate(seat, seat.width * look.reach),
            start: start + 0.08,
            seconds: look.seconds,
            colour: isFilled ? palette.surface : verdict,
            width: look.pen,
          }),
        ]),
  ]
}

interface SeatLook {
  readonly round: boolean
  /** Whether the box of what is done is filled. */
  readonly filled: boolean
  readonly line: number
  readonly pen: number
  /** How far a tick reaches out of its box, as a share of its side. */
  readonly reach: number
  readonly slant: number
  readonly seconds: number
}

const SEATS: Readonly<Record<SceneContext['style']['composition'], (side: number) => SeatLook>> = {
  columns: (side) => ({ round: false, filled: true, line: 4, pen: side * 0.11, reach: 0, slant: 0, seconds: 0.35 }),
  notebook: (side) => ({
    round: false,
    filled: false,
    line: 6,
    pen: side * 0.16,
    reach: 0.22,
    slant: -0.02,
    seconds: 0.45,
  }),
  diagram: (side) => ({ round: true, filled: true, line: 4, pen: side * 0.09, reach: 0, slant: 0, seconds: 0.5 }),
  poster: (side) => ({ round: false, filled: false, line: 7, pen: side * 0.2, reach: 0.12, slant: 0.1, seconds: 0.22 }),
  archive: (side) => ({ round: false, filled: false, line: 2, pen: side * 0.06, reach: 0.1, slant: 0, seconds: 1.1 }),
}

function outlineOf({ x, y, width, height }: Box, { round, slant }: SeatLook): Path2D {
  const path = new Path2D()
  const lean = width * slant
  if (round) path.arc(x + width / 2, y + height / 2, width / 2 - 2, -Math.PI / 2, Math.PI * 1.4999)
  else {
    path.moveTo(x + lean, y)
    path.lineTo(x + width + lean, y - lean / 2)
    path.lineTo(x + width - lean, y + height)
    path.lineTo(x - lean, y + height + lean / 2)
    path.closePath()
  }
  return path
}

/** A tick is drawn the same way in every script: short stroke down, long stroke up. */
function tickOf({ x, y, width }: Box, reach: number): Path2D {
  const path = new Path2D()
  path.moveTo(x + width * 0.22, y + width * 0.52)
  path.lineTo(x + width * 0.43, y + width * 0.74)
  path.lineTo(x + width * (0.78 + reach), y + width * (0.28 - reach))
  return path
}

function crossOf({ x, y, width }: Box): Path2D {
  const path = new Path2D()
  path.moveTo(x + width * 0.26, y + width * 0.26)
  path.lineTo(x + width * 0.74, y + width * 0.74)
  path.moveTo(x + width * 0.74, y + width * 0.26)
  path.lineTo(x + width * 0.26, y + width * 0.74)
  return path
}

/** What lies around a point: a hairline, a leader line, a slab, or nothing. */
export function checkRow(
  context: SceneContext,
  places: { readonly row: Box; readonly seat: Box; readonly text: Box },
  turn: { readonly from: number; readonly start: number },
): { readonly elements: readonly SceneElement[]; readonly behind: string } {
  const { palette, style, rightToLeft } = context
  const { row, seat, text } = places
  const from = rightToLeft ? 'right' : 'left'
  const hairline = (fill: string, height: number, seconds: number) =>
    bar({ ...row, y: bottom(row) - height, height }, { start: turn.from, fill, seconds, from })
  switch (style.composition) {
    case 'columns':
      return { elements: [hairline(palette.line, 2, 0.6)], behind: palette.background }
    case 'notebook':
      return { elements: [], behind: palette.surface }
    case 'diagram': {
      const [x, end] = rightToLeft ? [right(text) + 12, seat.x - 14] : [right(seat) + 14, text.x - 12]
      const line = { x, y: seat.y + seat.height / 2, width: end - x, height: 0 }
      return { elements: leader(context, line, turn.start), behind: palette.background }
    }
    case 'poster':
      return {
        elements: awaited(slab(context, row, turn.start), { from: 0.2, until: turn.start }),
        behind: palette.surface,
      }
    case 'archive':
      return { elements: [hairline(palette.line, 1.5, 1.4)], behind: palette.background }
  }
}

/** What the whole list comes to, on a band of the style. */
export function verdictBand(context: SceneContext, place: Box, text: string, start: number): SceneElement[] {
  const { palette, style } = context
  const set = (inset: number, behind: string, colour: string, role: 'strong' | 'quote' = 'strong') =>
    textInBox(context, text, inflate(place, -inset, -22), {
      start: start + 0.1,
      sizePx: 52,
      maxLines: 2,
      behind,
      colour,
      role,
    })
  switch (style.composition) {
    case 'columns':
      return [
        bar(place, { start, fill: palette.accent, from: context.rightToLeft ? 'right' : 'left' }),
        set(36, palette.accent, palette.onAccent),
      ]
    case 'notebook':
      return [
        card(context, place, { start, tilt: -0.8, fill: palette.accentSecond, radius: 40 }),
        set(48, palette.accentSecond, palette.onAccent),
      ]
    case 'diagram': {
      const band = inflate(place, 0, -4)
      return [
        wiped(marker(band, context.random), { box: band, start, seconds: 0.6, fill: palette.accentSecond }),
        set(36, palette.accentSecond, palette.ink),
      ]
    }
    case 'poster':
      return [
        bar(place, { start, seconds: 0.25, fill: palette.accent, from: context.rightToLeft ? 'right' : 'left' }),
        set(36, palette.accent, palette.onAccent),
      ]
    case 'archive': {
      const rule = mirrored({ ...mirrored(place, context), width: 3 }, context)
      return [
        bar(rule, { start, seconds: 1.2, from: 'top', fill: palette.accent }),
        set(40, palette.background, palette.accent, 'quote'),
      ]
    }
  }
}

/** A sheet of a notepad under the whole list; only where the style writes on paper. */
export function notepad(context: SceneContext, list: Box): SceneElement[] {
  return context.style.composition === 'notebook' ? [card(context, list, { start: 0.15, tilt: 0.3 })] : []
}
