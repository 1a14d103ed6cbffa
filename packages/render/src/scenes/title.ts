import { z } from 'zod'
import { headline, icon } from './fields.ts'
import type { SceneElement } from '../drawing/element.ts'
import { columns, GUTTER } from '../drawing/frame.ts'
import { bottom, centredSquare, type Box } from '../drawing/geometry.ts'
import { bar, fillBox, fillPath, piece } from '../drawing/shape-elements.ts'
import { blob } from '../drawing/strokes.ts'
import { textBox } from '../drawing/text-element.ts'
import { arrange } from '../layout/arrange.ts'
import { box, column, measured, row, spacer, type Children, type LayoutNode } from '../layout/node.ts'
import { composition, mirrored, picture, squareIn, within } from './composition.ts'
import { emblem, ghostIcon, speedLines, tickRing, underline } from './ornament.ts'
import { defineScene, type Compositions, type SceneContext } from './scene-kind.ts'
import { stackElements, stackText } from './stack.ts'
import { figureNote, hotTag, quarterRings, stickers } from './title-art.ts'
import { titleTexts, titleWords } from './title-text.ts'

export const TitleVisual = z.strictObject({
  kind: z.literal('title'),
  headline,
  subtitle: z.string().min(1).max(160).optional(),
  kicker: z.string().min(1).max(60).optional().describe('A short label above the headline'),
  icon,
})

type Visual = z.output<typeof TitleVisual>

/** The video's or a section's title: one large headline, a label above it, a line below it, and an icon. */
export const title = defineScene({
  kind: 'title',
  about: 'The opening of a video: its headline as large as it goes, with a kicker and a subtitle.',
  schema: TitleVisual,
  bare: true,
  layout: (visual, context) => composition(compositions, visual, context),
})

