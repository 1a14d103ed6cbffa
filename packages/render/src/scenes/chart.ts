import type { SceneElement } from '../drawing/element.ts'
import type { Box } from '../drawing/geometry.ts'
import { arrange } from '../layout/arrange.ts'
import { box, column, text } from '../layout/node.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import { barColumns, namesFitBelow } from './chart-columns.ts'
import { chartData, type ChartData } from './chart-data.ts'
import { numberTexts } from './chart-format.ts'
import { lineChart } from './chart-line.ts'
import { otherName, pieChart } from './chart-pie.ts'
import { barRows } from './chart-rows.ts'
import { ChartVisual } from './chart-schema.ts'
import { fitted } from './fitting.ts'
import { headingScale } from './headed.ts'
import { defineScene, type SceneContext } from './scene-kind.ts'
import { sourceHeight, sourceLine } from './source-line.ts'

/** Values as bars from zero, lines, areas or slices, labelled directly; the unit stands once, under the headline. */
export const chart = defineScene({
  kind: 'chart',
  about: 'Data as bars, lines, areas or slices, with direct labels, one unit and a source line.',
  schema: ChartVisual,
  ownTexts: (_, language) => [...numberTexts(language), otherName(language)],
  layout: (visual, context) => {
    const { frame, palette, style } = context
    const { unit } = visual
    const heading = { maxLines: frame.isWide ? 2 : 3, sizePx: style.scale.heading * headingScale(frame) }
    const plan = arrange(
      column({ padding: { y: 10 } }, [
        column({ gap: 42 }, [
          text('headline', fitted(context, visual.headline, 'heading', heading), {
            maxHeight: frame.content.height * 0.26,
          }),
          unit !== undefined &&
            text(
              'unit',
              fitted(context, unit, 'body', { maxLines: 1, sizePx: (SMALLEST_PX + 8) * frame.smallTextScale }),
            ),
        ]),
        box('plot', { height: 'fill' }),
      ]),
      frame.content,
      context,
    )
    const plot = plan.box('plot')
    const above = 52
    const below = visual.source === undefined ? 8 : sourceHeight(visual.source, context)
    const room = { ...plot, y: plot.y + above, height: plot.height - above - below }
    return [
      plan.words('headline', { start: 0.02 }),
      ...(unit === undefined ? [] : [plan.words('unit', { start: 0.3, colour: palette.mutedInk })]),
      ...drawn(visual, context, shaped(room, visual.type)),
      ...sourceLine(visual.source, context),
    ]
  },
})

/** In high frames no chart is much higher than wide; it stands a little above the middle. */
function shaped(room: Box, type: ChartVisual['type']): Box {
  const height = Math.min(room.height, room.width * (type === 'bar' ? 1.3 : 1.15))
  return { ...room, y: room.y + (room.height - height) * 0.3, height }
}

function drawn(visual: ChartVisual, context: SceneContext, room: Box): SceneElement[] {
  const data = chartData(visual, context)
  switch (visual.type) {
    case 'line':
    case 'area':
      return lineChart(data, visual.type, context, room)
    case 'pie':
      // Where names leave no room for a circle, bars tell the same.
      return pieChart(data, context, room) ?? barRows(data, context, room)
    case 'bar':
      return isLying(data, context, room) ? barRows(data, context, room) : barColumns(data, context, room)
  }
}

/** Few bars and long names lie; a row of years or months stands. */
function isLying(data: ChartData, context: SceneContext, room: Box): boolean {
  if (data.series.length > 1) return true
  const count = data.categories.length
  const isSequence = data.categories.every((name) => /^['’]?\d{2,4}\p{L}?$/u.test(name)) && count > 4
  const standing = isSequence || (count > 5 && namesFitBelow(data.categories, context, room.width))
  if (standing) return false
  const lanes = context.frame.isWide ? 2 : 1
  return count * 35 <= room.height * lanes
}
