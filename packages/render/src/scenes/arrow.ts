import { Path2D } from '@napi-rs/canvas'
import type { SceneElement } from '../drawing/element.ts'
import { inflate, type Box } from '../drawing/geometry.ts'
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
  if (clear < LEAST_CLEARANCE_PX) return []
  const first = toward(points[0]!, points[1]!, clear)
  const last = toward(points.at(-1)!, points.at(-2)!, clear)
  const corners = points.slice(1, -1)
  const path = new Path2D()
  path.moveTo(first.x, first.y)
  corners.forEach((corner, index) => {
    const next = corners[index + 1] ?? last
    path.arcTo(corner.x, corner.y, next.x, next.y, Math.min(CORNER_PX, distance(corner, next) * 0.9))
  })
  path.lineTo(last.x, last.y)
  const before = corners.at(-1) ?? first
  head(path, before, last, Math.min(18, distance(before, last) * 0.4))
  const { palette, style } = context
  const width = style.composition === 'notebook' || style.composition === 'poster' ? 8 : 4
  const box = inflate(around([first, ...corners, last]), 20)
  return [drawnPath(path, { box, start, seconds: 0.4, colour: palette.accent, width })]
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

function around(points: readonly Point[]): Box {
  const [left, top] = [Math.min(...points.map(({ x }) => x)), Math.min(...points.map(({ y }) => y))]
  return {
    x: left,
    y: top,
    width: Math.max(...points.map(({ x }) => x)) - left,
    height: Math.max(...points.map(({ y }) => y)) - top,
  }
}
