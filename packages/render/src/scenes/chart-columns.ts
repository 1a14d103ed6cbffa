import type { SceneElement } from '../drawing/element.ts'
import { bottom, type Box } from '../drawing/geometry.ts'
import { bar } from '../drawing/shape-elements.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import { belowHeight, gridLines, gutterOf, namesBelow } from './chart-axis.ts'
import type { ChartData, ChartPoint } from './chart-data.ts'
import { barElement, growth, GROW_SECONDS } from './chart-looks.ts'
import { barScale, roundScale, type Scale } from './chart-scale.ts'
import { countedValue, setValue, type SetValue } from './chart-text.ts'
import { mirrored } from './composition.ts'
import type { SceneContext } from './scene-kind.ts'

/** Share of a column's place that the bar takes. */
const BAR_SHARE = 0.7
const WIDEST_BAR_PX = 190
const VALUE_GAP_PX = 16
/** Of more columns, only those that stand out carry their values. */
const MOST_VALUES = 14
/** Names that would be smaller stand beside lying bars. */
const LEAST_NAME_PX = SMALLEST_PX + 4
/** Between two names of neighbours. */
const NAME_GAP_PX = 22
/** Between two values of neighbours. */
const BETWEEN_PX = 14

/** Whether every name has room below its column, in at most two lines. */
export function namesFitBelow(names: readonly string[], context: SceneContext, width: number): boolean {
  const maxWidth = width / names.length - NAME_GAP_PX
  const limits = { maxWidth, maxLines: 2, sizePx: LEAST_NAME_PX, minSizePx: LEAST_NAME_PX, quiet: true }
  return names.every((name) => !context.fit(name, 'body', limits).shortened)
}

/** Standing bars: values above them, names below; where not every value has room, grid lines tell the others. */
export function barColumns(data: ChartData, context: SceneContext, room: Box): SceneElement[] {
  const { points } = data.series[0]!
  const slot = room.width / points.length
  const sets = valuesOf(data, context, slot)
  const shown = withRoom(points, sets, slot)
  const isRead = shown.size < points.length
  const scale: Scale = isRead ? roundScale(data.values, true) : { ...barScale(data.values), ticks: [] }
  const gutter = isRead ? gutterOf(scale, context) : 0
  const lines = namesFitBelow(data.categories, context, room.width) ? 2 : 1
  const above = sets[0]!.height + VALUE_GAP_PX
  const plot = {
    x: room.x + gutter,
    y: room.y + above,
    width: room.width - gutter,
    height:
      room.height -
      above -
      belowHeight(lines, data.categories, context) -
      (data.values.some((value) => value < 0) ? above : 0),
  }
  const columns = points.map((_, index) => plot.x + ((index + 0.5) / points.length) * plot.width)
  const area = { ...plot, height: plot.height + (data.values.some((value) => value < 0) ? above : 0) }
  const zero = bottom(plot) - scale.at(0) * plot.height
  const line = mirrored({ x: plot.x, y: zero - 1, width: plot.width, height: 2 }, context)
  const strong = new Set(points.filter((point) => point.highlight).map((point) => point.index))
  return [
    ...gridLines(scale, context, plot, gutter),
    ...points.flatMap((point, index) =>
      column(context, point, data, {
        scale,
        plot,
        middle: columns[index]!,
        slot: plot.width / points.length,
        ...(shown.has(index) && { set: sets[index]! }),
      }),
    ),
    bar(line, { start: 0.3, fill: context.palette.ink, from: context.rightToLeft ? 'right' : 'left' }),
    ...namesBelow(data.categories, columns, context, { plot: area, room, lines, kept: strong, strong }),
  ]
}

/** Values in one size: that in which all have room, if there is one. */
function valuesOf({ values, format }: ChartData, context: SceneContext, slot: number): SetValue[] {
  const wanted = Math.min(52 * context.frame.smallTextScale, Math.max(SMALLEST_PX, slot * 0.34))
  const set = (sizePx: number) => values.map((value) => setValue(context, format(value), 'strong', sizePx))
  const widest = Math.max(...set(wanted).map((one) => one.width))
  return set(Math.max(SMALLEST_PX, Math.min(wanted, (wanted * (slot - BETWEEN_PX)) / widest)))
}

/** Which values have room: those that stand out first, then the largest and the last, then the others. */
function withRoom(points: readonly ChartPoint[], sets: readonly SetValue[], slot: number): ReadonlySet<number> {
  const size = points.map((point) => Math.abs(point.value))
  const largest = size.indexOf(Math.max(...size))
  const marked = points.filter((point) => point.highlight).map((point) => point.index)
  const order = [...marked, largest, points.length - 1, 0]
  const all = points.map((point) => point.index)
  const isCalm = points.length <= MOST_VALUES
  if (isCalm && sets.every((set) => set.width + BETWEEN_PX * 0.5 <= slot)) return new Set(all)
  const shown = new Set<number>()
  for (const index of order) {
    const isFree = [...shown].every(
      (other) => Math.abs(other - index) * slot >= (sets[index]!.width + sets[other]!.width) / 2 + BETWEEN_PX,
    )
    if (isFree) shown.add(index)
  }
  return shown
}

function column(
  context: SceneContext,
  point: ChartPoint,
  data: ChartData,
  options: {
    readonly scale: Pick<Scale, 'at'>
    readonly plot: Box
    readonly middle: number
    readonly slot: number
    readonly set?: SetValue
  },
): SceneElement[] {
  const { scale, plot, middle, slot, set } = options
  const [zero, end] = [0, point.value].map((value) => bottom(plot) - scale.at(value) * plot.height) as [number, number]
  const width = Math.min(WIDEST_BAR_PX, slot * BAR_SHARE)
  const isNegative = point.value < 0
  const box = mirrored({ x: middle - width / 2, y: Math.min(zero, end), width, height: Math.abs(zero - end) }, context)
  const bars = barElement(context, box, {
    start: point.start,
    from: isNegative ? 'top' : 'bottom',
    emphasis: point.highlight ? 'accent' : 'quiet',
  })
  if (!set) return [bars]
  const x = within(box.x + (box.width - set.width) / 2, set.width, mirrored(plot, context))
  const at = (y: number) => ({ x, y: isNegative ? y + VALUE_GAP_PX : y - VALUE_GAP_PX - set.height })
  const value = countedValue(context, set, {
    value: point.value,
    format: data.format,
    start: point.start,
    seconds: GROW_SECONDS,
    at: at(end),
    from: at(zero),
    side: 'center',
    colour: point.highlight ? context.palette.accent : context.palette.ink,
    ease: growth,
  })
  return [bars, value]
}

const within = (x: number, width: number, room: Box): number =>
  Math.max(room.x, Math.min(room.x + room.width - width, x))
