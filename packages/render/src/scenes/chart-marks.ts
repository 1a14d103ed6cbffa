import { Path2D } from '@napi-rs/canvas'
import type { SceneElement } from '../drawing/element.ts'
import { bottom, contains, inflate, intersects, type Box } from '../drawing/geometry.ts'
import { drawnPath, fillDisc, piece } from '../drawing/shape-elements.ts'
import { mix } from '../styles/colour.ts'
import { arrivalAt, heightAt, type Curve, type Spot } from './chart-curve.ts'
import type { ChartData } from './chart-data.ts'
import { markColour } from './chart-looks.ts'
import { countedValue, labelIn, setValue } from './chart-text.ts'
import { mirrored } from './composition.ts'
import { evenly } from './chart-spread.ts'
import type { SceneContext } from './scene-kind.ts'

/** Between a line's end and what stands beside it. */
const END_GAP_PX = 30
const NAME_PX = 34
const FIGURE_PX = 64
const VALUE_PX = 40

/** Width to keep free beside the plot for names and values of the lines' ends. */
export function endWidth(data: ChartData, context: SceneContext, room: Box): number {
  const ends = data.series.map((series) => endOf(context, data, series, room))
  return Math.max(...ends.map((end) => end.width)) + END_GAP_PX
}

/** How many names have room over their values; of more, each stands after its value. */
const MOST_STACKED = 3
const BETWEEN_PX = 14
/** Of the room's width, for the figure at the end of a line that is the only one. */
const MOST_FIGURE_SHARE = 0.25
/** A line's name and value are larger only where it has this much of the height. */
const LEAST_SHARE_PX = 110
/** Between the names of two lines. */
const APART_PX = 26

/** A line's name and its last value, and where the two stand in their box, measured from the plot. */
function endOf(
  context: SceneContext,
  { format, series }: ChartData,
  { label, points }: ChartData['series'][number],
  room: Box,
) {
  const isOnly = label === undefined
  const scale = Math.max(1, Math.min(context.frame.smallTextScale, room.height / series.length / LEAST_SHARE_PX))
  const text = format(points.at(-1)!.value)
  const set = isOnly ? lastFigure(context, text, room) : setValue(context, text, 'strong', VALUE_PX * scale)
  const none = { x: 0, y: 0 }
  if (isOnly) return { set, width: set.width, height: set.height, nameAt: none, valueAt: none }
  const isInline = series.length > MOST_STACKED
  const share = room.height / series.length - APART_PX
  const maxHeight = isInline ? share : share - BETWEEN_PX - set.height
  const limits = { maxWidth: room.width * 0.26, maxHeight, maxLines: isInline ? 1 : 2, sizePx: NAME_PX * scale }
  const name = context.fit(label, isInline ? 'body' : 'strong', limits)
  if (isInline) {
    const height = Math.max(set.height, name.height)
    const nameAt = { x: set.width + BETWEEN_PX, y: (height - name.height) / 2 }
    const valueAt = { x: 0, y: (height - set.height) / 2 }
    return { set, name, width: nameAt.x + name.width, height, nameAt, valueAt }
  }
  const height = name.height + BETWEEN_PX + set.height
  const valueAt = { x: 0, y: name.height + BETWEEN_PX }
  return { set, name, width: Math.max(set.width, name.width), height, nameAt: none, valueAt }
}

/** The last value of a line that is the only one: large, within a share of the width. */
function lastFigure(context: SceneContext, text: string, room: Box) {
  const wanted = setValue(context, text, 'figure', FIGURE_PX * context.frame.smallTextScale)
  const share = (room.width * MOST_FIGURE_SHARE) / wanted.width
  return share >= 1 ? wanted : setValue(context, text, 'figure', Math.max(FIGURE_PX * 0.7, wanted.sizePx * share))
}

interface Place {
  readonly plot: Box
  readonly room: Box
}

