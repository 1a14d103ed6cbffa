import { CreditsVisual } from '@mavs/core/essentials'
import type { z } from 'zod'
import type { SceneElement } from '../drawing/element.ts'
import { below, bottom, inflate, right, type Box } from '../drawing/geometry.ts'
import { bar, fillBox, piece, wiped } from '../drawing/shape-elements.ts'
import { marker } from '../drawing/strokes.ts'
import { textBox } from '../drawing/text-element.ts'
import { composition, mirrored } from './composition.ts'
import { creditRows, furtherLines, rowSize } from './credit-list.ts'
import { bullet, listSize, numberOf, oneLine, twoLines } from './credit-row.ts'
import { headlineAbove, headlineBeside } from './list-layout.ts'
import { underline } from './ornament.ts'
import { card, slab, textInBox } from './parts.ts'
import { defineScene, type Compositions, type SceneContext } from './scene-kind.ts'

type Visual = z.output<typeof CreditsVisual>

/** The last card: what the text was made from, the sources, and who else had a part. */
export const credits = defineScene({
  kind: 'credits',
  schema: CreditsVisual,
  layout: (visual, context) => composition(compositions, visual, context),
})

const compositions: Compositions<Visual> = {
  /** Headline and basis in the first columns, the sources as a table of hairlines in the others. */
  columns: (visual, context) => {
    const { frame, palette, style } = context
    const { head, body, place } = headlineBeside(visual.headline, context, 4)
    const foot = footOf(visual, context)
    const side = frame.isWide ? { ...frame.content, width: body.x - frame.content.x - 60 } : frame.content
    const basis = mirrored({ ...side, y: bottom(place) + 50, height: 150 }, context)
    const list = creditRows(visual, upTo(frame.isWide ? body : below(body, bottom(basis) + 20), foot.top), {
      max: 150,
      columns: frame.isWide ? 2 : 1,
    })
    const hasSources = visual.sources.length > 0
    // One column has room for title over publisher; in two, both run on as one text.
    const line = list.some((row) => row.box.x > body.x + 1) ? oneLine : twoLines
    const sizePx = line === oneLine ? listSize(context, list, 66, style.scale.body) : rowSize(list[0], style.scale.body)
    return [
      ...head,
      bar(mirrored({ x: side.x, y: basis.y - 4, width: 56, height: 6 }, context), { start: 0.3, fill: palette.accent }),
      hasSources
        ? textInBox(context, visual.basis, { ...basis, y: basis.y + 26 }, BASIS_BESIDE)
        : textInBox(context, visual.basis, mirrored(upTo(body, foot.top), context), BASIS_ALONE),
      ...list.flatMap((row) => [
        bar(mirrored({ ...row.box, height: 1.5 }, context), { start: row.start, fill: palette.ink }),
        ...line(context, row, { indent: 66, sizePx }),
        numberOf(context, row, 'figure', palette.accent),
      ]),
      ...foot.elements,
    ]
  },

  /** A sheet of paper with the list on it, the basis on a pill. */
  notebook: (visual, context) => {
    const { palette, style } = context
    const { head, body, place } = headlineAbove(visual.headline, context, 70)
    const foot = footOf(visual, context)
    const pill = basisBlock(visual, context, body.width - 80)
    const pillBox = mirrored({ x: body.x, y: body.y, width: pill.width + 64, height: pill.height + 44 }, context)
    const sheet = upTo(below(body, bottom(pillBox) + 26), foot.top - 16)
    const list = creditRows(visual, inflate(sheet, -44, -26), { max: 130, columns: context.frame.isWide ? 2 : 1 })
    const end = Math.max(sheet.y, ...list.map((row) => bottom(row.box)))
    const paper = { ...sheet, height: Math.min(sheet.height, end - sheet.y + 26) }
    return [
      ...head,
      underline(context, place, { gap: 26, longest: 300, width: 8, start: 0.3 }),
      piece(pillBox, {
        style,
        start: 0.3,
        draw: (target) => fillBox(target, pillBox, palette.accentSecond, pillBox.height / 2),
      }),
      context.words(pill, {
        x: pillBox.x + 32,
        y: pillBox.y + 22,
        start: 0.35,
        colour: palette.onAccent,
        behind: palette.accentSecond,
      }),
      ...(list.length > 0 ? [card(context, paper, { start: 0.4 })] : []),
      ...list.flatMap((row) => [
        bullet(context, row, palette.accent),
        ...oneLine(context, row, { indent: 44, sizePx: listSize(context, list, 44, 40), behind: palette.surface }),
      ]),
      ...foot.elements,
    ]
  },

  /** References as in a textbook, the basis under the highlighter. */
  diagram: (visual, context) => {
    const { palette } = context
    const { head, body } = headlineAbove(visual.headline, context, 58)
    const foot = footOf(visual, context)
    const basis = basisBlock(visual, context, body.width - 40)
    const at = mirrored({ x: body.x + 12, y: body.y, width: basis.width, height: basis.height }, context)
    const lit = inflate(textBox(basis, at), 16, 16)
    const list = creditRows(visual, upTo(below(body, bottom(at) + 40), foot.top), {
      max: 130,
      columns: context.frame.isWide ? 2 : 1,
    })
    return [
      ...head,
      wiped(marker(lit, context.random), { box: lit, start: 0.5, fill: palette.accentSecond }),
      context.words(basis, { ...at, start: 0.3 }),
      ...list.flatMap((row) => [
        numberOf(context, row, 'strong', palette.accent, `[${row.number}]`),
        ...oneLine(context, row, { indent: 84, sizePx: listSize(context, list, 84, 40) }),
      ]),
      ...foot.elements,
    ]
  },

  /** The headline in large, the basis on a hot slab, the list in two strengths. */
  poster: (visual, context) => {
    const { palette } = context
    const { head, body } = headlineAbove(visual.headline, context, 48)
    const foot = footOf(visual, context)
    const basis = basisBlock(visual, context, body.width - 120)
    const tag = mirrored({ x: body.x, y: body.y, width: basis.width + 90, height: basis.height + 44 }, context)
    const list = creditRows(visual, upTo(below(body, bottom(tag) + 30), foot.top), {
      max: 130,
      columns: context.frame.isWide ? 2 : 1,
    })
    return [
      ...head,
      slab(context, tag, 0.2, 16),
      context.words(basis, { x: tag.x + 46, y: tag.y + 22, start: 0.3, behind: palette.surface }),
      ...list.flatMap((row) => oneLine(context, row, { indent: 0, sizePx: listSize(context, list, 0, 40) })),
      ...foot.elements,
    ]
  },

  /** The end titles of a film: who on the left of the axis, what on the right. */
  archive: (visual, context) => {
    const { frame, palette } = context
    const { content } = frame
    const foot = footOf(visual, context, 'center')
    const middle = { x: content.x, width: content.width, height: 84 }
    const heading = { ...middle, y: content.y + 8 }
    const basis = { ...middle, y: content.y + 108 }
    const list = creditRows(visual, upTo(below(content, basis.y + 96), foot.top), { max: 104 })
    const size = rowSize(list[0], 40)
    const half = content.width / 2 - 32
    return [
      textInBox(context, visual.headline, heading, {
        start: 0.1,
        role: 'heading',
        sizePx: 66,
        align: 'center',
        maxLines: 1,
      }),
      bar(
        { x: frame.width / 2 - 90, y: heading.y + 96, width: 180, height: 2 },
        { start: 0.3, seconds: 1.4, from: 'centre', fill: palette.accent },
      ),
      textInBox(context, visual.basis, basis, {
        start: 0.4,
        role: 'quote',
        sizePx: 40,
        align: 'center',
        maxLines: 2,
        colour: palette.accent,
      }),
      ...list.flatMap((row) => {
        if (row.publisher === undefined || !frame.isWide) {
          const text = [row.title, row.publisher].filter(Boolean).join(', ')
          return [
            textInBox(context, text, row.box, {
              start: row.start,
              role: 'body',
              sizePx: size,
              align: 'center',
              maxLines: 2,
              quiet: true,
            }),
          ]
        }
        const left = { ...row.box, width: half }
        const side = { ...row.box, x: right(row.box) - half, width: half }
        return [
          textInBox(context, row.publisher, left, {
            start: row.start,
            role: 'body',
            sizePx: size - 2,
            align: 'right',
            maxLines: 2,
            colour: palette.mutedInk,
            quiet: true,
          }),
          textInBox(context, row.title, side, {
            start: row.start + 0.1,
            role: 'strong',
            sizePx: size,
            maxLines: 2,
            quiet: true,
          }),
        ]
      }),
      ...foot.elements,
    ]
  },
}

