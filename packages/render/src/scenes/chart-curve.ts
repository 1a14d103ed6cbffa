import { Path2D } from '@napi-rs/canvas'
import { area, curveLinear, curveMonotoneX, line } from 'd3-shape'
import { clamp01, easeInOut } from '../drawing/easing.ts'
import { isolated, type SceneElement } from '../drawing/element.ts'
import { bottom, inflate, type Box } from '../drawing/geometry.ts'
import { fillDisc, fillPath } from '../drawing/shape-elements.ts'
import { withOpacity } from '../styles/colour.ts'
import type { ChartPoint } from './chart-data.ts'
import { markColour, type Emphasis } from './chart-looks.ts'
import type { SceneContext } from './scene-kind.ts'

/** A point on the frame, and the place below it where its area begins. */
export interface Spot {
  readonly x: number
  readonly y: number
  readonly base: number
  readonly point: ChartPoint
}

/** A line of the chart: where it runs, and what it stands on where areas are stacked. */
export interface Curve {
  readonly label?: string
  readonly emphasis: Emphasis
  readonly spots: readonly Spot[]
}

/** Nothing takes longer than this to be drawn to the next point. */
const SEGMENT_SECONDS = 0.9
/** How far a dot or a line's cap reaches. */
const REACH_PX = 16

/** Widths of a main line, by composition. */
const WIDTHS = { columns: 6, notebook: 10, diagram: 5, poster: 12, archive: 4 } as const

/** When the line has come to a point. */
export function arrivalAt(spots: readonly Spot[], index: number): number {
  const { start } = spots[index]!.point
  return index === 0 ? start : start + segmentSeconds(spots, index)
}

function segmentSeconds(spots: readonly Spot[], index: number): number {
  const next = spots[index + 1]?.point.start ?? Infinity
  return Math.max(0.05, Math.min(SEGMENT_SECONDS, next - spots[index]!.point.start))
}

/** A line and the area below it, drawn from point to point as each is spoken of. */
export function drawnCurve(
  curve: Curve,
  context: SceneContext,
  options: { readonly type: 'line' | 'area'; readonly stacked: boolean; readonly plot: Box },
): SceneElement {
  const { spots } = curve
  const { plot } = options
  const ys = spots.flatMap((spot) => [spot.y, spot.base])
  const top = Math.min(...ys) - REACH_PX
  const box = inflate(
    { x: Math.min(...spots.map(({ x }) => x)), y: top, width: span(spots), height: Math.max(...ys) + REACH_PX - top },
    REACH_PX,
    2,
  )
  const tipAt = (seconds: number) => tip(spots, seconds)
  const paint = painter(curve, context, options)
  return {
    box,
    state: (seconds) => (seconds < spots[0]!.point.start ? -1 : tipAt(seconds)),
    changed: (before, now) => {
      const [a, b] = [tipAt(before), tipAt(now)]
      return { ...box, x: Math.min(a, b) - 2 * REACH_PX, width: Math.abs(a - b) + 4 * REACH_PX }
    },
    draw: (target, seconds) => {
      if (seconds < spots[0]!.point.start) return
      const x = tipAt(seconds)
      const [from, to] = context.rightToLeft ? [x, box.x + box.width] : [box.x, x]
      const isComplete = x === spots.at(-1)!.x
      isolated(target, () => {
        target.beginPath()
        target.rect(
          from - (isComplete ? REACH_PX : 0),
          box.y,
          to - from + (isComplete ? 2 * REACH_PX : 0),
          Math.max(box.height, bottom(plot) - box.y),
        )
        target.clip()
        paint(target)
      })
      if (!isComplete)
        fillDisc(target, x, heightAt(spots, x), WIDTHS[context.style.composition] * 1.3, lineColour(curve, context))
    },
  }
}

const span = (spots: readonly Spot[]): number => Math.abs(spots.at(-1)!.x - spots[0]!.x)

