import { Path2D } from '@napi-rs/canvas'
import type { SceneElement } from '../drawing/element.ts'
import { bottom, inflate, right, type Box } from '../drawing/geometry.ts'
import { drawnPath, fillPath, piece } from '../drawing/shape-elements.ts'
import { blob } from '../drawing/strokes.ts'
import { mix } from '../styles/colour.ts'
import { mirrored } from './composition.ts'
import { leader } from './ornament.ts'
import { figureLabel } from './figure-label.ts'
import { textInBox } from './parts.ts'
import type { SceneContext } from './scene-kind.ts'

/** Quarter rings around a corner of a panel of the accent colour, hardly lighter than it: a Swiss poster's geometry. */
export function quarterRings(context: SceneContext, panel: Box, strength = 0.16): SceneElement[] {
  const { palette, rightToLeft } = context
  const colour = mix(palette.accent, palette.onAccent, strength)
  const [x, y] = [rightToLeft ? panel.x : right(panel), bottom(panel)]
  const widest = Math.hypot(panel.width, panel.height) * 0.86
  return [1, 0.8, 0.6, 0.4, 0.2].map((share, index) => {
    const radius = widest * share
    const path = new Path2D()
    path.arc(x, y, radius, rightToLeft ? -Math.PI / 2 : Math.PI, rightToLeft ? 0 : Math.PI * 1.5)
    const left = Math.max(panel.x, rightToLeft ? x : x - radius)
    const box = { x: left, y: Math.max(panel.y, y - radius), width: Math.min(panel.width, radius), height: radius }
    const ring = drawnPath(path, {
      box: inflate(box, -20),
      start: 0.25 + index * 0.08,
      seconds: 1.2,
      colour,
      width: widest * 0.052,
      cap: 'butt',
    })
    return clippedTo(ring, panel)
  })
}

/** Shapes cut out of coloured paper behind the sticker. */
export function stickers(context: SceneContext, sticker: Box): SceneElement[] {
  const { accent } = context.palette
  const side = context.rightToLeft ? -1 : 1
  const [x, y] = [sticker.x + sticker.width / 2, sticker.y + sticker.width / 2]
  return cutOuts(context, [
    { x: x + side * sticker.width * 0.42, y: y - sticker.width * 0.36, radius: sticker.width * 0.27, fill: SUN },
    { x: x - side * sticker.width * 0.44, y: y + sticker.width * 0.42, radius: sticker.width * 0.16, fill: accent },
  ])
}

/** The same shapes, looking in from the edges of the frame. */
export function edgeShapes(context: SceneContext): SceneElement[] {
  const { frame, palette } = context
  return cutOuts(context, [
    { x: frame.width + 10, y: frame.height * 0.08, radius: 210, fill: SUN },
    { x: -6, y: frame.height * 0.12, radius: 150, fill: palette.accent },
    { x: frame.width * 0.02, y: frame.height * 0.9, radius: 130, fill: SUN },
    { x: frame.width * 0.98, y: frame.height * 0.92, radius: 170, fill: palette.accent },
  ])
}

/** The third colour of the notebook. */
export const SUN = '#FFC94D'

interface CutOut {
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly fill: string
}

function cutOuts(context: SceneContext, shapes: readonly CutOut[]): SceneElement[] {
  return shapes.map((shape, index) => {
    const path = blob(shape.x, shape.y, shape.radius, context.random)
    const box = inflate({ x: shape.x, y: shape.y, width: 0, height: 0 }, shape.radius)
    return piece(box, {
      style: context.style,
      start: 0.1 + index * 0.12,
      reach: 30,
      draw: (target) => fillPath(target, path, shape.fill),
    })
  })
}

/** A figure's number at the end of a leader line, as beside a plate in a textbook. */
export function figureNote(context: SceneContext, ring: Box): SceneElement[] {
  const { frame, palette, language, index, rightToLeft } = context
  const end = rightToLeft ? frame.width - ring.x : right(ring)
  const from = { x: end - ring.width * 0.16, y: bottom(ring) - ring.height * 0.05, width: 120, height: 0 }
  const line = mirrored(from, context)
  return [
    ...leader(context, line, 0.9),
    textInBox(
      context,
      figureLabel(index + 1, language),
      { ...line, y: line.y - 50, height: 36 },
      {
        align: rightToLeft ? 'left' : 'right',
        start: 1.1,
        role: 'label',
        sizePx: 28,
        maxLines: 1,
        colour: palette.accent,
      },
    ),
  ]
}

/** The label on a slanted plate of the accent colour. */
export const hotTag = (plate: Box, { palette, style }: SceneContext): SceneElement =>
  piece(plate, {
    style,
    start: 0,
    draw: (target) => {
      const hot = target.createLinearGradient(plate.x, 0, right(plate), 0)
      hot.addColorStop(0, palette.accent)
      hot.addColorStop(1, palette.accentSecond)
      const path = new Path2D()
      path.moveTo(plate.x + 14, plate.y)
      path.lineTo(right(plate) + 14, plate.y)
      path.lineTo(right(plate), bottom(plate))
      path.lineTo(plate.x, bottom(plate))
      fillPath(target, path, hot)
    },
  })

/** The element, cut off at the edges of a box. */
function clippedTo(element: SceneElement, box: Box): SceneElement {
  return {
    ...element,
    draw: (target, seconds) => {
      target.save()
      target.beginPath()
      target.rect(box.x, box.y, box.width, box.height)
      target.clip()
      element.draw(target, seconds)
      target.restore()
    },
  }
}
