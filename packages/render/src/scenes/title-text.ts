import type { TitleVisual } from '@mavs/core'
import type { z } from 'zod'
import type { SceneElement } from '../drawing/element.ts'
import { bottom, right, type Box } from '../drawing/geometry.ts'
import { fillBox, piece } from '../drawing/shape-elements.ts'
import { textBox } from '../drawing/text-element.ts'
import type { SceneContext, TextRole } from './scene-kind.ts'

type Visual = z.output<typeof TitleVisual>

/** The texts of a title in a column, and where the headline lies. */
export interface TitleText {
  readonly headline: Box
  readonly top: number
  readonly elements: readonly SceneElement[]
}

/** Label at the head, headline and subtitle at the foot of a box. */
export function footedText(visual: Visual, context: SceneContext, box: Box, kickerY: number): SceneElement[] {
  const { palette } = context
  const label = kicker(visual, context, box, kickerY)
  const line = subtitleBlock(visual, context, box)
  const lineHeight = line ? line.height + 56 : 0
  const room = box.height - lineHeight - (visual.kicker ? 90 : 0) - 24
  const headline = fitHeadline(visual, context, box, room)
  const y = bottom(box) - 20 - lineHeight - headline.height
  return [
    ...label,
    context.words(headline, { x: box.x, width: box.width, y, start: 0.05 }),
    ...(line
      ? [
          context.words(line, {
            x: box.x,
            width: box.width,
            y: y + headline.height + 56,
            start: 0.5,
            colour: palette.mutedInk,
          }),
        ]
      : []),
  ]
}

/** Label, headline and subtitle as one group in the vertical middle of a box. */
export function centredText(visual: Visual, context: SceneContext, box: Box): TitleText {
  const isPill = context.style.composition === 'notebook'
  const labelHeight = visual.kicker ? (isPill ? 98 : 80) : 0
  const line = subtitleBlock(visual, context, box)
  const gap = isPill ? 104 : 58
  const lineHeight = line ? line.height + gap : 0
  const headline = fitHeadline(visual, context, box, box.height - labelHeight - lineHeight - 80)
  const total = labelHeight + headline.height + lineHeight
  const top = box.y + (box.height - total) / 2
  const y = top + labelHeight
  const place = { x: box.x, width: box.width }
  return {
    top,
    headline: textBox(headline, { ...place, y }),
    elements: [
      ...(isPill ? kickerPill(visual, context, box, top) : kicker(visual, context, box, top)),
      context.words(headline, { ...place, y, start: 0.05 }),
      ...(line
        ? [
            context.words(line, {
              ...place,
              y: y + headline.height + gap,
              start: 0.5,
              colour: context.palette.mutedInk,
            }),
          ]
        : []),
    ],
  }
}

/** One centred line or two of a role; none without a text. */
export function centredLine(
  context: SceneContext,
  text: string | undefined,
  role: TextRole,
  options: { readonly y: number; readonly start: number; readonly colour: string; readonly sizePx: number },
): SceneElement[] {
  if (text === undefined) return []
  const { content } = context.frame
  const block = context.fit(text, role, { maxWidth: content.width * 0.8, maxLines: 2, sizePx: options.sizePx })
  return [context.words(block, { ...options, x: content.x, width: content.width, align: 'center' })]
}

/** The label on a slanted plate of the accent colour. */
export function kickerTag(visual: Visual, context: SceneContext, x: number, y: number): SceneElement[] {
  if (visual.kicker === undefined) return []
  const { palette } = context
  const block = context.fit(visual.kicker, 'label', {
    maxWidth: context.frame.content.width * 0.7,
    maxLines: 1,
    sizePx: 38,
  })
  const plate = { x, y, width: block.width + 56, height: 66 }
  return [
    piece(plate, {
      style: context.style,
      start: 0,
      draw: (target) => {
        const hot = target.createLinearGradient(plate.x, 0, right(plate), 0)
        hot.addColorStop(0, palette.accent)
        hot.addColorStop(1, palette.accentSecond)
        target.fillStyle = hot
        target.beginPath()
        target.moveTo(plate.x + 14, plate.y)
        target.lineTo(right(plate) + 14, plate.y)
        target.lineTo(right(plate), bottom(plate))
        target.lineTo(plate.x, bottom(plate))
        target.fill()
      },
    }),
    context.words(block, {
      x: x + 32,
      y: y + (plate.height - block.height) / 2,
      start: 0.05,
      colour: palette.onAccent,
      behind: palette.accent,
    }),
  ]
}

function kicker(visual: Visual, context: SceneContext, box: Box, y: number): SceneElement[] {
  if (visual.kicker === undefined) return []
  const block = context.fit(visual.kicker, 'label', { maxWidth: box.width, maxLines: 1, sizePx: 38 })
  return [context.words(block, { x: box.x, width: box.width, y, start: 0.15, colour: context.palette.accent })]
}

function kickerPill(visual: Visual, context: SceneContext, box: Box, y: number): SceneElement[] {
  if (visual.kicker === undefined) return []
  const { palette, style } = context
  const block = context.fit(visual.kicker, 'label', { maxWidth: box.width - 80, maxLines: 1, sizePx: 38 })
  const pill = { x: box.x, y: y - 20, width: block.width + 60, height: block.height + 40 }
  const x = context.rightToLeft ? right(box) - pill.width : pill.x
  const placed = { ...pill, x }
  return [
    piece(placed, {
      style,
      start: 0.05,
      draw: (target) => fillBox(target, placed, palette.ink, placed.height / 2),
    }),
    context.words(block, { x: x + 30, y, start: 0.1, colour: palette.background, behind: palette.ink }),
  ]
}

function fitHeadline(visual: Visual, context: SceneContext, box: Box, maxHeight: number) {
  return context.fit(visual.headline, 'display', {
    maxWidth: box.width,
    maxHeight,
    maxLines: 5,
    sizePx: context.style.scale.display,
  })
}

function subtitleBlock(visual: Visual, context: SceneContext, box: Box) {
  if (visual.subtitle === undefined) return undefined
  const sizePx = context.style.scale.body + 12
  return context.fit(visual.subtitle, 'body', { maxWidth: Math.min(box.width, 980), maxLines: 3, sizePx })
}