const compositions: Compositions<Visual> = {
  /** A panel of the accent colour that bleeds off the frame, and the headline at the foot of the page beside it. */
  columns: (visual, context) => {
    const { frame, palette, style } = context
    const { content, isWide } = frame
    const { kicker, headline, subtitle } = titleTexts(visual, context, {
      headlinePx: style.scale.display,
      subtitlePx: style.scale.body + 12,
    })
    const panel = box('panel', { [isWide ? 'width' : 'height']: 'fill', minHeight: frame.height * 0.24 })
    const foot = spacer(frame.height - bottom(content) - 30)
    const edge = columns(frame, 8, 4).x - content.x
    const plan = arrange(
      isWide
        ? row({}, [
            column({ width: edge - GUTTER * 2, gap: 44, maxHeight: frame.height }, [
              column({ height: 'fill', minHeight: content.y + 28 }, [spacer(content.y), kicker]),
              headline,
              subtitle,
              foot,
            ]),
            spacer(GUTTER * 2),
            panel,
          ])
        : column({}, [
            panel,
            column({ padding: { x: content.x, y: 72 }, gap: 52, shrinks: true }, [kicker, headline, subtitle]),
            spacer(frame.height - bottom(content) - 56),
          ]),
      mirrored(
        isWide ? { x: content.x, y: 0, width: frame.width - content.x, height: frame.height } : whole(context),
        context,
      ),
      context,
    )
    const place = plan.box('panel')
    const side = Math.min(place.width, place.height) * (isWide ? 0.68 : 0.6)
    const seat = centredSquare(isWide ? { ...place, height: frame.height * 0.9 } : place, Math.min(side, 620))
    const from = isWide ? (context.rightToLeft ? 'left' : 'right') : 'top'
    return [
      bar(place, { start: 0, seconds: 0.75, fill: palette.accent, from }),
      ...quarterRings(context, place),
      ...art(visual, context, seat, palette.onAccent, 1),
      ...titleWords(plan, context, { kicker: { colour: palette.accent, start: 0.15 } }),
    ]
  },

  /** The headline with a hand-drawn line under it, and the icon as a sticker on a blob. */
  notebook: (visual, context) => {
    const { frame, palette, style } = context
    const { kicker, headline, subtitle } = titleTexts(visual, context, {
      headlinePx: style.scale.display,
      subtitlePx: style.scale.body + 12,
    })
    const pill = kicker && box('pill', { padding: { x: 30, y: 20 }, align: 'start' }, [kicker])
    const words = [pill, headline, spacer(10), subtitle] as const
    const plan = arrange(besideArt(context, { side: 560, gap: 44 }, words), frame.content, context)
    const sticker = squareIn(plan.box('art'), context, 'end')
    const shape = blob(sticker.x + sticker.width / 2, sticker.y + sticker.width / 2, sticker.width / 2, context.random)
    const { block, ...place } = plan.text('headline')
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
      ...(plan.has('pill') ? [pillOf(plan.box('pill'), context)] : []),
      ...titleWords(plan, context, { kicker: { colour: palette.background, behind: palette.ink, start: 0.1 } }),
      underline(context, textBox(block, place), { gap: 44, longest: 760, width: 14, start: 0.5 }),
    ]
  },

  /** A museum panel: serif headline under a double rule, and the icon as a figure in a ring of tick marks. */
  diagram: (visual, context) => {
    const { frame, palette, style } = context
    const { kicker, headline, subtitle } = titleTexts(visual, context, {
      headlinePx: style.scale.display,
      subtitlePx: style.scale.body + 12,
    })
    const words = [box('rule', { height: 13 }), kicker, headline, subtitle] as const
    const plan = arrange(besideArt(context, { side: 600, gap: 52 }, words), frame.content, context)
    const ring = squareIn(plan.box('art'), context, frame.isWide ? 'end' : 'start')
    const rule = plan.box('rule')
    return [
      bar({ ...rule, height: 5 }, { start: 0.1, fill: palette.accent }),
      bar({ ...rule, y: rule.y + 11, height: 1.5 }, { start: 0.2, fill: palette.accent }),
      ...tickRing(context, ring, 0.1),
      ...figureNote(context, ring),
      ...art(visual, context, within(ring, 0.28), palette.accent, 1.1),
      ...titleWords(plan, context, { kicker: { colour: palette.accent, start: 0.15 } }),
    ]
  },

  /** The headline as large as the frame, line by line, over the icon's outline. */
  poster: (visual, context) => {
    const { frame, palette } = context
    const { kicker, subtitle } = titleTexts(visual, context, { headlinePx: 0, subtitlePx: frame.isWide ? 50 : 58 })
    const set = (width: number, height: number) =>
      stackText(visual.headline, context, { width, height, maxSizePx: 560, role: 'display' })
    const tag = kicker && box('tag', { padding: { x: 34, y: 20 }, align: 'start' }, [kicker])
    const raised = 48
    const area = { ...frame.content, y: frame.content.y - raised, height: frame.content.height + raised - 10 }
    const plan = arrange(
      column({ along: 'center', gap: 40 }, [tag, measured('stack', set, { align: 'start' }), subtitle]),
      area,
      context,
    )
    const { width, height, ...place } = plan.box('stack')
    return [
      ...speedLines(context),
      ...ghostIcon(visual.icon, context),
      ...(plan.has('tag') ? [hotTag(plan.box('tag'), context)] : []),
      ...stackElements(set(width, height), context, { ...place, start: 0.1, emphasis: 'last-line' }),
      ...titleWords(plan, context, {
        kicker: { colour: palette.onAccent, behind: palette.accent, start: 0.05 },
        starts: { headline: 0, subtitle: 0.7 },
      }),
    ]
  },

  /** Centred like the opening of a film: gold rules, a large light serif, a line in italics. */
  archive: (visual, context) => {
    const { frame, palette, style } = context
    const { content, isWide } = frame
    const { kicker, headline, subtitle } = titleTexts(visual, context, {
      headlinePx: style.scale.display * 1.3,
      subtitle: 'quote',
      subtitlePx: isWide ? 54 : 64,
    })
    const rule = { width: Math.min(300, frame.width * 0.22), height: 2 }
    const side = isWide ? 120 : 180
    const plan = arrange(
      column({ along: 'center', gap: 60, padding: { x: content.width * 0.03 } }, [
        row({ along: 'center', across: 'center', gap: 40 }, [
          box('before', rule),
          box('mark', { width: side, height: side }),
          box('after', rule),
        ]),
        kicker,
        headline,
        subtitle && column({ across: 'center' }, [subtitle]),
      ]),
      { ...content, y: frame.safe.y + 20, height: bottom(content) - frame.safe.y - 40 },
      context,
    )
    const [first, second] = [plan.box('before'), plan.box('after')]
    const isSwapped = first.x > second.x
    return [
      bar(first, { start: 0, seconds: 1.5, from: isSwapped ? 'left' : 'right', fill: palette.accent }),
      bar(second, { start: 0, seconds: 1.5, from: isSwapped ? 'right' : 'left', fill: palette.accent }),
      ...art(visual, context, plan.box('mark'), palette.accent, 1),
      ...titleWords(plan, context, {
        align: 'center',
        kicker: { colour: palette.accent, start: 0.15 },
        starts: { headline: 0, subtitle: 0.8 },
      }),
    ]
  },
}

/** The words beside a square for the picture in a wide frame, below it in others, where it takes what they leave. */
function besideArt<Key extends string>(
  { frame }: SceneContext,
  options: { readonly side: number; readonly gap: number },
  words: Children<Key>,
): LayoutNode<Key | 'art'> {
  const { isWide, content } = frame
  const { side, gap } = options
  if (isWide) {
    const texts = column({ width: 'fill', gap, maxHeight: content.height }, words)
    return row<Key | 'art'>({ gap: 80, across: 'center' }, [texts, box('art', { width: side, height: side })])
  }
  const seat = box('art', { height: 'fill', minHeight: content.height * 0.2, maxHeight: content.height * 0.45 })
  return column<Key | 'art'>({ gap: content.height * 0.065, along: 'center' }, [
    seat,
    column({ gap, shrinks: true }, words),
  ])
}

const whole = ({ frame }: SceneContext): Box => ({ x: 0, y: 0, width: frame.width, height: frame.height })

const pillOf = (pill: Box, { palette, style }: SceneContext): SceneElement =>
  piece(pill, { style, start: 0.05, draw: (target) => fillBox(target, pill, palette.ink, pill.height / 2) })

/** The icon, or a geometric figure when there is none. */
function art(visual: Visual, context: SceneContext, box: Box, colour: string, strokeWidth: number): SceneElement[] {
  if (visual.icon === undefined) return emblem(context, box, colour, 0.2)
  return picture(visual.icon, context, { box, colour, start: 0.2, seconds: 1.1, strokeWidth, breathes: true })
}
