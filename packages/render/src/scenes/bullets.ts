import { BulletsVisual } from '@mavs/core'
import type { z } from 'zod'
import type { SceneElement } from '../drawing/element.ts'
import { bottom, centredSquare, right, type Box } from '../drawing/geometry.ts'
import { bar, drawnPath, fillBox, fillDisc, piece, softShadow } from '../drawing/shape-elements.ts'
import { handLine } from '../drawing/strokes.ts'
import { composition, mirrored, picture } from './composition.ts'
import { headlineAbove, headlineBeside, rows } from './list-layout.ts'
import { leader } from './ornament.ts'
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
    const list = rows(body, visual.items.length, { max: 172, gap: 0 })
    return [
      ...head,
      ...list.flatMap((row, index) => {
        const item = visual.items[index]!
        const start = context.at(`items.${index}`, index + 1.2)
        const number = context.fit(String(index + 1), 'figure', {
          maxWidth: 90,
          sizePx: Math.min(76, row.height * 0.5),
        })
        const text = textIn(
          context,
          item.text,
          { ...row, x: row.x + 116, width: row.width - 116 - (item.icon ? 120 : 0) },
          start + 0.06,
          'strong',
          style.scale.subheading - 4,
        )
        const icon = { x: right(row) - 76, y: row.y + (row.height - 68) / 2, width: 68, height: 68 }
        return [
          bar({ ...row, height: 2 }, { start, fill: palette.ink, from: context.rightToLeft ? 'right' : 'left' }),
          context.words(number, {
            ...mirrored(
              { x: row.x, y: row.y + (row.height - number.height) / 2, width: 90, height: number.height },
              context,
            ),
            start,
            colour: palette.accent,
          }),
          text,
          ...picture(item.icon, context, {
            box: mirrored(icon, context),
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
    const { head, body, place } = headlineAbove(visual.headline, context, 74)
    const list = rows(body, visual.items.length, { max: 138, gap: 22 })
    const line = handLine(place.x, bottom(place) + 34, Math.min(place.width, 420), context.random)
    const inks = [palette.accent, palette.accentSecond]
    return [
      ...head,
      drawnPath(line, {
        box: { x: place.x, y: bottom(place) + 18, width: 420, height: 32 },
        start: 0.4,
        colour: palette.accent,
        width: 9,
      }),
      ...list.flatMap((row, index) => {
        const item = visual.items[index]!
        const start = context.at(`items.${index}`, index + 1.4)
        const card = mirrored({ ...row, x: row.x + (index % 2) * 44, width: row.width - 44 }, context)
        const tilt = (index % 2 === 0 ? -1 : 1) * (0.35 + context.random() * 0.3)
        const disc = Math.min(row.height - 32, 96)
        const seat = {
          x: context.rightToLeft ? right(card) - 24 - disc : card.x + 24,
          y: card.y + (card.height - disc) / 2,
          width: disc,
          height: disc,
        }
        const ink = inks[index % 2]!
        const area = { ...card, x: card.x + (context.rightToLeft ? 40 : disc + 56), width: card.width - disc - 96 }
        return [
          piece(card, {
            style,
            start,
            tilt,
            reach: 40,
            draw: (target) => {
              softShadow(target, card, palette.ink, 34)
              fillBox(target, card, palette.surface, 34)
              fillDisc(target, seat.x + disc / 2, seat.y + disc / 2, disc / 2, ink)
            },
          }),
          ...mark(item, index, context, seat, start + 0.2),
          plainText(context, item.text, area, start + 0.08, 'strong', style.scale.body + 4, palette.surface),
        ]
      }),
    ]
  },

  /** Steps on a leader line: numbered rings, labels that follow their lines. */
  diagram: (visual, context) => {
    const { palette, style } = context
    const { head, body } = headlineAbove(visual.headline, context, 64)
    const list = rows(body, visual.items.length, { max: 150, gap: 0 })
    const ring = Math.min(84, (list[0]?.height ?? 100) * 0.66)
    return [
      ...head,
      ...list.flatMap((row, index) => {
        const item = visual.items[index]!
        const start = context.at(`items.${index}`, index + 1.2)
        const middle = row.y + row.height / 2
        const seat = mirrored({ x: row.x + 6, y: middle - ring / 2, width: ring, height: ring }, context)
        const next = list[index + 1]
        const spine = mirrored(
          {
            x: row.x + 5 + ring / 2,
            y: middle + ring / 2 + 6,
            width: 2,
            height: (next ? next.y - row.y : 0) - ring - 12,
          },
          context,
        )
        const text = { ...row, x: row.x + ring + 120, width: row.width - ring - 120 - (item.icon ? 110 : 0) }
        const icon = { x: right(row) - 84, y: middle - 36, width: 72, height: 72 }
        return [
          ...leader(
            context,
            mirrored({ x: row.x + ring + 22, y: middle, width: 74, height: 0 }, context),
            start + 0.15,
          ),
          ...stepRing(context, seat, index, start),
          ...(next ? [bar(spine, { start: start + 0.25, from: 'top', fill: palette.line })] : []),
          textIn(context, item.text, text, start + 0.3, 'strong', style.scale.subheading - 4),
          ...picture(item.icon, context, { box: mirrored(icon, context), colour: palette.accent, start: start + 0.35 }),
        ]
      }),
    ]
  },

  /** Slanted slabs that shoot in from the side, the newest ones hot. */
  poster: (visual, context) => {
    const { palette, style } = context
    const { head, body } = headlineAbove(visual.headline, context, 54)
    const list = rows(body, visual.items.length, { max: 132, gap: 18 })
    return [
      ...head,
      ...list.flatMap((row, index) => {
        const item = visual.items[index]!
        const start = context.at(`items.${index}`, index + 1)
        const slab = mirrored({ ...row, x: row.x + index * 18, width: row.width - list.length * 18 }, context)
        const side = Math.min(row.height * 0.56, 72)
        const seat = {
          x: context.rightToLeft ? right(slab) - 48 - side : slab.x + 48,
          y: slab.y + (slab.height - side) / 2,
          width: side,
          height: side,
        }
        const area = { ...slab, x: slab.x + (context.rightToLeft ? 48 : side + 88), width: slab.width - side - 148 }
        return [
          slabElement(slab, context, start, index),
          ...mark(item, index, context, seat, start + 0.1),
          plainText(
            context,
            item.text,
            area,
            start + 0.12,
            'strong',
            style.scale.body,
            index === 0 ? palette.accent : palette.surface,
          ),
        ]
      }),
    ]
  },

  /** A list of chapters: roman numerals in gold, thin rules, generous lines. */
  archive: (visual, context) => {
    const { palette, style } = context
    const { head, body } = headlineBeside(visual.headline, context, 5)
    const list = rows(body, visual.items.length, { max: 150, gap: 0 })
    return [
      ...head,
      ...list.flatMap((row, index) => {
        const item = visual.items[index]!
        const start = context.at(`items.${index}`, index + 1.4)
        const numeral = context.fit(ROMAN[index]!, 'quote', { maxWidth: 90, sizePx: 48 })
        const seat = mirrored(
          { x: row.x, y: row.y + (row.height - numeral.height) / 2, width: 90, height: numeral.height },
          context,
        )
        const icon = { x: right(row) - 66, y: row.y + (row.height - 60) / 2, width: 60, height: 60 }
        return [
          ...(index > 0 ? [bar({ ...row, height: 1.5 }, { start, seconds: 1.2, fill: palette.line })] : []),
          context.words(numeral, { ...seat, start, colour: palette.accent }),
          textIn(
            context,
            item.text,
            { ...row, x: row.x + 104, width: row.width - 104 - (item.icon ? 100 : 0) },
            start + 0.15,
            'strong',
            style.scale.body + 4,
          ),
          ...picture(item.icon, context, {
            box: mirrored(icon, context),
            colour: palette.accent,
            start: start + 0.3,
            seconds: 1.6,
          }),
        ]
      }),
    ]
  },
}

const ROMAN = ['I', 'II', 'III', 'IV', 'V']

type Role = 'strong' | 'body'

/** A text in the vertical middle of a box that is mirrored with the scene. */
function textIn(
  context: SceneContext,
  text: string,
  box: Box,
  start: number,
  role: Role,
  sizePx: number,
): SceneElement {
  return plainText(context, text, mirrored(box, context), start, role, sizePx, context.palette.background)
}

function plainText(
  context: SceneContext,
  text: string,
  box: Box,
  start: number,
  role: Role,
  sizePx: number,
  behind: string,
): SceneElement {
  const block = context.fit(text, role, { maxWidth: box.width, maxHeight: box.height - 22, maxLines: 3, sizePx })
  const colour = behind === context.palette.accent ? context.palette.onAccent : context.palette.ink
  return context.words(block, {
    x: box.x,
    width: box.width,
    y: box.y + (box.height - block.height) / 2,
    start,
    behind,
    colour,
  })
}

/** The item's icon, or its number, on the seat. */
function mark(
  item: Visual['items'][number],
  index: number,
  context: SceneContext,
  seat: Box,
  start: number,
): SceneElement[] {
  const onDisc = context.style.composition === 'notebook'
  const hot = context.style.composition === 'poster' && index === 0
  const colour = onDisc || hot ? context.palette.onAccent : context.palette.accentSecond
  if (item.icon) {
    return picture(item.icon, context, { box: onDisc ? centredSquare(seat, seat.width * 0.56) : seat, colour, start })
  }
  const block = context.fit(String(index + 1), 'figure', { maxWidth: seat.width, sizePx: seat.height * 0.56 })
  const behind = onDisc
    ? [context.palette.accent, context.palette.accentSecond][index % 2]!
    : hot
      ? context.palette.accent
      : context.palette.surface
  return [
    context.words(block, {
      x: seat.x,
      width: seat.width,
      align: 'center',
      y: seat.y + (seat.height - block.height) / 2,
      start,
      colour,
      behind,
    }),
  ]
}

function stepRing(context: SceneContext, seat: Box, index: number, start: number): SceneElement[] {
  const { palette, style } = context
  const number = context.fit(String(index + 1), 'figure', { maxWidth: seat.width, sizePx: seat.height * 0.52 })
  return [
    piece(seat, {
      style,
      start,
      draw: (target) =>
        fillDisc(target, seat.x + seat.width / 2, seat.y + seat.width / 2, seat.width / 2, palette.accent),
    }),
    context.words(number, {
      x: seat.x,
      width: seat.width,
      align: 'center',
      y: seat.y + (seat.height - number.height) / 2,
      start: start + 0.1,
      colour: palette.onAccent,
      behind: palette.accent,
    }),
  ]
}

function slabElement(slab: Box, context: SceneContext, start: number, index: number): SceneElement {
  const { palette, style } = context
  return piece(slab, {
    style,
    start,
    reach: 30,
    draw: (target) => {
      const hot = target.createLinearGradient(slab.x, 0, right(slab), 0)
      hot.addColorStop(0, index === 0 ? palette.accent : palette.surface)
      hot.addColorStop(1, index === 0 ? palette.accentSecond : palette.surface)
      target.fillStyle = hot
      target.beginPath()
      target.moveTo(slab.x + 26, slab.y)
      target.lineTo(right(slab) + 26, slab.y)
      target.lineTo(right(slab), bottom(slab))
      target.lineTo(slab.x, bottom(slab))
      target.fill()
    },
  })
}
