import type { SceneElement } from '../drawing/element.ts'
import { columns, GUTTER } from '../drawing/frame.ts'
import { below, bottom, type Box } from '../drawing/geometry.ts'
import { textBox } from '../drawing/text-element.ts'
import { mirrored } from './composition.ts'
import type { SceneContext } from './scene-kind.ts'

/** A headline, where it lies, and the room that it leaves. */
export interface Headed {
  readonly head: readonly SceneElement[]
  readonly place: Box
  readonly body: Box
}

/** The headline over the whole width. */
export function headlineAbove(text: string, context: SceneContext, gap: number): Headed {
  const { content, isWide } = context.frame
  const top = content.y + 10
  const block = context.fit(text, 'heading', {
    maxWidth: content.width,
    maxHeight: content.height * 0.26,
    maxLines: isWide ? 2 : 3,
    sizePx: context.style.scale.heading,
  })
  const at = { x: content.x, y: top, width: content.width }
  return {
    head: [context.words(block, { ...at, start: 0.02 })],
    place: textBox(block, at),
    body: below(content, top + block.height + gap),
  }
}

/** The headline in the first columns, the body (not yet mirrored) in the others; above it in a narrow frame. */
export function headlineBeside(text: string, context: SceneContext, count: number): Headed {
  const { frame, style } = context
  if (!frame.isWide) return headlineAbove(text, context, 72)
  const area = columns(frame, 0, count)
  const column = mirrored({ ...area, width: area.width - GUTTER }, context)
  const y = frame.content.y + 34
  const block = context.fit(text, 'heading', {
    maxWidth: column.width,
    maxHeight: frame.content.height * 0.7,
    maxLines: 5,
    sizePx: style.scale.heading * 1.2,
  })
  const body = below(columns(frame, count, 12 - count), y)
  return {
    head: [context.words(block, { x: column.x, width: column.width, y, start: 0.02 })],
    place: textBox(block, { x: column.x, width: column.width, y }),
    body,
  }
}

/**
 * Divides a box into rows of equal height, no higher than `max`; few rows stand a little above its middle when they are
 * `centred`, else at its head.
 */
export function rows(
  box: Box,
  count: number,
  options: { readonly max: number; readonly gap: number; readonly centred?: boolean },
): Box[] {
  const height = Math.min(options.max, (box.height - options.gap * (count - 1)) / count)
  const spare = box.height - count * height - options.gap * (count - 1)
  const top = box.y + (options.centred ? spare * OPTICAL_MIDDLE : 0)
  return Array.from({ length: count }, (_, index) => ({
    x: box.x,
    y: top + index * (height + options.gap),
    width: box.width,
    height,
  }))
}

/** Share of the spare height above a block that looks centred: a little less than below it. */
export const OPTICAL_MIDDLE = 0.44

/** Divides a box into columns of equal width. */
export function cells(box: Box, count: number, gap: number): Box[] {
  const width = (box.width - gap * (count - 1)) / count
  return Array.from({ length: count }, (_, index) => ({ ...box, x: box.x + index * (width + gap), width }))
}

/** The box without its last part, so that what stands below it keeps a distance. */
export const upTo = (box: Box, y: number): Box => ({ ...box, height: Math.min(bottom(box), y) - box.y })