/** Name and value beside each line's end; where ends lie close they are moved apart, with a thin line to their own. */
export function endLabels(
  curves: readonly Curve[],
  data: ChartData,
  context: SceneContext,
  { plot, room, stacked }: Place & { readonly stacked: boolean },
): SceneElement[] {
  const ends = data.series.map((series) => endOf(context, data, series, room))
  const goals = curves.map(({ spots }) => {
    const { y, base } = spots.at(-1)!
    return stacked ? (y + base) / 2 : y
  })
  const middles = evenly(
    goals,
    ends.map((end) => end.height + APART_PX),
    { from: room.y, to: bottom(plot) + 8 },
  )
  return curves.flatMap(({ spots, emphasis }, order) => {
    const end = ends[order]!
    const spot = spots.at(-1)!
    const colour = markColour(context, emphasis)
    const x = plot.x + plot.width + END_GAP_PX
    const top = middles[order]! - end.height / 2
    const start = arrivalAt(spots, spots.length - 1) - 0.1
    const within = (at: { x: number; y: number }, size: { width: number; height: number }) =>
      mirrored({ x: x + at.x, y: top + at.y, width: size.width, height: size.height }, context)
    const value = within(end.valueAt, end.set)
    const side = context.rightToLeft ? 'right' : 'left'
    const isApart = Math.abs(middles[order]! - goals[order]!) > 14 || spot.point.index < data.categories.length - 1
    const edge = context.rightToLeft ? context.frame.width - x : x
    return [
      ...(stacked ? [] : [dot(context, spot, colour, start)]),
      ...(isApart ? [tie(context, { x: spot.x, y: goals[order]! }, { x: edge, y: middles[order]! }, start)] : []),
      ...(end.name
        ? [labelIn(context, end.name, within(end.nameAt, end.name), { start, side, colour, upright: 'top' })]
        : []),
      countedValue(context, end.set, {
        value: spot.point.value,
        format: data.format,
        start,
        seconds: 0.7,
        at: { x: value.x, y: value.y },
        side,
        colour: end.name && emphasis !== 'accent' ? context.palette.ink : colour,
      }),
    ]
  })
}

function dot(context: SceneContext, { x, y }: Pick<Spot, 'x' | 'y'>, colour: string, start: number): SceneElement {
  const { palette, style } = context
  const box = { x: x - 13, y: y - 13, width: 26, height: 26 }
  const draw = (target: Parameters<SceneElement['draw']>[0]) => {
    fillDisc(target, x, y, 13, palette.background)
    fillDisc(target, x, y, 9, colour)
  }
  return piece(box, { style, start, seconds: 0.4, draw })
}

function tie(
  context: SceneContext,
  from: { x: number; y: number },
  to: { x: number; y: number },
  start: number,
): SceneElement {
  const away = context.rightToLeft ? -1 : 1
  const path = new Path2D()
  path.moveTo(from.x + 14 * away, from.y)
  path.lineTo(to.x - 8 * away, to.y)
  const box = {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    width: Math.abs(from.x - to.x),
    height: Math.abs(from.y - to.y),
  }
  return drawnPath(path, { box, start, seconds: 0.3, colour: context.palette.mutedInk, width: 1.5, cap: 'butt' })
}

/** The values of points that stand out, above or below the line where they cover neither it nor each other. */
export function pointValues(
  curves: readonly Curve[],
  data: ChartData,
  context: SceneContext,
  { plot, room }: Place,
): SceneElement[] {
  const { palette } = context
  const taken: Box[] = []
  return curves.flatMap(({ spots, emphasis }) => {
    const colour = markColour(context, emphasis)
    return spots.flatMap((spot, index) => {
      if (!spot.point.highlight || index === spots.length - 1) return []
      const start = arrivalAt(spots, index) - 0.1
      const set = setValue(context, data.format(spot.point.value), 'figure', 52 * context.frame.smallTextScale)
      const at = freePlace(spots, spot, set, { plot: { ...plot, y: room.y, height: bottom(plot) - room.y }, taken })
      const mark = dot(context, spot, colour, start)
      if (!at) return [mark]
      taken.push(inflate(at, 14))
      // What stands over an area has its tint behind it.
      const behind = mix(palette.background, palette.accent, at.y > spot.y ? 0.25 : 0)
      const options = {
        value: spot.point.value,
        format: data.format,
        start,
        seconds: 0.7,
        at,
        side: 'center',
        colour,
        behind,
      } as const
      return [mark, countedValue(context, set, options)]
    })
  })
}

function freePlace(
  spots: readonly Spot[],
  spot: Spot,
  { width, height }: { readonly width: number; readonly height: number },
  { plot, taken }: { readonly plot: Box; readonly taken: readonly Box[] },
): Box | undefined {
  const x = Math.max(plot.x, Math.min(plot.x + plot.width - width, spot.x - width / 2))
  const places = [-1, -1.8, 1, 1.8, -2.8]
    .map((step) => ({ x, y: spot.y + step * 30 - (step < 0 ? height : 0), width, height }))
    .filter((box) => contains(plot, box) && !taken.some((other) => intersects(other, box)))
  return places.find((box) => !crosses(spots, box)) ?? places[0]
}

/** Whether the line runs through a box. */
function crosses(spots: readonly Spot[], box: Box): boolean {
  const grown = inflate(box, 8)
  const [from, to] = [spots[0]!.x, spots.at(-1)!.x].toSorted((a, b) => a - b) as [number, number]
  return Array.from({ length: 13 }, (_, step) => grown.x + (grown.width * step) / 12)
    .filter((x) => x >= from && x <= to)
    .some((x) => {
      const y = heightAt(spots, x)
      return y > grown.y && y < bottom(grown)
    })
}
