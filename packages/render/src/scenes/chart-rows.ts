import type { SceneElement } from '../drawing/element.ts'
import { bottom, type Box } from '../drawing/geometry.ts'
import { bar } from '../drawing/shape-elements.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import { mirrored } from './composition.ts'
import type { ChartData, ChartPoint } from './chart-data.ts'
import { barElement, growth, GROW_SECONDS, markColour, seriesEmphasis, type Emphasis } from './chart-looks.ts'
import { barScale } from './chart-scale.ts'
import { countedValue, labelIn, setValue, type Side } from './chart-text.ts'
import type { SceneContext } from './scene-kind.ts'

/** Bars of one category. */
interface Group {
  readonly label: string
  readonly bars: readonly Bar[]
}

interface Bar {
  readonly point: ChartPoint
  readonly emphasis: Emphasis
  /** The series' name, where it has not been told yet. */
  readonly name?: string
}

/** The height of a row with its bar, at least; rows that would be lower stand in two lanes where the frame is wide. */
const LEAST_ROW_PX = 40
const MOST_ROW_PX = 200
const LANE_GAP_PX = 88
/** Share of a row's height between the bars of two categories. */
const GROUP_GAP = 0.5

/** Lying bars: names at the reading side, values at the bars' ends. */
export function barRows(data: ChartData, context: SceneContext, room: Box): SceneElement[] {
  const groups = groupsOf(data)
  const needed = unitsOf(groups) * LEAST_ROW_PX
  const lanes = context.frame.isWide && needed > room.height && groups.length > 3 ? 2 : 1
  const width = (room.width - (lanes - 1) * LANE_GAP_PX) / lanes
  const half = Math.ceil(groups.length / lanes)
  const parts = Array.from({ length: lanes }, (_, lane) => groups.slice(lane * half, (lane + 1) * half))
  const pitch = Math.min(MOST_ROW_PX * context.frame.smallTextScale, room.height / Math.max(...parts.map(unitsOf)))
  const plan = planOf(data, groups, context, { width, pitch })
  return parts.flatMap((part, lane) => {
    const spare = (room.height - unitsOf(part) * pitch) * (lanes > 1 ? 0 : OPTICAL_MIDDLE)
    const box = { x: room.x + lane * (width + LANE_GAP_PX), y: room.y + spare, width, height: unitsOf(part) * pitch }
    return laneOf(part, data, context, { ...plan, box, pitch })
  })
}

function groupsOf({ categories, series }: ChartData): Group[] {
  const emphases = seriesEmphasis(series)
  const told = new Set<number>()
  return categories.map((label, index) => ({
    label,
    bars: series.flatMap((one, order): Bar[] => {
      const point = one.points.find((candidate) => candidate.index === index)
      if (!point) return []
      const isFirst = one.label !== undefined && !told.has(order)
      told.add(order)
      const emphasis = one.label === undefined ? (point.highlight ? 'accent' : 'quiet') : emphases[order]!
      return [{ point, emphasis, ...(isFirst && { name: one.label }) }]
    }),
  }))
}

/** Height of some groups in rows. */
const unitsOf = (groups: readonly Group[]): number => {
  const bars = groups.reduce((sum, group) => sum + group.bars.length, 0)
  return bars + (bars > groups.length ? GROUP_GAP * (groups.length - 1) : 0)
}

interface Plan {
  readonly sizePx: number
  readonly nameWidth: number
  /** Room for values beside the bars' ends, before and after them. */
  readonly before: number
  readonly after: number
  readonly at: (value: number) => number
}

const NAME_GAP_PX = 26
const VALUE_GAP_PX = 16

/** Shares of the width that names may take. */
const NAME_SHARES = [0.36, 0.43, 0.5] as const
/** Lower rows have names of one line. */
const TWO_LINES_PX = 66

/** What all lanes share: sizes, columns and the scale. */
function planOf(
  data: ChartData,
  groups: readonly Group[],
  context: SceneContext,
  { width, pitch }: { readonly width: number; readonly pitch: number },
): Plan {
  const wanted = Math.min(60 * context.frame.smallTextScale, Math.max(SMALLEST_PX, pitch * 0.38))
  const limits = { maxLines: pitch < TWO_LINES_PX ? 1 : 2, quiet: true }
  const fitNames = (share: number, sizePx: number) =>
    groups.map(({ label }) => context.fit(label, 'body', { ...limits, maxWidth: width * share, sizePx }))
  // Names take more of the width only where they would be shortened.
  const share = NAME_SHARES.find((one) => fitNames(one, SMALLEST_PX).every(({ shortened }) => !shortened)) ?? 0.5
  const names = (sizePx: number) => fitNames(share, sizePx)
  const sizePx = Math.max(
    SMALLEST_PX,
    Math.min(...names(wanted).map((block) => block.sizePx), ...linePitch(names(wanted), pitch)),
  )
  const nameWidth = Math.max(...names(sizePx).map((block) => block.width))
  const valueWidth = (value: number) => setValue(context, data.format(value), 'strong', sizePx).width + VALUE_GAP_PX
  const told = groups
    .flatMap((group) => group.bars)
    .map(({ point, name }) => {
      const own = name === undefined ? 0 : context.text.width(name, context.style.text.strong, sizePx) + VALUE_GAP_PX
      return { value: point.value, width: valueWidth(point.value) + Math.min(own, width * 0.3) }
    })
  const widest = (side: typeof told) => Math.max(0, ...side.map((one) => one.width))
  return {
    sizePx,
    nameWidth,
    before: widest(told.filter((one) => one.value < 0)),
    after: widest(told.filter((one) => one.value >= 0)),
    at: barScale(data.values).at,
  }
}

