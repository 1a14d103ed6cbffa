import { Path2D } from '@napi-rs/canvas'
import { easeInOut } from '../drawing/easing.ts'
import { arriving, type SceneElement } from '../drawing/element.ts'
import { bottom, inflate, right, type Box } from '../drawing/geometry.ts'
import { bar, fillDisc, fillPath, piece } from '../drawing/shape-elements.ts'
import { drawnPart } from '../drawing/strokes.ts'
import { withOpacity } from '../styles/colour.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import type { ChartPoint } from './chart-bars.ts'
import { lineScale, valueFormat } from './chart-scale.ts'
import { textInBox } from './parts.ts'
import type { SceneContext } from './scene-kind.ts'

/** A line drawn from left to right, over faint grid lines; its end and the highlighted points carry their values. */
export function lineChart(points: readonly ChartPoint[], context: SceneContext, room: Box): SceneElement[] {
  const values = points.map((point) => point.value)
  const scale = lineScale(values)
  const format = valueFormat(values, context.language)
  const gutter =
    Math.max(...scale.ticks.map((tick) => context.text.width(format(tick), context.style.text.body, 34))) + 26
  const plot = { x: room.x + gutter, y: room.y + 30, width: room.width - gutter - 190, height: room.height - 30 - 70 }
  const x = (index: number) => plot.x + (index / (points.length - 1)) * plot.width
  const y = (value: number) => bottom(plot) - scale.at(value) * plot.height
  const start = Math.min(...points.map((point) => point.start))
  const end = Math.max(...points.map((point) => point.start)) + 0.8
  const spots = points.map((point, index) => ({ x: x(index), y: y(point.value), point }))
  return [
    ...scale.ticks.flatMap((tick, index) => gridLine(context, room, plot, y(tick), format(tick), index * 0.08)),
    ...axisLabels(spots, context, plot),
    curve(spots, context, plot, start, end - start),
    ...spots.flatMap((spot, index) =>
      spot.point.highlight || index === spots.length - 1
        ? marked(spot, context, format(spot.point.value), index === spots.length - 1)
        : [],
    ),
  ]
}

interface Spot {
  readonly x: number
  readonly y: number
  readonly point: ChartPoint
}

function gridLine(context: SceneContext, room: Box, plot: Box, y: number, text: string, delay: number): SceneElement[] {
  const { palette } = context
  const label = { x: room.x, y: y - 20, width: plot.x - room.x - 22, height: 40 }
  return [
    bar(
      { x: plot.x, y: y - 0.75, width: right(room) - plot.x, height: 1.5 },
      { start: 0.2 + delay, fill: palette.line },
    ),
    textInBox(context, text, label, {
      start: 0.25 + delay,
      role: 'body',
      sizePx: SMALLEST_PX + 6,
      align: 'right',
      maxLines: 1,
      colour: palette.mutedInk,
    }),
  ]
}

/** Names under the axis, as many as have room. */
function axisLabels(spots: readonly Spot[], context: SceneContext, plot: Box): SceneElement[] {
  const sizePx = 34
  const widths = spots.map((spot) => context.text.width(spot.point.label, context.style.text.body, sizePx))
  const widest = Math.min(Math.max(...widths), plot.width / 4)
  const every = Math.max(1, Math.ceil((widest + 30) / (plot.width / Math.max(1, spots.length - 1))))
  return spots.flatMap((spot, index) => {
    if ((spots.length - 1 - index) % every !== 0) return []
    const x = Math.min(Math.max(spot.x - widest / 2 - 4, context.frame.safe.x), right(context.frame.safe) - widest - 8)
    const box = { x, y: bottom(plot) + 26, width: widest + 8, height: 42 }
    const options = { start: 0.3 + index * 0.03, role: 'body', sizePx, maxLines: 1 } as const
    return [
      textInBox(context, spot.point.label, box, { ...options, align: 'center', colour: context.palette.mutedInk }),
    ]
  })
}

/** The line with a soft plane of its colour below it, both up to where it has been drawn. */
function curve(spots: readonly Spot[], context: SceneContext, plot: Box, start: number, seconds: number): SceneElement {
  const { palette, style } = context
  const line = new Path2D()
  spots.forEach((spot, index) => (index === 0 ? line.moveTo(spot.x, spot.y) : line.lineTo(spot.x, spot.y)))
  const plane = new Path2D(line)
  plane.lineTo(right(plot), bottom(plot))
  plane.lineTo(plot.x, bottom(plot))
  plane.closePath()
  const isBold = style.composition === 'poster' || style.composition === 'notebook'
  return arriving({
    box: inflate(plot, 12),
    start,
    seconds,
    draw: (context2d, progress) => {
      const eased = easeInOut(progress)
      context2d.save()
      context2d.beginPath()
      context2d.rect(plot.x, plot.y - 12, plot.width * eased, plot.height + 24)
      context2d.clip()
      const fade = context2d.createLinearGradient(0, plot.y, 0, bottom(plot))
      fade.addColorStop(0, withOpacity(palette.accent, style.composition === 'columns' ? 0.1 : 0.22))
      fade.addColorStop(1, withOpacity(palette.accent, 0))
      fillPath(context2d, plane, fade)
      context2d.restore()
      context2d.strokeStyle = palette.accent
      context2d.lineWidth = isBold ? 12 : style.composition === 'archive' ? 4 : 8
      context2d.lineJoin = 'round'
      context2d.lineCap = isBold ? 'round' : 'butt'
      context2d.stroke(drawnPart(line, eased))
    },
  })
}

/** A point with its value; the last one stands beside the line, others above it. */
function marked(spot: Spot, context: SceneContext, text: string, isLast: boolean): SceneElement[] {
  const { palette, style } = context
  const dot = { x: spot.x - 13, y: spot.y - 13, width: 26, height: 26 }
  const box = isLast
    ? { x: spot.x + 26, y: spot.y - 32, width: 164, height: 72 }
    : { x: spot.x - 90, y: spot.y - 86, width: 180, height: 56 }
  const start = spot.point.start + 0.7
  return [
    piece(dot, {
      style,
      start: start - 0.2,
      seconds: 0.4,
      draw: (target) => {
        fillDisc(target, spot.x, spot.y, 13, palette.background)
        fillDisc(target, spot.x, spot.y, 9, palette.accent)
      },
    }),
    textInBox(context, text, box, {
      start,
      role: 'figure',
      sizePx: 68,
      align: isLast ? 'left' : 'center',
      maxLines: 1,
      colour: palette.accent,
    }),
  ]
}
