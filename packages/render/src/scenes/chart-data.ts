import type { ChartVisual } from './chart-schema.ts'
import { valueFormat, type ValueFormat } from './chart-format.ts'
import type { SceneContext } from './scene-kind.ts'

/** A value with the second at which it begins to be drawn. */
export interface ChartPoint {
  /** Its place among the categories. */
  readonly index: number
  readonly label: string
  readonly value: number
  readonly highlight: boolean
  readonly start: number
}

/** Values that belong to one line, area or colour of bars. */
export interface ChartSeries {
  /** Absent where there is only one. */
  readonly label?: string
  readonly highlight: boolean
  readonly points: readonly ChartPoint[]
}

/** What a chart shows, ready to be laid out. */
export interface ChartData {
  readonly categories: readonly string[]
  readonly series: readonly ChartSeries[]
  readonly values: readonly number[]
  readonly format: ValueFormat
}

/** Brings a visual's points or series into one form, with the seconds at which they are drawn. */
export function chartData(visual: ChartVisual, context: SceneContext): ChartData {
  const series = visual.series.length > 0 ? severalSeries(visual, context) : [oneSeries(visual, context)]
  const values = series.flatMap((one) => one.points.map((point) => point.value))
  const categories: string[] = []
  for (const point of series.flatMap((one) => one.points)) categories[point.index] = point.label
  return { categories, series, values, format: valueFormat(values, context.language) }
}

/** A point never waits for one that follows it: bars grow in their order, whichever of them are spoken of. */
function oneSeries({ points }: ChartVisual, context: SceneContext): ChartSeries {
  const rhythm = Math.min(0.9, 5 / points.length)
  const starts = points.map((_, index) => context.at(`points.${index}`, 0.8 + index * rhythm))
  return {
    highlight: true,
    points: points.map(({ label, value, highlight }, index) => ({
      index,
      label,
      value,
      highlight,
      start: Math.min(...starts.slice(index).map((start, after) => start - after * 0.1)),
    })),
  }
}

/** Seconds in which the points of one of several series follow each other. */
const SERIES_SECONDS = 1.2

function severalSeries({ series }: ChartVisual, context: SceneContext): ChartSeries[] {
  const isMarked = series.some((one) => one.highlight)
  const keys = new Map<string, number>()
  const indexOf = (key: string) => keys.get(key) ?? keys.set(key, keys.size).size - 1
  return series.map((one, order) => {
    const start = context.at(`series.${order}`, 0.8 + order * 2.4)
    const seen = new Map<string, number>()
    const points = one.points.map(({ label, value }, index) => {
      const before = seen.get(label) ?? 0
      seen.set(label, before + 1)
      const step = (index / Math.max(1, one.points.length - 1)) * SERIES_SECONDS
      return { index: indexOf(`${label}\n${before}`), label, value, highlight: false, start: start + step }
    })
    return {
      label: one.label,
      highlight: isMarked ? one.highlight : order === 0,
      points: points.toSorted((a, b) => a.index - b.index),
    }
  })
}
