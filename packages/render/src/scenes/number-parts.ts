import type { NumberVisual } from '@mavs/core'
import { Path2D } from '@napi-rs/canvas'
import type { z } from 'zod'
import type { SceneElement } from '../drawing/element.ts'
import { bottom, inflate, right, type Box } from '../drawing/geometry.ts'
import { bar, drawnPath, wiped } from '../drawing/shape-elements.ts'
import { marker } from '../drawing/strokes.ts'
import { textBox } from '../drawing/text-element.ts'
import { textInBox } from './parts.ts'
import type { SceneContext, TextRole } from './scene-kind.ts'

type Visual = z.output<typeof NumberVisual>

/** Label and frame stand at once; the figure starts to count with them and arrives with its word. */
export const LABEL_START = 0.1
const FIGURE_START = 0.12

/** When the figure begins to count, and by when it has been spoken. */
export function countOf(context: SceneContext): { readonly start: number; readonly untilSeconds: number } {
  const cue = context.at('value', 0.6)
  return { start: Math.min(cue, FIGURE_START), untilSeconds: Math.min(cue + 1.1, context.durationSeconds - 0.5) }
}

/** The content area, less the room for a source line. */
export function roomOf(visual: Visual, context: SceneContext): Box {
  const { content } = context.frame
  return { ...content, height: content.height - (visual.source ? 84 : 0) }
}

/** The room below the label, however many lines that takes. */
export function afterLabel(
  visual: Visual,
  context: SceneContext,
  label: Box,
  set: { readonly role: TextRole; readonly sizePx: number; readonly gap: number },
): Box {
  const { role, sizePx, gap } = set
  const limits = { maxWidth: label.width, maxHeight: label.height, maxLines: 2, sizePx, quiet: true }
  const y = label.y + context.fit(visual.label, role, limits).height + gap
  return { ...label, y, height: Math.max(32, Math.min(90, bottom(roomOf(visual, context)) - y)) }
}

/** The proportion as one line or two. */
export function contextLine(
  visual: Visual,
  context: SceneContext,
  box: Box,
  start: number,
  align: 'left' | 'center',
  sizePx: number,
  role: 'body' | 'quote' = 'body',
): SceneElement[] {
  if (visual.context === undefined) return []
  const { mutedInk: colour } = context.palette
  return [textInBox(context, visual.context, box, { start, role, sizePx, align, upright: 'top', maxLines: 2, colour })]
}

/** The proportion under the highlighter. */
export function litContext(visual: Visual, context: SceneContext, box: Box, start: number): SceneElement[] {
  if (visual.context === undefined) return []
  const { palette, style } = context
  const block = context.fit(visual.context, 'body', {
    maxWidth: box.width,
    maxHeight: box.height,
    maxLines: 2,
    sizePx: style.scale.body,
  })
  const at = { x: box.x, y: box.y, width: box.width }
  const lit = inflate(textBox(block, at), 14, 16)
  return [
    wiped(marker(lit, context.random), { box: lit, start: start + 0.3, fill: palette.accentSecond }),
    context.words(block, { ...at, start, behind: palette.background }),
  ]
}

/** A line with arrowheads between two ticks. */
export function dimensionLine(context: SceneContext, line: Box, start: number): SceneElement[] {
  const path = new Path2D()
  const [left, end, y] = [line.x, right(line), line.y]
  path.moveTo(left + 16, y - 9)
  path.lineTo(left, y)
  path.lineTo(left + 16, y + 9)
  path.moveTo(left, y)
  path.lineTo(end, y)
  path.moveTo(end - 16, y - 9)
  path.lineTo(end, y)
  path.lineTo(end - 16, y + 9)
  const ink = context.palette.mutedInk
  const tick = { y: y - 24, width: 2, height: 48 }
  return [
    bar({ ...tick, x: left - 2 }, { start, fill: ink, from: 'centre' }),
    bar({ ...tick, x: end }, { start: start + 0.5, fill: ink, from: 'centre' }),
    drawnPath(path, { box: inflate(line, 4, 14), start, seconds: 0.9, colour: ink, width: 2.5 }),
  ]
}
