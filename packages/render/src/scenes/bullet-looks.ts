import type { SceneElement } from '../drawing/element.ts'
import { bottom, inflate, right, type Box } from '../drawing/geometry.ts'
import { bar } from '../drawing/shape-elements.ts'
import { textBox } from '../drawing/text-element.ts'
import type { Arrangement } from '../layout/arrange.ts'
import { picture, squareIn, within } from './composition.ts'
import { node } from './node.ts'
import { roman } from './numbering.ts'
import { leader, plateFrame, underline } from './ornament.ts'
import { badge, card, mark, slab, textInBox } from './parts.ts'
import type { SceneContext } from './scene-kind.ts'

/** What makes a list of points the style's own: the shape of its rows, and what is drawn in them. */
export interface BulletLook {
  /** Columns of the headline when it stands beside the points. */
  readonly beside?: number
  /** Between points, and below a headline that stands above. */
  readonly between: number
  readonly below: number
  /** The highest row, in a wide frame. */
  readonly highest: number
  /** Between a row's parts, and at both its ends. */
  readonly gap: number
  readonly inset: number
  /** After a row's last part. */
  readonly tail: number
  readonly typeScale: number
  /** What stands before a text, as a share of the row's height. */
  readonly seat: { readonly share: `${number}%`; readonly highest: number; readonly ratio: number }
  /** The icon at a row's end, where it does not stand in the seat. */
  readonly signPx?: number
  /** Space before and after a row, so that rows need not stand in line. */
  offsets(index: number, count: number): readonly [number, number]
  /** A point without its text; what waits for its turn is dim from the beginning. */
  point(point: Point, places: PointPlaces): PointParts
  /** What lies around the whole list. */
  around(plan: Arrangement<'headline'>): readonly SceneElement[]
  /** An icon below the headline. */
  art(icon: string, place: Box, start: number): readonly SceneElement[]
}

interface Point {
  readonly icon: string | undefined
  readonly index: number
  readonly number: number
  readonly start: number
}

interface PointPlaces {
  readonly row: Box
  readonly seat: Box
  readonly text: Box
  readonly sign?: Box
  readonly nextSeat?: Box
  readonly nextStart?: number
}

interface PointParts {
  readonly waiting: readonly SceneElement[]
  readonly others: readonly SceneElement[]
  readonly behind?: string
}

/** The look of lists in the scene's style. */
export const bulletLook = (context: SceneContext): BulletLook => ({
  ...PLAIN,
  ...LOOKS[context.style.composition](context),
})

const PLAIN = {
  inset: 0,
  tail: 0,
  typeScale: 1,
  offsets: () => [0, 0],
  around: () => [],
  art: () => [],
} as const satisfies Partial<BulletLook>

type Look = Omit<BulletLook, keyof typeof PLAIN> & Partial<BulletLook>

