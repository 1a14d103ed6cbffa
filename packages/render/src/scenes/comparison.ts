import { ComparisonVisual } from '@mavs/core/essentials'
import type { z } from 'zod'
import { awaited, type SceneElement } from '../drawing/element.ts'
import { bottom, type Box } from '../drawing/geometry.ts'
import { bar } from '../drawing/shape-elements.ts'
import { mirrored, picture } from './composition.ts'
import { cells, headlineAbove, rows } from './list-layout.ts'
import { speedLines } from './ornament.ts'
import { panel, type Panel } from './panel.ts'
import { evenSize, textInBox } from './parts.ts'
import { defineScene, type SceneContext } from './scene-kind.ts'

type Visual = z.output<typeof ComparisonVisual>

/** Two things side by side (one above the other in a high frame), each with a name and a few points. */
export const comparison = defineScene({
  kind: 'comparison',
  schema: ComparisonVisual,
  layout: (visual, context) => {
    const { head, body } = headlineAbove(visual.headline, context, 64)
    const gap = context.style.composition === 'columns' ? 72 : 44
    const most = Math.max(visual.left.points.length, visual.right.points.length)
    const room = { ...body, height: bottom(body) - body.y - 6 }
    const highest = HEAD_PX + 110 + most * ROW_PX
    const boxes = context.frame.isWide
      ? cells(rows(room, 1, { max: highest, gap: 0, centred: true })[0]!, 2, gap)
      : rows(room, 2, { max: highest, gap, centred: true })
    const sizePx = pointSize(visual, context, boxes[0]!)
    const isPoster = context.style.composition === 'poster'
    return [
      ...(isPoster ? speedLines(context) : []),
      ...head,
      ...side(visual.left, context, boxes[0]!, { start: context.at('left', 1), index: 0, sizePx }),
      ...side(visual.right, context, boxes[1]!, { start: context.at('right', 3.4), index: 1, sizePx }),
    ]
  },
})

/** Height of a point, where there is room for it, and of a side's name. */
const ROW_PX = 168
const HEAD_PX = 136
const POINT_INDENT_PX = 56

/** The size in which all points of both sides are set. */
function pointSize(visual: Visual, context: SceneContext, box: Box): number {
  const most = Math.max(visual.left.points.length, visual.right.points.length)
  const { inner } = panel(context, box, 0, 0)
  const height = Math.min(ROW_PX, (inner.height - HEAD_PX) / most)
  const room = { width: inner.width - POINT_INDENT_PX, height: height * 0.7 }
  const texts = [...visual.left.points, ...visual.right.points]
  return evenSize(context, texts, room, { role: 'body', sizePx: Math.min(60, height * 0.5), maxLines: 2 })
}

interface SideOptions {
  readonly start: number
  readonly index: number
  readonly sizePx: number
}

/** One side: the panel, its icon and name, and the points one after the other; its panel stands from the beginning. */
function side(content: Visual['left'], context: SceneContext, box: Box, options: SideOptions): SceneElement[] {
  const { start, index, sizePx } = options
  const surface = panel(context, box, start, index)
  const { inner, behind, ink } = surface
  const iconSide = content.icon ? 112 : 0
  const name = { x: inner.x, y: inner.y, width: inner.width - iconSide - (iconSide ? 28 : 0), height: 112 }
  const list = { ...inner, y: inner.y + HEAD_PX, height: inner.height - HEAD_PX }
  // All points come in before the scene ends, however short it is.
  const left = Math.max(0.1, context.durationSeconds - start - 0.9)
  const stagger = Math.min(0.22, left / content.points.length)
  const lines = rows(list, content.points.length, { max: ROW_PX, gap: 0, centred: true })
  return [
    ...surface.elements.flatMap((element) => awaited(element, { from: 0.25, until: start })),
    textInBox(context, content.label, mirrored(name, context), {
      start: Math.min(start + 0.15, 0.5 + index * 0.12),
      role: 'heading',
      sizePx: 74,
      maxLines: 2,
      colour: ink,
      behind,
    }),
    ...picture(content.icon, context, {
      box: mirrored({ x: inner.x + inner.width - iconSide, y: inner.y, width: iconSide, height: iconSide }, context),
      colour: ink,
      start: start + 0.3,
    }),
    ...content.points.flatMap((point, order) =>
      pointRow(context, point, lines[order]!, { surface, sizePx, start: start + 0.4 + order * stagger }),
    ),
  ]
}

function pointRow(
  context: SceneContext,
  text: string,
  row: Box,
  options: { readonly surface: Panel; readonly sizePx: number; readonly start: number },
): SceneElement[] {
  const { surface, sizePx, start } = options
  const { palette, style } = context
  const middle = row.y + row.height / 2
  const isRound = style.composition === 'notebook' || style.composition === 'diagram'
  const sign = isRound
    ? { x: row.x, y: middle - 9, width: 18, height: 18 }
    : { x: row.x, y: middle - 2, width: 30, height: style.composition === 'poster' ? 6 : 4 }
  const indent = POINT_INDENT_PX
  const ruled = style.composition === 'columns' || style.composition === 'archive'
  return [
    ...(ruled ? [bar(mirrored({ ...row, height: 1.5 }, context), { start, fill: palette.line })] : []),
    bar(mirrored(sign, context), { start, seconds: 0.4, fill: surface.ink, radius: isRound ? 9 : 0 }),
    textInBox(
      context,
      text,
      mirrored(
        { ...row, x: row.x + indent, y: row.y + 8, width: row.width - indent, height: row.height - 16 },
        context,
      ),
      {
        start: start + 0.05,
        role: 'body',
        sizePx,
        maxLines: 2,
        behind: surface.behind,
      },
    ),
  ]
}
