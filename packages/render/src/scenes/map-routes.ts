import { Path2D } from '@napi-rs/canvas'
import { arriving, type SceneElement } from '../drawing/element.ts'
import type { Box } from '../drawing/geometry.ts'
import { drawnPath } from '../drawing/shape-elements.ts'
import type { PlannedMap } from './map-plan.ts'
import { namesOf, type MapVisual } from './map-schema.ts'
import type { SceneContext } from './scene-kind.ts'

/** A route on the frame: a curve with one control point. */
interface Arc {
  readonly from: Point
  readonly middle: Point
  readonly to: Point
  readonly start: number
}

interface Point {
  readonly x: number
  readonly y: number
}

/** A route as it is drawn, and small boxes along it that labels keep clear of. */
export interface Route {
  readonly elements: readonly SceneElement[]
  readonly obstacles: readonly Box[]
}

const ARC_SECONDS = 1.1
/** How far an arc rises, as a share of its length. */
const RISE = 0.2
/** Between an arc's ends and the places. */
const CLEAR_PX = 26

/** Arcs that draw from one place to the other, with an arrow's head where they arrive. */
export function mapRoutes({ routes }: MapVisual, map: PlannedMap, context: SceneContext): Route[] {
  const find = (name: string) => map.places.find(({ place }) => namesOf(place).includes(name))!
  return routes.flatMap((route, index) => {
    const arc = arcBetween(
      find(route.from),
      find(route.to),
      Math.max(0.4, context.at(`routes.${index}`, 2.4 + index * 2)),
    )
    return arc ? [{ elements: arcElements(arc, context), obstacles: alongArc(arc) }] : []
  })
}

/** Arcs bend upwards, whichever way they run; places that all but touch have none. */
function arcBetween(from: Point, to: Point, start: number): Arc | undefined {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  if (Math.hypot(dx, dy) < 3 * CLEAR_PX) return undefined
  const turn = dx >= 0 ? 1 : -1
  const middle = { x: (from.x + to.x) / 2 + dy * RISE * turn, y: (from.y + to.y) / 2 - Math.abs(dx) * RISE }
  return { from: towards(from, middle), middle, to: towards(to, middle), start }
}

function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  return { x: from.x + ((to.x - from.x) * CLEAR_PX) / length, y: from.y + ((to.y - from.y) * CLEAR_PX) / length }
}

function arcElements({ from, middle, to, start }: Arc, { palette, style }: SceneContext): SceneElement[] {
  const path = new Path2D()
  path.moveTo(from.x, from.y)
  path.quadraticCurveTo(middle.x, middle.y, to.x, to.y)
  const [xs, ys] = [
    [from.x, middle.x, to.x],
    [from.y, middle.y, to.y],
  ] as const
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  const box = { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
  const isDark = style.composition === 'columns' || style.composition === 'diagram'
  const colour = isDark || style.composition === 'archive' ? palette.ink : palette.accentSecond
  const width = { columns: 4, notebook: 6, diagram: 4, poster: 6, archive: 3 }[style.composition]
  return [
    drawnPath(path, { box, start, seconds: ARC_SECONDS, colour, width }),
    arrowHead(middle, to, colour, start + ARC_SECONDS - 0.15),
  ]
}

function arrowHead(from: Point, tip: Point, colour: string, start: number): SceneElement {
  const angle = Math.atan2(tip.y - from.y, tip.x - from.x)
  return arriving({
    box: { x: tip.x - 30, y: tip.y - 30, width: 60, height: 60 },
    start,
    seconds: 0.25,
    draw: (target, progress) => {
      target.translate(tip.x, tip.y)
      target.rotate(angle)
      target.globalAlpha *= progress
      target.fillStyle = colour
      target.beginPath()
      target.moveTo(9, 0)
      target.lineTo(-16, -12)
      target.lineTo(-16, 12)
      target.fill()
    },
  })
}

function alongArc({ from, middle, to }: Arc): Box[] {
  const steps = 28
  return Array.from({ length: steps + 1 }, (_, step) => {
    const t = step / steps
    const at = (a: number, b: number, c: number) => (1 - t) ** 2 * a + 2 * (1 - t) * t * b + t ** 2 * c
    return { x: at(from.x, middle.x, to.x) - 6, y: at(from.y, middle.y, to.y) - 6, width: 12, height: 12 }
  })
}
