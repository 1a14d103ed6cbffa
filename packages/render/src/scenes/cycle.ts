import type { ProcessVisual } from '@mavs/core'
import { Path2D } from '@napi-rs/canvas'
import type { z } from 'zod'
import { awaited, type SceneElement } from '../drawing/element.ts'
import type { Box } from '../drawing/geometry.ts'
import { drawnPath } from '../drawing/shape-elements.ts'
import { node } from './node.ts'
import { evenSize, textInBox } from './parts.ts'
import type { SceneContext } from './scene-kind.ts'

type Step = z.output<typeof ProcessVisual>['steps'][number] & { readonly start: number }

/** Steps around an ellipse, clockwise from the top, each joined to the next by an arc with an arrowhead. */
export function cycleScene(steps: readonly Step[], context: SceneContext, body: Box): SceneElement[] {
  const side = Math.min(176, body.height * 0.29)
  const offset = steps.length === 2 ? Math.PI : -Math.PI / 2
  const angleOf = (index: number) => offset + (index / steps.length) * Math.PI * 2
  const lowest = Math.max(...steps.map((_, index) => Math.sin(angleOf(index))))
  const ring = ringOf(body, side, { isWide: context.frame.isWide, lowest })
  const outer = { width: body.width / 2 - ring.rx - side / 2 - LABEL_GAP_PX, height: side }
  const names = steps.map((step) => step.label)
  const nameSize = evenSize(context, names, outer, { sizePx: 60, maxLines: 2 })
  return steps.flatMap((step, index) => {
    const angle = angleOf(index)
    const [x, y] = [ring.x + Math.cos(angle) * ring.rx, ring.y + Math.sin(angle) * ring.ry]
    const seat = { x: x - side / 2, y: y - side / 2, width: side, height: side }
    const next = steps[(index + 1) % steps.length]!
    const arcStart = index === steps.length - 1 ? step.start + 0.7 : next.start - 0.3
    return [
      arc(context, ring, angle, angleOf(index + 1), side, arcStart),
      ...node(context, seat, { icon: step.icon, number: index + 1, start: step.start, index }).flatMap((part) =>
        awaited(part, { from: 0.3 + index * 0.1, until: step.start }),
      ),
      ...labels(step, context, body, ring, { seat, angle, sizePx: nameSize }),
    ]
  })
}

interface Ring {
  readonly x: number
  readonly y: number
  readonly rx: number
  readonly ry: number
  /** Without a sign at its foot, so that there is room inside. */
  readonly isOpen: boolean
}

/** As large as the body allows; `lowest` is the sine of the lowest sign's angle, so that three steps fill it as well. */
function ringOf(body: Box, side: number, shape: { readonly isWide: boolean; readonly lowest: number }): Ring {
  const { isWide, lowest } = shape
  // In a narrow frame labels stand below their signs.
  const room = body.height - side - (isWide ? 0 : 110) - 8
  // The lowest arc passes below the lowest signs when these stand beside the foot of the ring.
  const arcRoom = body.height - side / 2 - (isWide ? 30 : 140)
  const ry = Math.min(room / (1 + Math.max(0.4, lowest)), arcRoom / 2, body.width * 0.6)
  const rx = isWide ? Math.min(ry * 2, body.width * 0.27) : Math.min(ry, body.width * 0.33)
  return { x: body.x + body.width / 2, y: body.y + side / 2 + ry, rx, ry: Math.min(ry, rx * 1.5), isOpen: lowest < 0.9 }
}

/** The part of the ellipse between two signs, with an arrowhead at its end. */
function arc(context: SceneContext, ring: Ring, from: number, to: number, side: number, start: number): SceneElement {
  const { palette, style } = context
  const path = new Path2D()
  const point = (angle: number) => [ring.x + Math.cos(angle) * ring.rx, ring.y + Math.sin(angle) * ring.ry] as const
  const end = clearOf(ring, to, -1, side * 0.78)
  path.ellipse(ring.x, ring.y, ring.rx, ring.ry, 0, clearOf(ring, from, 1, side * 0.78), end)
  const [tipX, tipY] = point(end)
  const [backX, backY] = point(end - 0.05)
  const heading = Math.atan2(tipY - backY, tipX - backX)
  for (const turn of [-1, 1]) {
    path.moveTo(tipX, tipY)
    path.lineTo(tipX - Math.cos(heading + turn * 0.6) * 20, tipY - Math.sin(heading + turn * 0.6) * 20)
  }
  const width = style.composition === 'notebook' || style.composition === 'poster' ? 7 : 3
  const box = { x: ring.x - ring.rx - 24, y: ring.y - ring.ry - 24, width: 2 * ring.rx + 48, height: 2 * ring.ry + 48 }
  return drawnPath(path, { box, start, seconds: 0.6, colour: palette.accent, width })
}

