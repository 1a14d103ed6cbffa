import { BulletsVisual } from '@mavs/core/essentials'
import type { z } from 'zod'
import { awaited, type SceneElement } from '../drawing/element.ts'
import { right, type Box } from '../drawing/geometry.ts'
import { bar } from '../drawing/shape-elements.ts'
import { composition, mirrored, picture } from './composition.ts'
import { headlineAbove, headlineBeside, rows } from './list-layout.ts'
import { node } from './node.ts'
import { leader, underline } from './ornament.ts'
import { badge, card, evenSize, mark, slab, textInBox } from './parts.ts'
import { defineScene, type Compositions, type SceneContext } from './scene-kind.ts'

type Visual = z.output<typeof BulletsVisual>

/** A headline and up to five points, each coming in when it is spoken of. */
export const bullets = defineScene({
  kind: 'bullets',
  schema: BulletsVisual,
  layout: (visual, context) => composition(compositions, visual, context),
})

const compositions: Compositions<Visual> = {
  /** A table of hairlines over the whole height: big index numbers, texts, icons at the far end. */
  columns: (visual, context) => {
    const { palette } = context
    const { head, body } = headlineBeside(visual.headline, context, 4)
    const list = rows(body, visual.items.length, { max: 236 * stretch(context), gap: 0 })
    const items = arrivals(visual, context, 1.2)
    const sign = Math.min(110, list[0]!.height * 0.5)
    const hasIcons = items.some((item) => item.icon !== undefined)
    const place = (row: Box) => inset(row, sign * 1.3 + 40, hasIcons ? sign + 44 : 0)
    const sizePx = sizeOf(context, visual, place(list[0]!))
    return [
      ...head,
      ...list.flatMap((row, index) => {
        const { text, icon, start } = items[index]!
        const from = context.rightToLeft ? 'right' : 'left'
        const seat = mirrored({ ...row, width: sign * 1.3 }, context)
        const numeral = { start, role: 'figure', sizePx: sign * 1.24, colour: palette.accent } as const
        return [
          bar(mirrored({ ...row, height: 2 }, context), { start: 0.3 + index * 0.08, fill: palette.ink, from }),
          ...awaited(textInBox(context, String(index + 1), seat, numeral), { from: 0.45, until: start }),
          textInBox(context, text, mirrored(place(row), context), { start: start + 0.06, sizePx }),
          ...picture(icon, context, {
            box: mirrored(endSquare(row, sign), context),
            colour: palette.ink,
            start: start + 0.2,
            strokeWidth: 1.3,
          }),
        ]
      }),
    ]
  },

  /** Cards like slips of paper, each a little askew, with the icon on a coloured disc. */
  notebook: (visual, context) => {
    const { palette } = context
    const { head, body, place } = headlineAbove(visual.headline, context, 78)
    const list = rows(body, visual.items.length, { max: 190 * stretch(context), gap: 22, centred: true })
    const items = arrivals(visual, context, 1.4)
    const side = Math.min(list[0]!.height - 28, 150)
    const slipOf = (row: Box, index: number): Box => ({ ...row, x: row.x + (index % 2) * 56, width: row.width - 56 })
    const sizePx = sizeOf(context, visual, inset(slipOf(list[0]!, 0), side + 70, 40))
    return [
      ...head,
      underline(context, place, { gap: 30, longest: 420, width: 9, start: 0.4 }),
      ...list.flatMap((row, index) => {
        const { text, icon, start } = items[index]!
        const slip = slipOf(row, index)
        const seat = { x: slip.x + 24, y: slip.y + (slip.height - side) / 2, width: side, height: side }
        const tilt = (index % 2 === 0 ? -1 : 1) * (0.4 + context.random() * 0.35)
        const fill = index % 2 === 0 ? palette.accent : palette.accentSecond
        return [
          ...awaited(card(context, mirrored(slip, context), { start, tilt }), {
            from: 0.3 + index * 0.08,
            until: start,
          }),
          ...badge(context, mirrored(seat, context), { icon, number: index + 1, fill, start: start + 0.1 }).flatMap(
            (part) => awaited(part, { from: 0.35 + index * 0.08, until: start + 0.1 }),
          ),
          textInBox(context, text, mirrored(inset(slip, side + 70, 40), context), {
            start: start + 0.08,
            sizePx,
            behind: palette.surface,
          }),
        ]
      }),
    ]
  },

  /** Figures on a leader line: numbered rings with their signs, labels that follow their lines. */
  diagram: (visual, context) => {
    const { palette } = context
    const { head, body } = headlineAbove(visual.headline, context, 56)
    const list = rows(body, visual.items.length, { max: 200 * stretch(context), gap: 0, centred: true })
    const items = arrivals(visual, context, 1.2)
    const side = Math.min(148, list[0]!.height - 24)
    const place = (row: Box) => inset(row, side + 152, 0)
    const sizePx = sizeOf(context, visual, place(list[0]!))
    return [
      ...head,
      ...list.flatMap((row, index) => {
        const { text, icon, start } = items[index]!
        const middle = row.y + row.height / 2
        const seat = mirrored({ x: row.x + 6, y: middle - side / 2, width: side, height: side }, context)
        const next = items[index + 1]
        const spine = { x: row.x + 5 + side / 2, y: middle + side / 2, width: 3, height: row.height - side }
        const line = { x: row.x + side + 26, y: middle, width: 96, height: 0 }
        return [
          ...(next ? [bar(mirrored(spine, context), { start: next.start, from: 'top', fill: palette.accent })] : []),
          ...numberedRing(context, seat, { icon, number: index + 1, start, from: 0.3 + index * 0.08 }),
          ...leader(context, mirrored(line, context), start + 0.15),
          textInBox(context, text, mirrored(place(row), context), { start: start + 0.3, sizePx }),
        ]
      }),
    ]
  },

  /** Slanted slabs that shoot in, each with a hot cell for its icon. */
  poster: (visual, context) => {
    const { palette } = context
    const { head, body } = headlineAbove(visual.headline, context, 52)
    const list = rows(body, visual.items.length, { max: 176 * stretch(context), gap: 20, centred: true })
    const items = arrivals(visual, context, 1)
    const step = 22
    const planeOf = (row: Box, index: number): Box => ({
      ...row,
      x: row.x + index * step,
      width: row.width - list.length * step,
    })
    const cell = Math.min(list[0]!.height * 1.25, 220)
    const sizePx = sizeOf(context, visual, inset(planeOf(list[0]!, 0), cell + 48, 40))
    return [
      ...head,
      ...list.flatMap((row, index) => {
        const { text, icon, start } = items[index]!
        const plane = planeOf(row, index)
        const seat = { x: plane.x + (cell - row.height) / 2 + 10, y: row.y, width: row.height, height: row.height }
        const sign = { icon, number: index + 1, start: start + 0.1, share: 0.58, behind: palette.accent }
        return [
          ...awaited(slab(context, mirrored(plane, context), start, cell), { from: 0.2, until: start }),
          ...mark(context, mirrored(seat, context), sign),
          textInBox(context, text, mirrored(inset(plane, cell + 48, 40), context), {
            start: start + 0.12,
            sizePx,
            behind: palette.surface,
          }),
        ]
      }),
    ]
  },

  /** A list of chapters: roman numerals in gold, thin rules, generous lines. */
  archive: (visual, context) => {
    const { palette } = context
    const { head, body } = headlineBeside(visual.headline, context, 5)
    const list = rows(body, visual.items.length, { max: 220 * stretch(context), gap: 0 })
    const items = arrivals(visual, context, 1.4)
    const sign = Math.min(96, list[0]!.height * 0.5)
    const hasIcons = items.some((item) => item.icon !== undefined)
    const place = (row: Box) => inset(row, 128, hasIcons ? sign + 44 : 0)
    const sizePx = sizeOf(context, visual, place(list[0]!))
    return [
      ...head,
      ...list.flatMap((row, index) => {
        const { text, icon, start } = items[index]!
        const rule = mirrored({ ...row, height: 1.5 }, context)
        const numeral = { start, role: 'quote', sizePx: 64, colour: palette.accent } as const
        const seat = mirrored({ ...row, width: 118 }, context)
        return [
          bar(rule, { start: 0.2 + index * 0.15, seconds: 1.4, fill: index === 0 ? palette.accent : palette.line }),
          ...awaited(textInBox(context, ROMAN[index]!, seat, numeral), { from: 0.3, until: start }),
          textInBox(context, text, mirrored(place(row), context), { start: start + 0.15, sizePx }),
          ...picture(icon, context, {
            box: mirrored(endSquare(row, sign), context),
            colour: palette.accent,
            start: start + 0.3,
            seconds: 1.6,
          }),
        ]
      }),
    ]
  },
}