/** What made the text: small beside the sources, as a headline when there are none. */
const BASIS_BESIDE = { start: 0.35, role: 'body', sizePx: 34, upright: 'top', maxLines: 4 } as const
const BASIS_ALONE = { start: 0.2, role: 'heading', sizePx: 96, upright: 'top', maxLines: 4 } as const

const upTo = (box: Box, y: number): Box => ({ ...box, height: Math.max(0, Math.min(bottom(box), y) - box.y) })

function basisBlock(visual: Visual, context: SceneContext, maxWidth: number) {
  return context.fit(visual.basis, 'strong', { maxWidth, maxLines: 2, sizePx: visual.sources.length > 0 ? 36 : 64 })
}

/** The further lines at the foot of the content, and where they begin. */
function footOf(
  visual: Visual,
  context: SceneContext,
  align: 'left' | 'center' = 'left',
): { top: number; elements: SceneElement[] } {
  const { content } = context.frame
  const end = bottom(content) + 6
  if (visual.lines.length === 0) return { top: end, elements: [] }
  const block = context.fit(furtherLines(visual), 'body', {
    maxWidth: content.width,
    maxLines: 3,
    sizePx: 30,
    quiet: true,
  })
  const y = end - block.height - 14
  const start = 0.9
  const place = { x: content.x, width: content.width, y, start, align, colour: context.palette.mutedInk }
  return { top: y - 34, elements: [context.words(block, place)] }
}
