import { QuoteVisual } from '@mavs/core/essentials'
import { Path2D } from '@napi-rs/canvas'
import type { z } from 'zod'
import type { SceneElement } from '../drawing/element.ts'
import { columns } from '../drawing/frame.ts'
import { bottom, inflate, type Box } from '../drawing/geometry.ts'
import { bar, fillBox, fillPath, piece, softShadow } from '../drawing/shape-elements.ts'
import type { TextBlock } from '../text/type.ts'
import { composition, mirrored } from './composition.ts'
import { speedLines } from './ornament.ts'
import { slab, textInBox } from './parts.ts'
import { defineScene, type Compositions, type SceneContext } from './scene-kind.ts'
import { stackElements, stackText } from './stack.ts'

type Visual = z.output<typeof QuoteVisual>

/** Someone's words and who said them. */
export const quote = defineScene({
  kind: 'quote',
  schema: QuoteVisual,
  layout: (visual, context) => composition(compositions, visual, context),
})

const compositions: Compositions<Visual> = {
  /** A huge quotation mark hanging in the first columns, the words in the others. */
  columns: (visual, context) => {
    const { frame, palette } = context
    const { content } = frame
    const area = mirrored(
      frame.isWide ? columns(frame, 3, 9) : { ...content, y: content.y + 260, height: content.height - 260 },
      context,
    )
    const block = fitQuote(visual, context, area.width, area.height - 230, 132)
    const total = block.height + byHeight(visual)
    const y = area.y + (area.height - total) * (frame.isWide ? 0.5 : 0.36)
    const mark = context.fit('“', 'figure', { maxWidth: 600, sizePx: 560 })
    const at = mirrored(
      { x: content.x - 12, y: frame.isWide ? y - 6 : y - 250, width: mark.width, height: mark.height },
      context,
    )
    return [
      context.words(mark, { ...at, align: 'left', start: 0, colour: palette.accent }),
      words(context, block, area, y, 0.02),
      bar(
        mirrored(
          { x: frame.isWide ? columns(frame, 3, 1).x : content.x, y: y + block.height + 74, width: 96, height: 4 },
          context,
        ),
        {
          start: 0.9,
          fill: palette.accent,
        },
      ),
      ...byline(visual, context, { ...area, y: y + block.height + 104, height: 110 }, 1, 'left'),
    ]
  },

  /** A speech bubble with the name on a pill below its tail. */
  notebook: (visual, context) => {
    const { frame, palette, style } = context
    const { content } = frame
    const block = fitQuote(visual, context, content.width - 260, content.height - 310, 116)
    const bubbleHeight = block.height + 150
    const total = bubbleHeight + (visual.author ? 150 : 0)
    const bubble = {
      x: content.x + 40,
      y: content.y + (content.height - total) / 2,
      width: content.width - 80,
      height: bubbleHeight,
    }
    const tail = new Path2D()
    tail.moveTo(bubble.x + 150, bottom(bubble) - 4)
    tail.quadraticCurveTo(bubble.x + 170, bottom(bubble) + 40, bubble.x + 120, bottom(bubble) + 66)
    tail.quadraticCurveTo(bubble.x + 230, bottom(bubble) + 50, bubble.x + 250, bottom(bubble) - 4)
    return [
      piece(bubble, {
        style,
        start: 0,
        tilt: -0.5,
        reach: 90,
        draw: (target) => {
          softShadow(target, bubble, palette.ink, 56)
          fillBox(target, bubble, palette.surface, 56)
          fillPath(target, tail, palette.surface)
        },
      }),
      context.words(block, {
        x: bubble.x + 90,
        width: bubble.width - 180,
        align: 'center',
        y: bubble.y + (bubbleHeight - block.height) / 2,
        start: 0.02,
        behind: palette.surface,
      }),
      ...byline(
        visual,
        context,
        { x: bubble.x + 280, y: bottom(bubble) + 46, width: bubble.width - 320, height: 110 },
        0.9,
        'left',
      ),
    ]
  },

  /** A pull quote: italics beside a heavy rule, the name in small capitals. */
  diagram: (visual, context) => {
    const { content } = context.frame
    const { palette } = context
    const area = mirrored(
      { ...content, x: content.x + 70, width: content.width - (context.frame.isWide ? 220 : 70) },
      context,
    )
    const block = fitQuote(visual, context, area.width, content.height - 250, 136)
    const total = block.height + byHeight(visual)
    const y = content.y + (content.height - total) / 2
    const rule = { x: content.x, y: y - 14, width: 10, height: total + 20 }
    return [
      bar(mirrored(rule, context), { start: 0, from: 'top', seconds: 0.8, fill: palette.accent }),
      bar(mirrored({ ...rule, x: rule.x + 18, width: 2 }, context), {
        start: 0.25,
        from: 'top',
        seconds: 0.8,
        fill: palette.accent,
      }),
      words(context, block, area, y, 0.02),
      ...byline(visual, context, { ...area, y: y + block.height + 74, height: 110 }, 0.9, 'left'),
    ]
  },

  /** The words as a poster, the name on a hot slab. */
  poster: (visual, context) => {
    const { content } = context.frame
    const foot = visual.author ? 150 : 0
    const stack = stackText(`“${bare(visual.text)}”`, context, {
      width: content.width,
      height: content.height - foot - 20,
      maxSizePx: 300,
      role: 'quote',
      gap: 18,
    })
    const y = content.y + (content.height - foot - stack.height) / 2
    const tag = { x: content.x, y: y + stack.height + 44, width: Math.min(content.width - 20, 1000), height: 84 }
    return [
      ...speedLines(context),
      ...stackElements(stack, context, { x: content.x, y, start: 0.05, emphasis: 'last-line' }),
      ...(visual.author
        ? [
            slab(context, tag, 0.8, 18),
            textInBox(
              context,
              nameOf(visual),
              { ...inflate(tag, -30, -14), x: tag.x + 54 },
              {
                start: 0.9,
                sizePx: 32,
                maxLines: 1,
                behind: context.palette.surface,
              },
            ),
          ]
        : []),
    ]
  },

  /** Centred italics under a gold mark, the name letter-spaced between rules. */
  archive: (visual, context) => {
    const { frame, palette } = context
    const { content } = frame
    const block = fitQuote(visual, context, content.width * 0.84, content.height - 330, 124)
    const mark = context.fit('“', 'figure', { maxWidth: 400, sizePx: 240 })
    const total = 100 + block.height + byHeight(visual)
    const y = content.y + (content.height - total) / 2 + 90
    const middle = { x: content.x, width: content.width, align: 'center' } as const
    return [
      context.words(mark, { ...middle, y: y - 120, start: 0, colour: palette.accent }),
      context.words(block, { ...middle, y, start: 0.1 }),
      bar(
        { x: frame.width / 2 - 60, y: y + block.height + 62, width: 120, height: 2 },
        {
          start: 1.2,
          seconds: 1.2,
          from: 'centre',
          fill: palette.accent,
        },
      ),
      ...byline(visual, context, { ...content, y: y + block.height + 96, height: 120 }, 1.3, 'center'),
    ]
  },
}

