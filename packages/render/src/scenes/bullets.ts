import { BulletsVisual } from '@mavs/core'
import type { z } from 'zod'
import { bottom, right, type Box } from '../drawing/geometry.ts'
import { bar } from '../drawing/shape-elements.ts'
import { composition, mirrored, picture } from './composition.ts'
import { headlineAbove, headlineBeside, rows } from './list-layout.ts'
import { leader, underline } from './ornament.ts'
import { badge, card, mark, slab, textInBox } from './parts.ts'
import { defineScene, type Compositions, type SceneContext } from './scene-kind.ts'

type Visual = z.output<typeof BulletsVisual>

/** A headline and up to five points, each coming in when it is spoken of. */
export const bullets = defineScene({
  kind: 'bullets',
  schema: BulletsVisual,
  layout: (visual, context) => composition(compositions, visual, context),
})

const compositions: Compositions<Visual> = {
  /** A table of hairlines: big index numbers, texts, icons at the far end. */
  columns: (visual, context) => {
    const { palette, style } = context
    const { head, body } = headlineBeside(visual.headline, context, 4)
    const list = rows(body, visual.items.length, { max: 172 * stretch(context), gap: 0 })
    const items = arrivals(visual, context, 1.2)
    return [
      ...head,
      ...list.flatMap((row, index) => {
        const { text, icon, start } = items[index]!
        const from = context.rightToLeft ? 'right' : 'left'
        return [
          bar(mirrored({ ...row, height: 2 }, context), { start, fill: palette.ink, from }),
          textInBox(context, String(index + 1), mirrored({ ...row, width: 90 }, context), {
            start,
            role: 'figure',
            sizePx: Math.min(76, row.height * 0.5),
            colour: palette.accent,
          }),
          textInBox(context, text, mirrored(inset(row, 116, icon ? 120 : 0), context), {
            start: start + 0.06,
            sizePx: style.scale.subheading - 4,
          }),
          ...picture(icon, context, {
            box: mirrored(endSquare(row, 68), context),
            colour: palette.ink,
            start: start + 0.2,
            strokeWidth: 1.4,
          }),
        ]
      }),
    ]
  },

  /** Cards like slips of paper, each a little askew, with the icon on a coloured disc. */
  notebook: (visual, context) => {
    const { palette, style } = context
    const { head, body, place } = headlineAbove(visual.headline, context, 78)
    const list = rows(body, visual.items.length, { max: 132 * stretch(context), gap: 20 })
    const items = arrivals(visual, context, 1.4)
    return [
      ...head,
      underline(context, place, { gap: 30, longest: 420, width: 9, start: 0.4 }),
      ...list.flatMap((row, index) => {
        const { text, icon, start } = items[index]!
        const slip = { ...row, x: row.x + (index % 2) * 44, width: row.width - 44 }
        const side = Math.min(row.height - 28, 96)
        const seat = { x: slip.x + 24, y: slip.y + (slip.height - side) / 2, width: side, height: side }
        const tilt = (index % 2 === 0 ? -1 : 1) * (0.35 + context.random() * 0.3)
        return [
          card(context, mirrored(slip, context), { start, tilt }),
          ...badge(context, mirrored(seat, context), {
            icon,
            number: index + 1,
            fill: index % 2 === 0 ? palette.accent : palette.accentSecond,
            start: start + 0.1,
          }),
          textInBox(context, text, mirrored(inset(slip, side + 60, 40), context), {
            start: start + 0.08,
            sizePx: style.scale.body + 4,
            behind: palette.surface,
          }),
        ]
      }),
    ]
  },

  /** Steps on a leader line: numbered discs, labels that follow their lines. */
  diagram: (visual, context) => {
    const { palette, style } = context
    const { head, body } = headlineAbove(visual.headline, context, 60)
    const list = rows(body, visual.items.length, { max: 150 * stretch(context), gap: 0 })
    const items = arrivals(visual, context, 1.2)
    const side = Math.min(84, list[0]!.height * 0.66)
    return [
      ...head,
      ...list.flatMap((row, index) => {
        const { text, icon, start } = items[index]!
        const middle = row.y + row.height / 2
        const seat = { x: row.x + 6, y: middle - side / 2, width: side, height: side }
        const spine = { x: row.x + 5 + side / 2, y: bottom(seat) + 6, width: 2, height: row.height - side - 12 }
        return [
          ...badge(context, mirrored(seat, context), {
            icon: undefined,
            number: index + 1,
            fill: palette.accent,
            start,
          }),
          ...leader(context, mirrored({ x: right(seat) + 16, y: middle, width: 74, height: 0 }, context), start + 0.15),
          ...(list[index + 1]
            ? [
                bar(mirrored(spine, context), {
                  start: items[index + 1]!.start - 0.1,
                  from: 'top',
                  fill: palette.accent,
                }),
              ]
            : []),
          textInBox(context, text, mirrored(inset(row, side + 120, icon ? 120 : 0), context), {
            start: start + 0.3,
            sizePx: style.scale.subheading - 4,
          }),
          ...picture(icon, context, {
            box: mirrored(endSquare(row, 72), context),
            colour: palette.accent,
            start: start + 0.35,
          }),
        ]
      }),
    ]
  },

  /** Slanted slabs that shoot in, each with a hot cell for its icon. */
  poster: (visual, context) => {
    const { palette, style } = context
    const { head, body } = headlineAbove(visual.headline, context, 52)
    const list = rows(body, visual.items.length, { max: 132 * stretch(context), gap: 18 })
    const items = arrivals(visual, context, 1)
    return [
      ...head,
      ...list.flatMap((row, index) => {
        const { text, icon, start } = items[index]!
        const plane = { ...row, x: row.x + index * 18, width: row.width - list.length * 18 }
        const cell = Math.min(row.height * 1.25, 160)
        const seat = { x: plane.x + (cell - row.height) / 2 + 10, y: row.y, width: row.height, height: row.height }
        return [
          slab(context, mirrored(plane, context), start, cell),
          ...mark(context, mirrored(seat, context), {
            icon,
            number: index + 1,
            start: start + 0.1,
            share: 0.52,
            behind: palette.accent,
          }),
          textInBox(context, text, mirrored(inset(plane, cell + 44, 40), context), {
            start: start + 0.12,
            sizePx: style.scale.body,
            behind: palette.surface,
          }),
        ]
      }),
    ]
  },

  /** A list of chapters: roman numerals in gold, thin rules, generous lines. */
  archive: (visual, context) => {
    const { palette, style } = context
    const { head, body } = headlineBeside(visual.headline, context, 5)
    const list = rows(body, visual.items.length, { max: 150 * stretch(context), gap: 0 })
    const items = arrivals(visual, context, 1.4)
    return [
      ...head,
      ...list.flatMap((row, index) => {
        const { text, icon, start } = items[index]!
        const rule = mirrored({ ...row, height: 1.5 }, context)
        return [
          ...(index > 0 ? [bar(rule, { start, seconds: 1.2, fill: palette.line })] : []),
          textInBox(context, ROMAN[index]!, mirrored({ ...row, width: 90 }, context), {
            start,
            role: 'quote',
            sizePx: 48,
            colour: palette.accent,
          }),
          textInBox(context, text, mirrored(inset(row, 104, icon ? 100 : 0), context), {
            start: start + 0.15,
            sizePx: style.scale.body + 4,
          }),
          ...picture(icon, context, {
            box: mirrored(endSquare(row, 64), context),
            colour: palette.accent,
            start: start + 0.3,
            seconds: 1.6,
          }),
        ]
      }),
    ]
  },
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
