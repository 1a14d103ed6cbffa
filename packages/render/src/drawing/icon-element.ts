import { Path2D, type SKRSContext2D } from '@napi-rs/canvas'
import { ICON_GRID, type Icon } from '../icons/icon.ts'
import { clamp01, easeInOut } from './easing.ts'
import type { SceneElement } from './element.ts'
import { isolated } from './element.ts'
import { inflate, type Box } from './geometry.ts'

/** Where and how an icon is drawn. */
export interface IconOptions {
  /** A square. */
  readonly box: Box
  readonly colour: string
  /** In units of the 24-unit grid. */
  readonly strokeWidth: number
  readonly start: number
  /** How long the lines take to be drawn. Default .9 s. */
  readonly seconds?: number
  /** Whether the icon keeps breathing (1.2 % in size) once it is drawn. */
  readonly breathes?: boolean
}

/** Length of one breath. */
const BREATH_SECONDS = 5

/** An icon whose lines are drawn one after the other, as with a pen. */
export function iconElement(icon: Icon, options: IconOptions): SceneElement {
  const { box, start, seconds = 0.9, breathes = false } = options
  const pen = createPen(icon)
  const settled = start + seconds
  const breath = (now: number) =>
    breathes && now > settled ? Math.sin(((now - settled) / BREATH_SECONDS) * Math.PI * 2) : 0
  const state = (now: number) => {
    if (now < start) return -1
    return now < settled ? (now - start) / seconds : 2 + Math.round(breath(now) * 24) / 24
  }
  return {
    box: inflate(box, box.width * 0.06),
    state,
    draw: (context, now) => {
      const value = state(now)
      if (value < 0) return
      const scale = value < 1 ? 1 : 1 + (value - 2) * 0.012
      isolated(context, () => {
        context.translate(box.x + box.width / 2, box.y + box.height / 2)
        context.scale((box.width / ICON_GRID) * scale, (box.height / ICON_GRID) * scale)
        context.translate(-ICON_GRID / 2, -ICON_GRID / 2)
        pen(context, value < 1 ? easeInOut(value) : 1, options)
      })
    },
  }
}

/** Draws the first part of an icon's lines on the icon grid. */
function createPen(icon: Icon) {
  const strokes = icon.strokes.map((stroke) => ({ path: new Path2D(stroke.path), filled: stroke.filled }))
  const each = 1 / (1 + (strokes.length - 1) * 0.45)
  return (context: SKRSContext2D, progress: number, options: Pick<IconOptions, 'colour' | 'strokeWidth'>): void => {
    context.strokeStyle = options.colour
    context.fillStyle = options.colour
    context.lineWidth = options.strokeWidth
    context.lineCap = 'round'
    context.lineJoin = 'round'
    strokes.forEach(({ path, filled }, index) => {
      const part = clamp01((progress - index * each * 0.45) / each)
      if (part <= 0) return
      context.stroke(part >= 1 ? path : new Path2D(path).trim(0, part, false))
      if (filled && part >= 1) context.fill(path)
    })
  }
}