/** The words without marks of their own, so that none are doubled. */
const bare = (text: string): string => text.trim().replace(/^["“”„«]\s*|\s*["“”»]$/gu, '')

const nameOf = (visual: Visual): string => [visual.author, visual.role].filter(Boolean).join(', ')

const byHeight = (visual: Visual): number => (visual.author ? (visual.role ? 200 : 110) : 0)

function fitQuote(
  visual: Visual,
  context: SceneContext,
  maxWidth: number,
  maxHeight: number,
  sizePx: number,
): TextBlock {
  const marked = context.style.composition === 'columns' || context.style.composition === 'archive'
  return context.fit(marked ? bare(visual.text) : `“${bare(visual.text)}”`, 'quote', { maxWidth, maxHeight, sizePx })
}

const words = (context: SceneContext, block: TextBlock, area: Box, y: number, start: number): SceneElement =>
  context.words(block, { x: area.x, width: area.width, y, start })

/** The name, and below it what the person is. */
function byline(
  visual: Visual,
  context: SceneContext,
  box: Box,
  start: number,
  align: 'left' | 'center',
): SceneElement[] {
  const { palette, style } = context
  if (visual.author === undefined) return []
  const isSpaced = style.text.label.uppercase
  const name = textInBox(
    context,
    visual.author,
    { ...box, height: 54 },
    {
      start,
      role: isSpaced ? 'label' : 'strong',
      sizePx: isSpaced ? 38 : 50,
      align,
      upright: 'top',
      maxLines: 1,
      colour: isSpaced ? palette.accent : palette.ink,
    },
  )
  if (visual.role === undefined) return [name]
  const role = { ...box, y: box.y + 66, height: 60 }
  return [
    name,
    textInBox(context, visual.role, role, {
      start: start + 0.12,
      role: 'body',
      sizePx: 38,
      align,
      upright: 'top',
      maxLines: 2,
      colour: palette.mutedInk,
    }),
  ]
}
