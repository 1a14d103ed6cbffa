import { Path2D } from '@napi-rs/canvas'
import type { SceneElement } from '../drawing/element.ts'
import { bottom, right, type Box } from '../drawing/geometry.ts'
import { drawnPath } from '../drawing/shape-elements.ts'
import type { Arrangement } from '../layout/arrange.ts'
import { arrow, head } from './arrow.ts'
import type { Step, StepKey } from './process-steps.ts'
import type { SceneContext } from './scene-kind.ts'

export type CycleKey = StepKey | `cell.${number}` | 'ring'
type CyclePlan = Pick<Arrangement<CycleKey>, 'box'>

/** Half the ellipse's width as a share of the content's, and half its height as a share of half the ring's box. */
export const RADIUS = { x: 0.19, y: 0.96 } as const

/** When the arrow that leaves a step is drawn. */
const leaves = (steps: readonly Step[], index: number): number =>
  index === steps.length - 1 ? steps[index]!.start + 0.7 : steps[index + 1]!.start - 0.3

/** Arrows around two columns: straight along rows and columns, around a corner to the sign between them. */
export function turns(plan: CyclePlan, steps: readonly Step[], context: SceneContext): SceneElement[] {
  return steps.flatMap((_, place) => {
    const to = (place + 1) % steps.length
    const from = { seat: plan.box(`seat.${place}`), cell: plan.box(`cell.${place}`) }
    const target = { seat: plan.box(`seat.${to}`), cell: plan.box(`cell.${to}`) }
    // There and back, two arrows lie beside each other.
    const shift = steps.length === 2 ? (place === 0 ? -26 : 26) : 0
    return arrow(context, wayBetween(from, target, shift), leaves(steps, place))
  })
}

interface Cell {
  readonly seat: Box
  /** The sign with its texts below it. */
  readonly cell: Box
}

function wayBetween(from: Cell, to: Cell, shift: number): { readonly x: number; readonly y: number }[] {
  const [a, b] = [middle(from.seat), middle(to.seat)]
  if (Math.abs(a.y - b.y) <= 1) {
    return [
      { x: b.x > a.x ? right(from.seat) : from.seat.x, y: a.y + shift },
      { x: b.x > a.x ? to.seat.x : right(to.seat), y: a.y + shift },
    ]
  }
  const isDown = b.y > a.y
  const leaving = isDown ? bottom(from.cell) : from.seat.y
  const entering = isDown ? to.seat.y : bottom(to.cell)
  if (Math.abs(a.x - b.x) <= 1) {
    return [
      { x: a.x - shift, y: leaving },
      { x: b.x - shift, y: entering },
    ]
  }
  // The sign between the columns is left and entered at its sides.
  return isDown
    ? [
        { x: a.x, y: leaving },
        { x: a.x, y: b.y },
        { x: a.x > b.x ? right(to.seat) : to.seat.x, y: b.y },
      ]
    : [
        { x: b.x > a.x ? right(from.seat) : from.seat.x, y: a.y },
        { x: b.x, y: a.y },
        { x: b.x, y: entering },
      ]
}

const middle = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 })

/** Arcs of the ellipse from sign to sign, in reading direction, each with an arrowhead at its end. */
export function arcs(plan: CyclePlan, steps: readonly Step[], context: SceneContext): SceneElement[] {
  const area = plan.box('ring')
  const ring = {
    ...middle(area),
    rx: context.frame.content.width * RADIUS.x,
    ry: (area.height / 2) * RADIUS.y,
    turn: context.rightToLeft ? -1 : 1,
  } as const
  const places = steps.map((_, index) => middle(plan.box(`seat.${index}`)))
  const sidePx = plan.box('seat.0').width
  return steps.map((_, index) => {
    const [from, to] = [places[index]!, places[(index + 1) % places.length]!]
    const apart = Math.hypot(to.x - from.x, to.y - from.y)
    // Where signs are close, a short arrow is left between them.
    const clearance = Math.min(sidePx * 0.78, apart / 2 - SHORTEST_PX / 2)
    return arc(context, ring, [angleOf(ring, from), angleOf(ring, to)], { clearance, start: leaves(steps, index) })
  })
}

const SHORTEST_PX = 30

const angleOf = (ring: Ring, { x, y }: { readonly x: number; readonly y: number }): number =>
  Math.atan2((y - ring.y) / ring.ry, (x - ring.x) / ring.rx)

interface Ring {
  readonly x: number
  readonly y: number
  readonly rx: number
  readonly ry: number
  /** 1: clockwise. */
  readonly turn: 1 | -1
}

function arc(
  context: SceneContext,
  ring: Ring,
  [from, to]: readonly [number, number],
  options: { readonly clearance: number; readonly start: number },
): SceneElement {
  const { palette, style } = context
  const { x, y, rx, ry, turn } = ring
  const path = new Path2D()
  const end = clearOf(ring, to, -turn, options.clearance)
  path.ellipse(x, y, rx, ry, 0, clearOf(ring, from, turn, options.clearance), end, turn < 0)
  const point = (angle: number) => ({ x: x + Math.cos(angle) * rx, y: y + Math.sin(angle) * ry })
  head(path, point(end - 0.05 * turn), point(end), 20)
  const width = style.composition === 'notebook' || style.composition === 'poster' ? 7 : 3
  const area = { x: x - rx - 24, y: y - ry - 24, width: 2 * rx + 48, height: 2 * ry + 48 }
  return drawnPath(path, { box: area, start: options.start, seconds: 0.6, colour: palette.accent, width })
}

/** The first angle after (or before) another at which the ellipse has come a distance away from it. */
function clearOf(ring: Ring, from: number, direction: number, distance: number): number {
  const away = (angle: number) =>
    Math.hypot((Math.cos(angle) - Math.cos(from)) * ring.rx, (Math.sin(angle) - Math.sin(from)) * ring.ry)
  let angle = from
  while (away(angle) < distance && Math.abs(angle - from) < Math.PI / 2) angle += direction * 0.01
  return angle
}