const LOOKS: Readonly<Record<SceneContext['style']['composition'], (context: SceneContext) => Look>> = {
  /** A table of hairlines over the whole height: big index numbers, texts, icons at the far end. */
  columns: (context) => ({
    beside: 4,
    between: 0,
    below: 64,
    highest: 260,
    gap: 36,
    seat: { share: '56%', highest: 116, ratio: 1.1 },
    signPx: 110,
    point: ({ icon, index, number, start }, { row, seat, sign }) => {
      const { accent, ink } = context.palette
      const from = context.rightToLeft ? 'right' : 'left'
      const set = { start, role: 'figure', sizePx: seat.height * 1.16, maxLines: 1, colour: accent } as const
      return {
        waiting: [textInBox(context, String(number), seat, set)],
        others: [
          bar({ ...row, height: 2 }, { start: 0.3 + index * 0.08, fill: ink, from }),
          ...(sign ? picture(icon, context, { box: sign, colour: ink, start: start + 0.2, strokeWidth: 1.3 }) : []),
        ],
      }
    },
    art: (icon, place, start) =>
      picture(icon, context, {
        box: squareIn(place, context, 'start'),
        colour: context.palette.accent,
        start,
        strokeWidth: 1,
      }),
  }),

  /** Cards like slips of paper, each a little askew, with the icon on a coloured disc. */
  notebook: (context) => ({
    between: 22,
    below: 84,
    highest: 200,
    gap: 40,
    inset: 26,
    seat: { share: '78%', highest: 150, ratio: 1 },
    offsets: (index) => (index % 2 === 0 ? [0, 56] : [56, 0]),
    point: ({ icon, index, number, start }, { row, seat }) => {
      const { accent, accentSecond, surface } = context.palette
      const tilt = (index % 2 === 0 ? -1 : 1) * (0.4 + context.random() * 0.35)
      const fill = index % 2 === 0 ? accent : accentSecond
      return {
        waiting: [
          card(context, row, { start, tilt }),
          ...badge(context, seat, { icon, number, fill, start: start + 0.1 }),
        ],
        others: [],
        behind: surface,
      }
    },
    around: (plan) => {
      const { block, ...place } = plan.text('headline')
      return [underline(context, textBox(block, place), { gap: 30, longest: 420, width: 9, start: 0.4 })]
    },
  }),

  /** Figures on a leader line: numbered rings with their signs, labels that follow their lines. */
  diagram: (context) => ({
    between: 0,
    below: 60,
    highest: 210,
    gap: context.frame.isWide ? 150 : 96,
    inset: 6,
    seat: { share: '84%', highest: 148, ratio: 1 },
    point: ({ icon, number, start }, { seat, text, nextSeat, nextStart }) => {
      const { accent } = context.palette
      const { rightToLeft } = context
      const [x, end] = rightToLeft ? [right(text) + 24, seat.x - 20] : [right(seat) + 20, text.x - 24]
      const spine = { x: seat.x + seat.width / 2 - 1, y: bottom(seat), width: 3 }
      const ring = numberedRing(context, seat, { icon, number, start })
      return {
        waiting: ring.seat,
        others: [
          ...(nextSeat && nextStart !== undefined
            ? [bar({ ...spine, height: nextSeat.y - bottom(seat) }, { start: nextStart, from: 'top', fill: accent })]
            : []),
          ...ring.sign,
          ...leader(context, { x, y: seat.y + seat.height / 2, width: end - x, height: 0 }, start + 0.1),
        ],
      }
    },
  }),

  /** Slanted slabs that shoot in, each with a hot cell for its icon. */
  poster: (context) => ({
    between: 20,
    below: 56,
    highest: 190,
    gap: 40,
    tail: 8,
    typeScale: 0.92,
    seat: { share: '100%', highest: 160, ratio: 1.2 },
    offsets: (index, count) => [index * STEP_PX, (count - index) * STEP_PX],
    point: ({ icon, number, start }, { row, seat }) => {
      const { accent, surface } = context.palette
      const sign = squareIn(seat, context)
      return {
        waiting: [slab(context, row, start, seat.width)],
        others: mark(context, sign, { icon, number, start: start + 0.1, share: 0.58, behind: accent }),
        behind: surface,
      }
    },
  }),

  /** A list of chapters: roman numerals in gold, thin rules, generous lines. */
  archive: (context) => ({
    beside: 5,
    between: 0,
    below: 72,
    highest: 250,
    gap: 40,
    seat: { share: '44%', highest: 72, ratio: 1.3 },
    signPx: 96,
    point: ({ icon, index, number, start }, { row, seat, sign }) => {
      const { accent, line } = context.palette
      const set = { start, role: 'quote', sizePx: seat.height, maxLines: 1, colour: accent } as const
      const from = context.rightToLeft ? 'right' : 'left'
      const fill = index === 0 ? accent : line
      return {
        waiting: [textInBox(context, roman(number), seat, set)],
        others: [
          bar({ ...row, height: 1.5 }, { start: 0.2 + index * 0.15, seconds: 1.4, fill, from }),
          ...(sign ? picture(icon, context, { box: sign, colour: accent, start: start + 0.3, seconds: 1.6 }) : []),
        ],
      }
    },
    art: (icon, place, start) => {
      const plate = squareIn(place, context, 'start')
      return [
        ...plateFrame(context, plate, 0.2),
        ...picture(icon, context, { box: within(plate, 0.24), colour: context.palette.accent, start, seconds: 1.6 }),
      ]
    },
  }),
}

/** How far each slab stands behind the one above it. */
const STEP_PX = 22

/** On a smaller ring a number would hide the icon. */
const LEAST_NUMBERED_PX = 112

/** A ring with an icon and a small numbered disc at its shoulder; without an icon, the number alone on a disc. */
function numberedRing(
  context: SceneContext,
  seat: Box,
  options: { readonly icon: string | undefined; readonly number: number; readonly start: number },
): { readonly seat: readonly SceneElement[]; readonly sign: readonly SceneElement[] } {
  const { icon, number, start } = options
  const { accent: fill } = context.palette
  if (icon === undefined)
    return { seat: badge(context, inflate(seat, -seat.width * 0.08), { ...options, fill }), sign: [] }
  const small = Math.max(52, seat.width * 0.36)
  const shoulder = { x: seat.x - 8, y: seat.y - 4, width: small, height: small }
  const [ground, ring, ...sign] = node(context, seat, { icon, number, start, index: number - 1 })
  if (seat.width < LEAST_NUMBERED_PX) return { seat: [ground!, ring!], sign }
  return { seat: [ground!, ring!, ...badge(context, shoulder, { icon: undefined, number, fill, start })], sign }
}
