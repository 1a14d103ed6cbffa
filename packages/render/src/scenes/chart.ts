import { ChartVisual } from '@mavs/core/essentials'
import type { z } from 'zod'
import type { SceneElement } from '../drawing/element.ts'
import { below, bottom, type Box } from '../drawing/geometry.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import { barRows, barColumns } from './chart-bars.ts'
import { lineChart } from './chart-line.ts'
import { headlineAbove } from './list-layout.ts'
import { textInBox } from './parts.ts'
import { defineScene, type SceneContext } from './scene-kind.ts'
import { sourceLine } from './source-line.ts'

type Visual = z.output<typeof ChartVisual>

/** Values as bars from zero or as a line, labelled directly; the unit stands once, under the headline. */
export const chart = defineScene({
  kind: 'chart',
  schema: ChartVisual,
  layout: (visual, context) => {
    const { head, body, place } = headlineAbove(visual.headline, context, 64)
    const unit = unitLine(visual, context, { ...body, y: bottom(place) + 32, height: 44 })
    const plot = below(body, bottom(place) + (visual.unit ? 108 : 64))
    const room = { ...plot, height: plot.height - (visual.source ? 62 : 0) }
    return [...head, ...unit, ...draw(visual, context, room), ...sourceLine(visual.source, context)]
  },
})

function draw(visual: Visual, context: SceneContext, room: Box): SceneElement[] {
  const starts = visual.points.map((_, index) =>
    context.at(`points.${index}`, 0.8 + index * Math.min(0.9, 5 / visual.points.length)),
  )
  // A point never waits for one that follows it: bars grow in their order, whichever of them are spoken of.
  const points = visual.points.map((point, index) => ({
    ...point,
    start: Math.min(...starts.slice(index).map((start, after) => start - after * 0.12)),
  }))
  const square = { ...room, height: Math.min(room.height, room.width * 1.25) }
  if (visual.type === 'line') return lineChart(points, context, square)
  const longest = Math.max(...points.map((point) => point.label.length))
  const fitsRows = points.length <= Math.floor(room.height / 62)
  const isLying = fitsRows && (longest > 9 || !context.frame.isWide || points.length <= 5)
  return isLying ? barRows(points, context, room) : barColumns(points, context, room)
}

function unitLine(visual: Visual, context: SceneContext, box: Box): SceneElement[] {
  if (!visual.unit) return []
  const options = { start: 0.3, role: 'body', sizePx: SMALLEST_PX + 8, maxLines: 1, upright: 'top' } as const
  return [textInBox(context, visual.unit, box, { ...options, colour: context.palette.mutedInk })]
}