/** The first angle after (or before) another at which the ellipse has come a distance away from it. */
function clearOf(ring: Ring, from: number, direction: 1 | -1, distance: number): number {
  const away = (angle: number) =>
    Math.hypot((Math.cos(angle) - Math.cos(from)) * ring.rx, (Math.sin(angle) - Math.sin(from)) * ring.ry)
  let angle = from
  while (away(angle) < distance && Math.abs(angle - from) < Math.PI / 2) angle += direction * 0.01
  return angle
}

/** Between a sign, slanted ones included, and its name. */
const LABEL_GAP_PX = 46

/** Beside the sign, on the outer side; inside the ring for signs at its very top and bottom. */
function labels(
  step: Step,
  context: SceneContext,
  body: Box,
  ring: Ring,
  place: { readonly seat: Box; readonly angle: number; readonly sizePx: number },
): SceneElement[] {
  const { seat, angle, sizePx } = place
  const lean = Math.cos(angle)
  if (Math.abs(lean) < 0.25)
    return innerLabel(step, context, ring, { seat, sizePx: Math.min(sizePx, 54), isTop: Math.sin(angle) < 0 })
  if (!context.frame.isWide) return lowerLabel(step, context, body, seat)
  const isRight = lean > 0
  const edge = isRight ? seat.x + seat.width + LABEL_GAP_PX : seat.x - LABEL_GAP_PX
  const width = isRight ? body.x + body.width - edge : edge - body.x
  const half = seat.height / 2
  const label = { x: isRight ? edge : body.x, y: seat.y, width, height: step.detail ? half - 8 : seat.height }
  // Alignment is told as for left-to-right text, and turned around by the text itself.
  const align = isRight === context.rightToLeft ? 'right' : 'left'
  const upright = step.detail ? 'bottom' : 'middle'
  return [
    textInBox(context, step.label, label, { start: step.start + 0.2, align, sizePx, upright, maxLines: 2 }),
    ...detail(step, context, { ...label, y: seat.y + half + 14, height: half + 30 }, align),
  ]
}

/** Below the sign, where the frame is too narrow for anything beside it. */
function lowerLabel(step: Step, context: SceneContext, body: Box, seat: Box): SceneElement[] {
  const centre = seat.x + seat.width / 2
  const half = Math.min(centre - body.x + 26, body.x + body.width + 26 - centre, 210)
  const label = { x: centre - half, y: seat.y + seat.height + 22, width: half * 2, height: 48 }
  return [
    textInBox(context, step.label, label, {
      start: step.start + 0.2,
      align: 'center',
      sizePx: 44,
      upright: 'top',
      maxLines: 1,
    }),
    ...detail(step, context, { ...label, y: label.y + 58, height: 70 }, 'center'),
  ]
}

function innerLabel(
  step: Step,
  context: SceneContext,
  ring: Ring,
  place: { readonly seat: Box; readonly sizePx: number; readonly isTop: boolean },
): SceneElement[] {
  const { seat, sizePx, isTop } = place
  const width = ring.rx * 1.5
  const height = 52
  const y = isTop ? seat.y + seat.height + 22 : seat.y - 22 - height
  const label = { x: ring.x - width / 2, y, width, height }
  const upright = isTop ? 'top' : 'bottom'
  const below = { ...label, y: isTop ? y + height + 6 : y - height - 24, height: 60 }
  return [
    textInBox(context, step.label, label, {
      start: step.start + 0.2,
      align: 'center',
      sizePx,
      upright,
      maxLines: 1,
    }),
    ...(ring.ry > (ring.isOpen ? 190 : 260) ? detail(step, context, below, 'center') : []),
  ]
}

function detail(step: Step, context: SceneContext, box: Box, align: 'left' | 'center' | 'right'): SceneElement[] {
  if (step.detail === undefined) return []
  const options = { start: step.start + 0.4, role: 'body', sizePx: 36, upright: 'top', maxLines: 2 } as const
  return [textInBox(context, step.detail, box, { ...options, align, colour: context.palette.mutedInk })]
}
