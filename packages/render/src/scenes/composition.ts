import { inflate, type Box } from '../drawing/geometry.ts'
import { iconElement } from '../drawing/icon-element.ts'
import type { SceneElement } from '../drawing/element.ts'
import type { Compositions, SceneContext } from './scene-kind.ts'

/** Lays a visual out in the way that the style asks for. */
export const composition = <Visual>(
  compositions: Compositions<Visual>,
  visual: Visual,
  context: SceneContext,
): readonly SceneElement[] => compositions[context.style.composition](visual, context)

/** An icon that is drawn line by line in a square; none without a name. */
export function picture(
  name: string | undefined,
  context: SceneContext,
  options: {
    readonly box: Box
    readonly colour: string
    readonly start: number
    readonly seconds?: number
    readonly strokeWidth?: number
    readonly breathes?: boolean
  },
): SceneElement[] {
  const icon = context.icon(name)
  if (icon === undefined) return []
  const { strokeWidth = context.style.icon.strokeWidth } = options
  return [iconElement(icon, { ...options, strokeWidth })]
}

/** The box moved to where it belongs when the scene reads from right to left. */
export const mirrored = (box: Box, context: SceneContext): Box =>
  context.rightToLeft ? { ...box, x: context.frame.width - box.x - box.width } : box

/** A square within another one, by a share of its side on each edge. */
export const within = (box: Box, share: number): Box => inflate(box, -box.width * share)

/** The largest square within a box, at its middle in height; across it where reading starts, in the middle or at the end. */
export function squareIn(box: Box, context: SceneContext, across: 'start' | 'center' | 'end' = 'center'): Box {
  const side = Math.min(box.width, box.height)
  const share = { start: context.rightToLeft ? 1 : 0, center: 0.5, end: context.rightToLeft ? 0 : 1 }[across]
  return { x: box.x + (box.width - side) * share, y: box.y + (box.height - side) / 2, width: side, height: side }
}