/** Few points are set larger than many, and all alike. */
function sizeOf(context: SceneContext, visual: Visual, place: Box): number {
  const texts = visual.items.map((item) => item.text)
  const room = { width: place.width, height: place.height * 0.66 }
  return evenSize(context, texts, room, { sizePx: Math.min(72, place.height * 0.6), maxLines: 2 })
}

/** A ring with an icon and a small numbered disc at its shoulder; without an icon, the number alone on a disc. */
function numberedRing(
  context: SceneContext,
  seat: Box,
  options: {
    readonly icon: string | undefined
    readonly number: number
    readonly start: number
    readonly from: number
  },
): SceneElement[] {
  const { icon, number, start, from } = options
  const { accent: fill } = context.palette
  const wait = (part: SceneElement) => awaited(part, { from, until: start })
  if (icon === undefined) return badge(context, seat, { icon, number, fill, start }).flatMap(wait)
  const small = Math.max(52, seat.width * 0.36)
  const shoulder = { x: seat.x - 8, y: seat.y - 4, width: small, height: small }
  const [ground, ring, ...sign] = node(context, seat, { icon, number, start, index: number - 1 })
  return [
    ...wait(ground!),
    ...wait(ring!),
    ...sign,
    ...badge(context, shoulder, { icon: undefined, number, fill, start }).flatMap(wait),
  ]
}

/** Rows are higher where the frame is. */
const stretch = ({ frame }: SceneContext): number => (frame.isWide ? 1 : 1.35)

const ROMAN = ['I', 'II', 'III', 'IV', 'V']

/** The items with the seconds at which they come in. */
const arrivals = (visual: Visual, context: SceneContext, firstOrder: number) =>
  visual.items.map((item, index) => ({ ...item, start: context.at(`items.${index}`, index + firstOrder) }))

/** A box less what stands at its beginning and end, with a little air above and below. */
const inset = (box: Box, before: number, after: number): Box => ({
  x: box.x + before,
  y: box.y + 11,
  width: box.width - before - after,
  height: box.height - 22,
})

/** A square at a row's end. */
const endSquare = (row: Box, side: number): Box => ({
  x: right(row) - side - 4,
  y: row.y + (row.height - side) / 2,
  width: side,
  height: side,
})
