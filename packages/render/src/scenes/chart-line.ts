import type { SceneElement } from '../drawing/element.ts'
import { bottom, type Box } from '../drawing/geometry.ts'
import { belowHeight, gridLines, gutterOf, namesBelow } from './chart-axis.ts'
import type { ChartData, ChartPoint } from './chart-data.ts'
import { drawnCurve, type Curve } from './chart-curve.ts'
import { seriesEmphasis } from './chart-looks.ts'
import { endLabels, endWidth, pointValues } from './chart-marks.ts'
import { roundScale } from './chart-scale.ts'
import type { SceneContext } from './scene-kind.ts'

/** Lines over faint grid lines, or areas from zero; their ends carry name and value, as do points that stand out. */
export function lineChart(data: ChartData, type: 'line' | 'area', context: SceneContext, room: Box): SceneElement[] {
  const stacked = type === 'area' && data.series.length > 1
  const levels = stacked
    ? stackedLevels(data)
    : data.series.map(({ points }) => points.map(({ value }) => ({ from: 0, to: value })))
  const scale = roundScale(
    levels.flat().map(({ to }) => to),
    type === 'area',
  )
  const gutter = gutterOf(scale, context)
  const names = belowHeight(1, data.categories, context)
  const head = 34
  const plot = {
    x: room.x + gutter,
    y: room.y + head,
    width: room.width - gutter - endWidth(data, context, room),
    height: room.height - head - names,
  }
  const shares = sharesAcross(data.categories)
  const across = (index: number) => plot.x + shares[index]! * plot.width
  const place = (x: number) => (context.rightToLeft ? context.frame.width - x : x)
  const down = (value: number) => bottom(plot) - scale.at(value) * plot.height
  const emphases = seriesEmphasis(data.series)
  const curves = data.series.map((series, order): Curve => ({
    ...(series.label !== undefined && { label: series.label }),
    emphasis: emphases[order]!,
    spots: (stacked ? everyCategory(data, series.points) : series.points).map((point, index) => {
      const { from, to } = levels[order]![index]!
      return { x: place(across(point.index)), y: down(to), base: down(type === 'area' ? from : scale.ticks[0]!), point }
    }),
  }))
  const marked = new Set(
    data.series.flatMap(({ points }) => points.filter(({ highlight }) => highlight).map(({ index }) => index)),
  )
  return [
    ...gridLines(scale, context, plot, gutter),
    ...namesBelow(
      data.categories,
      data.categories.map((_, index) => across(index)),
      context,
      {
        plot,
        room,
        lines: 1,
        kept: marked,
        strong: marked,
      },
    ),
    // The quiet ones lie below the one that is talked about.
    ...curves
      .toSorted((a, b) => Number(a.emphasis === 'accent') - Number(b.emphasis === 'accent'))
      .map((curve) => drawnCurve(curve, context, { type, stacked, plot })),
    ...pointValues(curves, data, context, { plot, room }),
    ...endLabels(curves, data, context, { plot, room, stacked }),
  ]
}

/** Where categories lie along the axis, 0 to 1: years by their distance, anything else evenly. */
function sharesAcross(categories: readonly string[]): number[] {
  if (categories.length === 1) return [0.5]
  const years = categories.map((name) => (/^\d{4}$/.test(name) ? Number(name) : NaN))
  const isRising = years.every((year, index) => year > (years[index - 1] ?? -Infinity))
  const [first, last] = isRising ? [years[0]!, years.at(-1)!] : [0, categories.length - 1]
  return categories.map((_, index) => ((isRising ? years[index]! : index) - first) / (last - first))
}

interface Level {
  readonly from: number
  readonly to: number
}

/** Each series upon the ones before it; what a series does not have is zero. */
function stackedLevels({ categories, series }: ChartData): Level[][] {
  const tops = categories.map(() => 0)
  return series.map(({ points }) =>
    categories.map((_, index) => {
      const from = tops[index]!
      const to = from + (points.find((point) => point.index === index)?.value ?? 0)
      tops[index] = to
      return { from, to }
    }),
  )
}

function everyCategory({ categories }: ChartData, points: readonly ChartPoint[]): ChartPoint[] {
  const [first] = points
  return categories.map((label, index) => {
    const own = points.find((point) => point.index === index)
    const before = points.findLast((point) => point.index < index) ?? first!
    return own ?? { index, label, value: 0, highlight: false, start: before.start }
  })
}
