import { TitleVisual } from '@mavs/core/essentials'
import type { z } from 'zod'
import type { SceneElement } from '../drawing/element.ts'
import { columns, GUTTER } from '../drawing/frame.ts'
import { below, bottom, centredSquare, type Box } from '../drawing/geometry.ts'
import { bar, fillPath, piece } from '../drawing/shape-elements.ts'
import { blob } from '../drawing/strokes.ts'
import { besideArt, figureNote, quarterRings, stickers } from './title-art.ts'
import { composition, mirrored, picture, within } from './composition.ts'
import { emblem, ghostIcon, speedLines, tickRing, underline } from './ornament.ts'
import { defineScene, type Compositions, type SceneContext } from './scene-kind.ts'
import { stackElements, stackText } from './stack.ts'
import { centredLine, centredText, footedText, kickerTag } from './title-text.ts'

type Visual = z.output<typeof TitleVisual>

/** The video's or a section's title: one large headline, a label above it, a line below it, and an icon. */
export const title = defineScene({
  kind: 'title',
  schema: TitleVisual,
  bare: true,
  layout: (visual, context) => composition(compositions, visual, context),
})

const compositions: Compositions<Visual> = {
  /** A panel of the accent colour that bleeds off the frame, and the headline at the foot of the columns beside it. */
  columns: (visual, context) => {
    const { frame, palette } = context
    const edge = columns(frame, 8, 4).x
    const panel = mirrored(
      frame.isWide
        ? { x: edge, y: 0, width: frame.width - edge, height: frame.height }
        : { x: 0, y: 0, width: frame.width, height: frame.height * 0.38 },
      context,
    )
    const beside = columns(frame, 0, 8)
    const text = frame.isWide
      ? mirrored({ ...beside, width: beside.width - GUTTER * 2 }, context)
      : below(frame.content, panel.height + 96)
    const side = Math.min(panel.width, panel.height) * (frame.isWide ? 0.68 : 0.6)
    const iconBox = centredSquare(frame.isWide ? { ...panel, height: frame.height * 0.9 } : panel, side)
    const from = frame.isWide ? (context.rightToLeft ? 'left' : 'right') : 'top'
    return [
      bar(panel, { start: 0, seconds: 0.75, fill: palette.accent, from }),
      ...quarterRings(context, panel),
      ...art(visual, context, iconBox, palette.onAccent, 1),
      ...footedText(visual, context, text, text.y),
    ]
  },

  /** The headline with a hand-drawn line under it, and the icon as a sticker on a blob. */
  notebook: (visual, context) => {
    const { frame, palette, style } = context
    const { sticker, text } = besideArt(context, frame.isWide ? 560 : 470, 60)
    const shape = blob(sticker.x + sticker.width / 2, sticker.y + sticker.width / 2, sticker.width / 2, context.random)
    const set = centredText(visual, context, text)
    return [
      ...stickers(context, sticker),
      piece(sticker, {
        style,
        start: 0.1,
        seconds: 0.7,
        reach: 40,
        draw: (target) => fillPath(target, shape, palette.accentSecond),
      }),
      ...art(visual, context, within(sticker, 0.25), palette.onAccent, style.icon.strokeWidth),
      ...set.elements,
      underline(context, set.headline, { gap: 48, longest: 760, width: 14, start: 0.5 }),
    ]
  },

  /** A museum panel: serif headline under a double rule, and the icon as a figure in a ring of tick marks. */
  diagram: (visual, context) => {
    const { frame, palette } = context
    const { sticker: ring, text } = besideArt(context, frame.isWide ? 600 : 480, 90)
    const set = centredText(visual, context, text)
    const rule = { x: text.x, y: set.top - 64, width: text.width, height: 5 }
    return [
      bar(rule, { start: 0.1, fill: palette.accent }),
      bar({ ...rule, y: rule.y + 11, height: 1.5 }, { start: 0.2, fill: palette.accent }),
      ...tickRing(context, ring, 0.1),
      ...figureNote(context, ring),
      ...art(visual, context, within(ring, 0.28), palette.accent, 1.1),
      ...set.elements,
    ]
  },

  /** The headline as large as the frame, line by line, over the icon's outline. */
  poster: (visual, context) => {
    const { content } = context.frame
    const top = content.y - 48 + (visual.kicker ? 96 : 0)
    const room = bottom(content) - top - (visual.subtitle ? 96 : 10)
    const stack = stackText(visual.headline, context, {
      width: content.width,
      height: room,
      maxSizePx: 560,
      role: 'display',
    })
    const y = top + Math.max(0, (room - stack.height) / 2)
    return [
      ...speedLines(context),
      ...ghostIcon(visual.icon, context),
      ...kickerTag(visual, context, content.x, y - 92),
      ...stackElements(stack, context, { x: content.x, y, start: 0.1, emphasis: 'last-line' }),
      ...subtitle(visual, context, y + stack.height + 52),
    ]
  },

  /** Centred like the opening of a film: gold rules, a large light serif, a line in italics. */
  archive: (visual, context) => {
    const { frame, palette, style } = context
    const { content } = frame
    const headline = context.fit(visual.headline, 'display', {
      maxWidth: content.width * 0.94,
      maxHeight: content.height * 0.5,
      maxLines: frame.isWide ? 3 : 5,
      sizePx: style.scale.display * 1.3,
    })
    const y = content.y + content.height * (visual.subtitle ? 0.54 : 0.58) - headline.height / 2
    const centre = frame.width / 2
    const mark = { x: centre - 60, y: Math.max(70, y - (visual.kicker ? 268 : 208)), width: 120, height: 120 }
    const rule = { y: mark.y + 60, width: Math.min(300, frame.width * 0.22), height: 2 }
    return [
      bar({ ...rule, x: centre - 100 - rule.width }, { start: 0, seconds: 1.5, from: 'right', fill: palette.accent }),
      bar({ ...rule, x: centre + 100 }, { start: 0, seconds: 1.5, fill: palette.accent }),
      ...art(visual, context, mark, palette.accent, 1),
      ...centredLine(context, visual.kicker, 'label', { y: y - 84, start: 0.15, colour: palette.accent, sizePx: 34 }),
      context.words(headline, { x: content.x, width: content.width, align: 'center', y, start: 0 }),
      ...centredLine(context, visual.subtitle, 'quote', {
        y: y + headline.height + 84,
        start: 0.8,
        colour: palette.mutedInk,
        sizePx: 54,
      }),
    ]
  },
}

/** The icon, or a geometric figure when there is none. */
function art(visual: Visual, context: SceneContext, box: Box, colour: string, strokeWidth: number): SceneElement[] {
  if (visual.icon === undefined) return emblem(context, box, colour, 0.2)
  return picture(visual.icon, context, { box, colour, start: 0.2, seconds: 1.1, strokeWidth, breathes: true })
}

function subtitle(visual: Visual, context: SceneContext, y: number): SceneElement[] {
  if (visual.subtitle === undefined) return []
  const { content } = context.frame
  const block = context.fit(visual.subtitle, 'body', { maxWidth: content.width, maxLines: 1, sizePx: 50 })
  return [context.words(block, { x: content.x, width: content.width, y, start: 0.7, colour: context.palette.mutedInk })]
}