/** How far the line has come, in half design pixels across the frame. */
function tip(spots: readonly Spot[], seconds: number): number {
  const index = spots.findIndex((_, at) => seconds < arrivalAt(spots, at))
  if (index === -1) return spots.at(-1)!.x
  if (index === 0) return spots[0]!.x
  const [before, spot] = [spots[index - 1]!, spots[index]!]
  const length = segmentSeconds(spots, index)
  const share = clamp01((seconds - spot.point.start) / length)
  const eased = length > 0.5 ? easeInOut(share) : share
  return Math.round((before.x + (spot.x - before.x) * eased) * 2) / 2
}

/** The line's height at a place across the frame, as if it were straight between its points. */
export function heightAt(spots: readonly Spot[], x: number): number {
  const index = Math.max(
    1,
    spots.findIndex((spot, at) => at > 0 && (spot.x - x) * (x - spots[at - 1]!.x) >= 0),
  )
  const [a, b] = [spots[index - 1]!, spots[index] ?? spots[index - 1]!]
  return a.y + (b.y - a.y) * (b.x === a.x ? 0 : (x - a.x) / (b.x - a.x))
}

const lineColour = (curve: Curve, context: SceneContext): string => markColour(context, curve.emphasis)

type Paint = (target: Parameters<SceneElement['draw']>[0]) => void

function painter(
  curve: Curve,
  context: SceneContext,
  { type, stacked, plot }: { readonly type: 'line' | 'area'; readonly stacked: boolean; readonly plot: Box },
): Paint {
  const { composition } = context.style
  const { spots, emphasis } = curve
  const bend = composition === 'notebook' ? curveMonotoneX : curveLinear
  const [stroke, plane] = [new Path2D(), new Path2D()]
  const xOf = (spot: Spot) => spot.x
  line<Spot>(xOf, (spot) => spot.y)
    .curve(bend)
    .context(stroke as never)([...spots])
  area<Spot>(
    xOf,
    (spot) => spot.base,
    (spot) => spot.y,
  )
    .curve(bend)
    .context(plane as never)([...spots])
  const colour = lineColour(curve, context)
  const isMain = emphasis === 'accent'
  const width = WIDTHS[composition] * (isMain ? 1 : 0.7)
  const opacity = type === 'line' ? (isMain ? 0.14 : 0) : stacked ? (isMain ? 0.85 : 0.5) : 0.34
  return (target) => {
    const fade = target.createLinearGradient(0, plot.y, 0, bottom(plot))
    fade.addColorStop(0, withOpacity(colour, opacity))
    fade.addColorStop(1, withOpacity(colour, stacked ? opacity : type === 'area' ? opacity * 0.45 : 0))
    if (opacity > 0) fillPath(target, plane, fade)
    target.strokeStyle = isMain && composition === 'poster' ? hotLine(target, context, plot) : colour
    target.lineWidth = stacked ? Math.max(2.5, width * 0.4) : width
    target.lineJoin = 'round'
    target.lineCap = composition === 'columns' || composition === 'diagram' ? 'butt' : 'round'
    target.stroke(stroke)
    if (composition === 'diagram' && type === 'line' && spots.length <= 12) {
      for (const spot of spots) ring(target, spot, context.palette.background, colour)
    }
  }
}

function hotLine(target: Parameters<Paint>[0], { palette, rightToLeft }: SceneContext, plot: Box) {
  const hot = target.createLinearGradient(plot.x, 0, plot.x + plot.width, 0)
  hot.addColorStop(rightToLeft ? 1 : 0, palette.accent)
  hot.addColorStop(rightToLeft ? 0 : 1, palette.accentSecond)
  return hot
}

function ring(target: Parameters<Paint>[0], { x, y }: Spot, behind: string, colour: string): void {
  fillDisc(target, x, y, 9, colour)
  fillDisc(target, x, y, 5, behind)
}