/** Names of two lines must leave some air in their rows. */
const linePitch = (blocks: readonly { lines: readonly unknown[] }[], pitch: number): number[] =>
  blocks.some((block) => block.lines.length > 1) ? [pitch * 0.42] : []

interface Lane extends Plan {
  readonly box: Box
  readonly pitch: number
}

function laneOf(groups: readonly Group[], data: ChartData, context: SceneContext, lane: Lane): SceneElement[] {
  const { box, pitch, nameWidth, before, after } = lane
  const x = box.x + nameWidth + NAME_GAP_PX + before
  const plot = { ...box, x, width: box.x + box.width - after - x }
  const zero = plot.x + lane.at(0) * plot.width
  let y = box.y
  const rows = groups.flatMap((group) => {
    const height = group.bars.length * pitch
    const place = { x: box.x, y, width: nameWidth, height }
    const bars = group.bars.map((one, order) => ({ one, row: { ...plot, y: place.y + order * pitch, height: pitch } }))
    y += height + (data.series.length > 1 ? pitch * GROUP_GAP : 0)
    return [
      nameElement(context, group, place, lane.sizePx),
      ...bars.flatMap(({ one, row }) => rowOf(context, one, data, row, lane)),
    ]
  })
  const axis = mirrored({ x: zero - 1, y: box.y, width: 2, height: bottom(box) - box.y }, context)
  return [...rows, bar(axis, { start: 0.2, from: 'top', fill: context.palette.ink })]
}

function nameElement(context: SceneContext, group: Group, place: Box, sizePx: number): SceneElement {
  const block = context.fit(group.label, 'body', {
    maxWidth: place.width + 1,
    maxHeight: Math.max(place.height, 24),
    maxLines: 2,
    sizePx,
  })
  const side: Side = context.rightToLeft ? 'left' : 'right'
  const start = Math.min(0.25 + (group.bars[0]?.point.index ?? 0) * 0.06, 1.2)
  return labelIn(context, block, mirrored(place, context), { start, side })
}

/** A bar with its value, which rides on the bar's end, and its series' name after it. */
function rowOf(context: SceneContext, one: Bar, data: ChartData, row: Box, lane: Lane): SceneElement[] {
  const { point, emphasis, name } = one
  const { palette } = context
  const [zero, end] = [0, point.value].map((value) => row.x + lane.at(value) * row.width) as [number, number]
  const thickness = Math.min(104 * context.frame.smallTextScale, row.height * (data.series.length > 1 ? 0.8 : 0.64))
  const y = row.y + (row.height - thickness) / 2
  const isNegative = point.value < 0
  const box = mirrored({ x: Math.min(zero, end), y, width: Math.abs(end - zero), height: thickness }, context)
  const set = setValue(context, data.format(point.value), 'strong', lane.sizePx)
  const beside = (x: number) => (isNegative ? x - VALUE_GAP_PX - set.width : x + VALUE_GAP_PX)
  const at = (x: number) => {
    const place = mirrored(
      { x: beside(x), y: row.y + (row.height - set.height) / 2, width: set.width, height: set.height },
      context,
    )
    return { x: place.x, y: place.y }
  }
  const isLeft = isNegative !== context.rightToLeft
  const colour = emphasis === 'accent' ? palette.accent : palette.ink
  const value = countedValue(context, set, {
    value: point.value,
    format: data.format,
    start: point.start,
    seconds: GROW_SECONDS,
    at: at(end),
    from: at(zero),
    side: isLeft ? 'right' : 'left',
    colour,
    ease: growth,
  })
  const bars = barElement(context, box, { start: point.start, from: isLeft ? 'right' : 'left', emphasis })
  return [
    bars,
    value,
    ...(name === undefined ? [] : [seriesName(context, name, one, { row, lane, set, x: beside(end) })]),
  ]
}

function seriesName(
  context: SceneContext,
  name: string,
  { point, emphasis }: Bar,
  {
    row,
    lane,
    set,
    x,
  }: { readonly row: Box; readonly lane: Lane; readonly set: { width: number }; readonly x: number },
): SceneElement {
  const isNegative = point.value < 0
  const room = isNegative ? lane.before : lane.after
  const maxWidth = Math.max(60, room - set.width - 2 * VALUE_GAP_PX)
  const block = context.fit(name, 'strong', { maxWidth: maxWidth + 1, maxLines: 1, sizePx: lane.sizePx })
  const left = isNegative ? x - VALUE_GAP_PX - maxWidth : x + set.width + VALUE_GAP_PX
  const place = mirrored({ x: left, y: row.y, width: maxWidth, height: row.height }, context)
  const side: Side = isNegative !== context.rightToLeft ? 'right' : 'left'
  return labelIn(context, block, place, {
    start: point.start + GROW_SECONDS * 0.6,
    side,
    colour: markColour(context, emphasis),
  })
}

/** Share of the spare height above rows that looks centred: a little less than below them. */
const OPTICAL_MIDDLE = 0.44
