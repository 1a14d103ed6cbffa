import { Path2D } from '@napi-rs/canvas'
import type { SceneElement } from '../drawing/element.ts'
import { inflate } from '../drawing/geometry.ts'
import { drawnPath } from '../drawing/shape-elements.ts'
import type { SceneContext } from './scene-kind.ts'

interface Point {
  readonly x: number
  readonly y: number
}

/**
 * An arrow along straight lines, rounded where they meet, that keeps clear of what it joins; none where there is no room
 * for one.
 */
export function arrow(context: SceneContext, points: readonly Point[], start: number): SceneElement[] {
  const clear = Math.min(CLEARANCE_PX, (distance(points[0]!, points[1]!) - LEAST_PX) / 2)
  const [first, last] = [toward(points[0]!, points[1]!, clear), toward(points.at(-1)!, points.at(-2)!, clear)]
  const corners = points.slice(1, -1)
  const before = corners.at(-1) ?? first
  const length = [first, ...corners, last].reduce(
    (sum, point, index, all) => sum + (index === 0 ? 0 : distance(all[index - 1]!, point)),
    0,
  )
  if (clear < LEAST_CLEARANCE_PX) return []
  const path = new Path2D()
  path.moveTo(first.x, first.y)
  corners.forEach((corner, index) => {
    const next = corners[index + 1] ?? last
    path.arcTo(corner.x, corner.y, next.x, next.y, Math.min(CORNER_PX, distance(corner, next) * 0.9))
  })
  path.lineTo(last.x, last.y)
  head(path, before, last, Math.min(18, length * 0.4))
  const box = corners.reduce<Point[]>((all, corner) => [...all, corner], [first, last])
  const [left, top] = [Math.min(...box.map(({ x }) => x)), Math.min(...box.map(({ y }) => y))]
  const area = {
    x: left,
    y: top,
    width: Math.max(...box.map(({ x }) => x)) - left,
    height: Math.max(...box.map(({ y }) => y)) - top,
  }
  const { palette, style } = context
  const width = style.composition === 'notebook' || style.composition === 'poster' ? 8 : 4
  return [drawnPath(path, { box: inflate(area, 20), start, seconds: 0.4, colour: palette.accent, width })]
}

/** Between an arrow and what it joins, where there is room. */
const CLEARANCE_PX = 24
const LEAST_CLEARANCE_PX = 6
const LEAST_PX = 18
const CORNER_PX = 48

/** Adds an arrowhead to a path, at the end of a line. */
export function head(path: Path2D, from: Point, tip: Point, sizePx: number): void {
  const heading = Math.atan2(tip.y - from.y, tip.x - from.x)
  for (const turn of [-0.7, 0.7]) {
    path.moveTo(tip.x, tip.y)
    path.lineTo(tip.x - Math.cos(heading + turn) * sizePx, tip.y - Math.sin(heading + turn) * sizePx)
  }
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)

function toward(from: Point, to: Point, by: number): Point {
  const share = by / Math.max(1, distance(from, to))
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}
