import type { Path2D, SKRSContext2D } from '@napi-rs/canvas'
import type { Style } from '../styles/style.ts'
import { easeInOut, easeOut, easeOvershoot } from './easing.ts'
import { arriving, type SceneElement } from './element.ts'
import { inflate, type Box } from './geometry.ts'
import { drawnPart } from './strokes.ts'

type Fill = SKRSContext2D['fillStyle']

interface Arrival {
  readonly start: number
  /** Default .6 s. */
  readonly seconds?: number
}

/** A rectangle that grows from one of its sides: hairlines, bars, panels. */
export function bar(
  box: Box,
  options: Arrival & {
    readonly fill: string
    readonly from?: 'left' | 'right' | 'top' | 'bottom' | 'centre'
    readonly radius?: number
  },
): SceneElement {
  const { from = 'left', fill, radius = 0 } = options
  return arriving({
    box: inflate(box, 2),
    start: options.start,
    seconds: options.seconds ?? 0.6,
    draw: (context, progress) => {
      const grown = grow(box, from, easeOut(progress))
      context.fillStyle = fill
      if (radius === 0) return context.fillRect(grown.x, grown.y, grown.width, grown.height)
      context.beginPath()
      context.roundRect(
        grown.x,
        grown.y,
        grown.width,
        grown.height,
        Math.min(radius, grown.width / 2, grown.height / 2),
      )
      context.fill()
    },
  })
}

/** A line that is drawn from its beginning. */
export function drawnPath(
  path: Path2D,
  options: Arrival & {
    readonly box: Box
    readonly colour: string
    readonly width: number
    readonly cap?: 'round' | 'butt'
  },
): SceneElement {
  return arriving({
    box: inflate(options.box, options.width * 2 + 4),
    start: options.start,
    seconds: options.seconds ?? 0.6,
    draw: (context, progress) => {
      if (progress <= 0) return
      context.strokeStyle = options.colour
      context.lineWidth = options.width
      context.lineCap = options.cap ?? 'round'
      context.lineJoin = 'round'
      context.stroke(drawnPart(path, easeInOut(progress)))
    },
  })
}

/** A band that is wiped over from left to right, such as a highlighter's. */
export function wiped(path: Path2D, options: Arrival & { readonly box: Box; readonly fill: string }): SceneElement {
  const box = inflate(options.box, options.box.height * 0.2)
  return arriving({
    box,
    start: options.start,
    seconds: options.seconds ?? 0.45,
    draw: (context, progress) => {
      context.beginPath()
      context.rect(box.x, box.y, box.width * easeInOut(progress), box.height)
      context.clip()
      fillPath(context, path, options.fill)
    },
  })
}

/** Anything that comes in as one piece by the style's motion: cards, discs, stickers. `tilt` is in degrees. */
export function piece(
  box: Box,
  options: Arrival & {
    readonly style: Style
    readonly tilt?: number
    readonly reach?: number
    draw(context: SKRSContext2D): void
  },
): SceneElement {
  const { motion } = options.style
  const [centreX, centreY] = [box.x + box.width / 2, box.y + box.height / 2]
  return arriving({
    box: inflate(
      box,
      motion.distancePx + (options.reach ?? 12) + Math.max(box.width, box.height) * (options.tilt ? 0.06 : 0.02),
    ),
    start: options.start,
    seconds: options.seconds ?? motion.seconds,
    draw: (context, progress) => {
      const eased = easeOut(progress)
      context.translate(centreX, centreY)
      if (motion.entrance === 'pop' || motion.entrance === 'punch') {
        const scale = 0.8 + 0.2 * easeOvershoot(progress, motion.overshoot * 3)
        context.scale(scale, scale)
      } else if (motion.entrance === 'drift') context.translate(0, (1 - eased) * motion.distancePx)
      else context.translate(-(1 - eased) * motion.distancePx, 0)
      context.rotate(((options.tilt ?? 0) * Math.PI) / 180)
      context.translate(-centreX, -centreY)
      context.globalAlpha *= easeInOut(Math.min(1, progress * 1.8))
      options.draw(context)
    },
  })
}

/** Fills a rounded box. */
export function fillBox(context: SKRSContext2D, box: Box, fill: Fill, radius = 0): void {
  context.fillStyle = fill
  context.beginPath()
  context.roundRect(box.x, box.y, box.width, box.height, Math.min(radius, box.width / 2, box.height / 2))
  context.fill()
}

/** The one shadow of the house: soft, close, of the ink's colour. Baked as three planes, since blurs are slow. */
export function softShadow(context: SKRSContext2D, box: Box, colour: string, radius: number): void {
  for (const [grow, down, opacity] of [
    [10, 16, 0.035],
    [5, 11, 0.045],
    [1, 6, 0.06],
  ] as const) {
    context.save()
    context.globalAlpha *= opacity
    fillBox(context, { ...inflate(box, grow), y: box.y - grow + down }, colour, radius + grow)
    context.restore()
  }
}

/** A disc. */
export function fillDisc(context: SKRSContext2D, x: number, y: number, radius: number, fill: Fill): void {
  context.fillStyle = fill
  context.beginPath()
  context.arc(x, y, radius, 0, Math.PI * 2)
  context.fill()
}

function grow(box: Box, from: 'left' | 'right' | 'top' | 'bottom' | 'centre', share: number): Box {
  const [width, height] = [box.width * share, box.height * share]
  if (from === 'left') return { ...box, width }
  if (from === 'right') return { ...box, x: box.x + box.width - width, width }
  if (from === 'top') return { ...box, height }
  if (from === 'bottom') return { ...box, y: box.y + box.height - height, height }
  return { ...box, x: box.x + (box.width - width) / 2, width }
}

/** Fills a path. */
export function fillPath(context: SKRSContext2D, path: Path2D, fill: Fill): void {
  context.fillStyle = fill
  context.fill(path)
}
