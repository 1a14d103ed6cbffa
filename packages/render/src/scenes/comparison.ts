import { ComparisonVisual } from '@mavs/core'
import type { z } from 'zod'
import type { SceneElement } from '../drawing/element.ts'
import { bottom, type Box } from '../drawing/geometry.ts'
import { bar } from '../drawing/shape-elements.ts'
import { mirrored, picture } from './composition.ts'
import { cells, headlineAbove, rows } from './list-layout.ts'
import { speedLines } from './ornament.ts'
import { panel, type Panel } from './panel.ts'
import { textInBox } from './parts.ts'
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
    const room = { ...body, height: Math.min(bottom(body) - body.y - 6, 230 + most * ROW_PX) }
    const boxes = context.frame.isWide
      ? cells(room, 2, gap)
      : rows({ ...body, height: bottom(body) - body.y - 6 }, 2, { max: 230 + most * ROW_PX, gap })
    const isPoster = context.style.composition === 'poster'
    return [
      ...(isPoster ? speedLines(context) : []),
      ...head,
      ...side(visual.left, context, boxes[0]!, context.at('left', 1), 0),
      ...side(visual.right, context, boxes[1]!, context.at('right', 3.4), 1),
    ]
  },
})

/** Height of a point, where there is room for it. */
const ROW_PX = 112

/** One side: the panel, its icon and name, and the points one after the other. */
function side(content: Visual['left'], context: SceneContext, box: Box, start: number, index: number): SceneElement[] {
  const surface = panel(context, box, start, index)
  const { inner, behind, ink } = surface
  const iconSide = content.icon ? 84 : 0
  const name = { x: inner.x, y: inner.y, width: inner.width - iconSide - (iconSide ? 24 : 0), height: 84 }
  const list = { ...inner, y: inner.y + 116, height: inner.height - 116 }
  // All points come in before the scene ends, however short it is.
  const left = Math.max(0.1, context.durationSeconds - start - 0.9)
  const stagger = Math.min(0.22, left / content.points.length)
  const lines = rows(list, content.points.length, { max: ROW_PX, gap: 0 })
  return [
    ...surface.elements,
    textInBox(context, content.label, mirrored(name, context), {
      start: start + 0.15,
      role: 'heading',
      sizePx: 58,
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
      pointRow(context, point, lines[order]!, surface, start + 0.4 + order * stagger),
    ),
  ]
}

function pointRow(context: SceneContext, text: string, row: Box, surface: Panel, start: number): SceneElement[] {
  const { palette, style } = context
  const middle = row.y + row.height / 2
  const isRound = style.composition === 'notebook' || style.composition === 'diagram'
  const sign = isRound
    ? { x: row.x, y: middle - 7, width: 14, height: 14 }
    : { x: row.x, y: middle - 2, width: 26, height: style.composition === 'poster' ? 6 : 3 }
  const indent = isRound ? 40 : 52
  const ruled = style.composition === 'columns' || style.composition === 'archive'
  return [
    ...(ruled ? [bar(mirrored({ ...row, height: 1.5 }, context), { start, fill: palette.line })] : []),
    bar(mirrored(sign, context), { start, seconds: 0.4, fill: surface.ink, radius: isRound ? 7 : 0 }),
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
        sizePx: style.scale.body + 4,
        maxLines: 2,
        behind: surface.behind,
      },
    ),
  ]
}
