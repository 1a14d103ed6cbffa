import { createCanvas, type Canvas } from '@napi-rs/canvas'
import { easeInOut } from '../drawing/easing.ts'
import { isolated, type SceneElement } from '../drawing/element.ts'
import type { Box } from '../drawing/geometry.ts'
import { scrimFor } from '../images/scrim.ts'
import { withOpacity } from '../styles/colour.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import { partBehind, type Mount } from './image-mount.ts'
import type { SceneContext } from './scene-kind.ts'

/** A shade, and the least favourable colours that lie behind large and small texts on it. */
export interface Shade {
  readonly element: SceneElement
  readonly behind: { readonly large: string; readonly small: string }
}

/** How far above the texts the shade begins. */
const FADE_PX = 420
const LEAST_OPACITY = 0.4
/** From this size on, text counts as large (WCAG 2.2). */
export const LARGE_PX = 48

/**
 * A shade from above the texts to the frame's bottom, in two steps: behind the headline as thick as large type needs on
 * this part of the picture, from the `small` texts down as small type does.
 */
export function shadeBelow(context: SceneContext, mount: Mount, texts: Box, small: Box, colour: string): Shade {
  const { frame, palette } = context
  const floor = frame.height
  const thickness = (from: number, sizePx: number) =>
    scrimFor(context.image(mount.file), partBehind(context, mount, { ...texts, y: from, height: floor - from }), {
      ink: palette.ink,
      colour,
      ground: palette.background,
      sizePx,
      least: LEAST_OPACITY,
    })
  const [large, fine] = [thickness(texts.y, LARGE_PX), thickness(small.y, SMALLEST_PX)]
  const top = Math.max(0, Math.floor((texts.y - FADE_PX) * frame.unit) / frame.unit)
  const most = Math.max(large.opacity, fine.opacity)
  const stops: readonly Stop[] = [
    ...[0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1].map((share): Stop => [
      (texts.y - 24 - top) * share,
      large.opacity * easeInOut(share),
    ]),
    [Math.max(texts.y - 16, small.y - 14) - top, most],
    [floor - top, most],
  ]
  const box = { x: 0, y: top, width: frame.width, height: floor - top }
  return {
    element: planeElement({ box, unit: frame.unit, colour, stops }),
    behind: { large: large.behind, small: fine.behind },
  }
}

/** An opacity at a distance from the plane's top, in design pixels. */
type Stop = readonly [y: number, opacity: number]

interface Plane {
  readonly box: Box
  readonly unit: number
  readonly colour: string
  readonly stops: readonly Stop[]
}

function planeElement(plane: Plane): SceneElement {
  const { box } = plane
  return {
    box,
    state: () => 0,
    draw: (target) =>
      isolated(target, () => {
        // Darkened by multiplying, a picture keeps its own drawing.
        target.globalCompositeOperation = 'multiply'
        target.imageSmoothingEnabled = false
        target.drawImage(baked(plane), box.x, box.y, box.width, box.height)
      }),
  }
}

/** Planes that were drawn lately: as pixels they cost a frame a tenth of what a gradient does. */
const latest = new Map<string, Canvas>()
/** Those of two scenes and the transition between them. */
const MOST_PLANES = 2

function baked(plane: Plane): Canvas {
  const key = JSON.stringify(plane)
  const canvas = latest.get(key) ?? bake(plane)
  latest.delete(key)
  latest.set(key, canvas)
  if (latest.size > MOST_PLANES) latest.delete(latest.keys().next().value!)
  return canvas
}

function bake({ box, unit, colour, stops }: Plane): Canvas {
  const canvas = createCanvas(Math.round(box.width * unit), Math.round(box.height * unit))
  const context = canvas.getContext('2d')
  const fill = context.createLinearGradient(0, 0, 0, canvas.height)
  for (const [y, opacity] of stops) fill.addColorStop(Math.min(1, y / box.height), withOpacity(colour, opacity))
  context.fillStyle = fill
  context.fillRect(0, 0, canvas.width, canvas.height)
  return canvas
}
