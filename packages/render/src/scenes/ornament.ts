import { Path2D } from '@napi-rs/canvas'
import { living, type SceneElement } from '../drawing/element.ts'
import { bottom, inflate, type Box } from '../drawing/geometry.ts'
import { bar, drawnPath } from '../drawing/shape-elements.ts'
import { handLine } from '../drawing/strokes.ts'
import { mix, withOpacity } from '../styles/colour.ts'
import { picture } from './composition.ts'
import type { SceneContext } from './scene-kind.ts'

/** A ring with tick marks, like the edge of an instrument, and a leader line to a label's place. */
export function tickRing(context: SceneContext, box: Box, start: number): SceneElement[] {
  const radius = box.width / 2
  const [x, y] = [box.x + radius, box.y + radius]
  const circle = new Path2D()
  circle.arc(x, y, radius * 0.86, -Math.PI / 2, Math.PI * 1.4999)
  const ticks = new Path2D()
  for (let tick = 0; tick < 72; tick++) {
    const angle = (tick / 72) * Math.PI * 2 - Math.PI / 2
    const outer = radius * (tick % 6 === 0 ? 1 : 0.955)
    ticks.moveTo(x + Math.cos(angle) * radius * 0.91, y + Math.sin(angle) * radius * 0.91)
    ticks.lineTo(x + Math.cos(angle) * outer, y + Math.sin(angle) * outer)
  }
  const { palette } = context
  return [
    drawnPath(circle, { box, start, seconds: 0.9, colour: palette.accent, width: 3 }),
    drawnPath(ticks, { box, start: start + 0.15, seconds: 1.1, colour: palette.mutedInk, width: 1.6, cap: 'butt' }),
  ]
}

/** A geometric figure in place of an icon: quarter discs on a grid of four, turned by the scene's chance. */
export function emblem(context: SceneContext, box: Box, colour: string, start: number): SceneElement[] {
  const half = box.width / 2
  return [0, 1, 2, 3].map((cell) => {
    const [column, row] = [cell % 2, Math.floor(cell / 2)]
    const [left, top] = [box.x + column * half, box.y + row * half]
    const turn = Math.floor(context.random() * 4)
    const [cx, cy] = [left + (turn % 2) * half, top + Math.floor(turn / 2) * half]
    const from = [0, Math.PI / 2, -Math.PI / 2, Math.PI][turn]!
    const path = new Path2D()
    for (const share of [1, 0.66, 0.33]) {
      path.moveTo(cx + Math.cos(from) * half * share, cy + Math.sin(from) * half * share)
      path.arc(cx, cy, half * share, from, from + Math.PI / 2)
    }
    return drawnPath(path, {
      box: { x: left, y: top, width: half, height: half },
      start: start + cell * 0.12,
      seconds: 0.9,
      colour,
      width: 6,
    })
  })
}

/** Two thin lines that race along the top of the frame for as long as the scene lasts. */
export function speedLines(context: SceneContext): SceneElement[] {
  const { frame, palette } = context
  return [palette.accent, palette.accentSecond].map((ink, index) => {
    const y = 14 + index * 18
    const length = 180 + context.random() * 240
    const speed = 620 + context.random() * 700
    const offset = context.random() * frame.width
    const colour = withOpacity(ink, 0.75)
    return living({
      box: { x: 0, y: y - 2, width: frame.width, height: 8 },
      phase: (seconds) => Math.round((offset + seconds * speed) % (frame.width + length)),
      draw: (target, phase) => {
        target.fillStyle = colour
        target.fillRect(phase - length, y, length, 4)
      },
    })
  })
}

/** An icon as large as the frame, hardly lighter than the ground, behind everything. */
export function ghostIcon(name: string | undefined, context: SceneContext): SceneElement[] {
  const { frame, palette } = context
  const side = Math.min(frame.height, frame.width) * 0.92
  return picture(name, context, {
    box: { x: frame.width - side * 0.86, y: (frame.height - side) / 2 - 40, width: side, height: side },
    colour: mix(palette.background, palette.accent, 0.34),
    start: 0,
    seconds: 1.2,
    strokeWidth: 0.7,
  })
}

/** A frame of two hairlines, as around a plate in an archive. */
export function plateFrame(context: SceneContext, box: Box, start: number): SceneElement[] {
  const outline = (frame: Box) => {
    const path = new Path2D()
    path.rect(frame.x, frame.y, frame.width, frame.height)
    return path
  }
  const inner = inflate(box, -14)
  const { accent, line } = context.palette
  return [
    bar(box, { start, seconds: 1, from: 'bottom', fill: context.palette.surface }),
    drawnPath(outline(box), { box, start, seconds: 1.6, colour: accent, width: 2, cap: 'butt' }),
    drawnPath(outline(inner), { box: inner, start: start + 0.3, seconds: 1.6, colour: line, width: 1.5, cap: 'butt' }),
  ]
}

/** A short straight line with a dot at its beginning, from a figure to its label. */
export function leader(context: SceneContext, line: Box, start: number): SceneElement[] {
  const [from, to] = context.rightToLeft ? [line.x + line.width, line.x] : [line.x, line.x + line.width]
  const path = new Path2D()
  path.moveTo(from, line.y)
  path.lineTo(to, line.y)
  const dot = { x: from - 4, y: line.y - 4, width: 8, height: 8 }
  const ink = context.palette.mutedInk
  return [
    bar(dot, { start, seconds: 0.2, fill: ink, from: 'centre', radius: 4 }),
    drawnPath(path, { box: line, start, seconds: 0.4, colour: ink, width: 2, cap: 'butt' }),
  ]
}

/** A hand-drawn line under a text, from where the text begins. */
export function underline(
  context: SceneContext,
  place: Box,
  options: { readonly gap: number; readonly longest: number; readonly width: number; readonly start: number },
): SceneElement {
  const width = Math.min(place.width, options.longest)
  const line = {
    x: context.rightToLeft ? place.x + place.width - width : place.x,
    y: bottom(place) + options.gap,
    width,
  }
  return drawnPath(handLine(line.x, line.y, width, context.random), {
    box: { ...line, y: line.y - 16, height: 32 },
    start: options.start,
    colour: context.palette.accent,
    width: options.width,
  })
}
