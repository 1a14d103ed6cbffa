import { z } from 'zod'
import { columns, GUTTER } from '../drawing/frame.ts'
import { bar } from '../drawing/shape-elements.ts'
import { arrange } from '../layout/arrange.ts'
import { box, column, measured, row, rowIf, spacer } from '../layout/node.ts'
import { composition } from './composition.ts'
import { speedLines } from './ornament.ts'
import { slab } from './parts.ts'
import { byline, bylineWords, inMarks, MARK_SHARE, openingMark, quotedText, speechBubble } from './quote-parts.ts'
import { defineScene, type Compositions } from './scene-kind.ts'
import { splitText } from './split.ts'
import { stackElements, stackText } from './stack.ts'

export const QuoteVisual = z.strictObject({
  kind: z.literal('quote'),
  text: z.string().min(1).max(280),
  author: z.string().min(1).max(80).optional(),
  role: z.string().min(1).max(120).optional(),
  continues: z
    .boolean()
    .default(false)
    .describe('Whether the next scene goes on with these words: no closing mark yet, and no name'),
})

type Visual = z.output<typeof QuoteVisual>

/** Someone's words and who said them. */
export const quote = defineScene({
  kind: 'quote',
  about: 'A quotation, word for word, with its author.',
  schema: QuoteVisual,
  layout: (visual, context) => composition(compositions, visual, context),
  split: (visual, language) => {
    const [first, second] = splitText(visual.text, language) ?? []
    if (first === undefined || second === undefined) return undefined
    return [
      { visual: { ...visual, text: first, continues: true }, cues: {} },
      { visual: { ...visual, text: second }, cues: {} },
    ]
  },
})

const compositions: Compositions<Visual> = {
  /** A huge quotation mark hanging in the first columns, the words in the others. */
  columns: (visual, context) => {
    const { frame, palette } = context
    const { isWide } = frame
    const indent = columns(frame, 0, 3).width + GUTTER
    const markPx = Math.min(560, frame.content.height * (isWide ? 1 : 0.5))
    const name = byline(visual, context)
    const plan = arrange(
      rowIf(
        isWide,
        { along: isWide ? 'start' : 'optical', across: isWide ? 'center' : 'stretch', gap: isWide ? 0 : 64 },
        [
          isWide ? box('mark', { width: indent, align: 'start' }) : box('mark', { height: markPx * MARK_SHARE }),
          column({ ...(isWide && { width: 'fill' }), gap: 66, shrinks: true, maxHeight: frame.content.height - 20 }, [
            quotedText(visual, context, { sizePx: isWide ? 140 : 160, isMarked: false }),
            name && column({ gap: 40 }, [box('rule', { width: 96, height: 4, align: 'start' }), name]),
          ]),
        ],
      ),
      { ...frame.content, height: frame.content.height - 36 },
      context,
    )
    return [
      openingMark(context, { ...plan.box('mark'), y: isWide ? plan.text('text').y - 6 : plan.box('mark').y }, markPx),
      plan.words('text', { start: 0.02 }),
      ...(plan.has('rule') ? [bar(plan.box('rule'), { start: 0.9, fill: palette.accent })] : []),
      ...bylineWords(plan, context, { start: 1 }),
    ]
  },

  /** A speech bubble with the name below its tail. */
  notebook: (visual, context) => {
    const { frame, palette } = context
    const { content, isWide } = frame
    const name = byline(visual, context)
    const plan = arrange(
      column({ along: 'center', padding: { x: isWide ? 40 : 0 }, gap: 46 }, [
        box('bubble', { padding: { x: isWide ? 90 : 64, y: 80 }, shrinks: true, maxHeight: content.height * 0.88 }, [
          quotedText(visual, context, { sizePx: isWide ? 124 : 140, isMarked: true }),
        ]),
        name && row({}, [box('tail', { width: isWide ? 280 : 230 }), column({ width: 'fill' }, [name])]),
      ]),
      content,
      context,
    )
    return [
      speechBubble(context, plan.box('bubble')),
      plan.words('text', { align: 'center', start: 0.02, behind: palette.surface }),
      ...bylineWords(plan, context, { start: 0.9 }),
    ]
  },

  /** A pull quote: italics beside a heavy rule and a thin one, the name in small capitals. */
  diagram: (visual, context) => {
    const { frame, palette } = context
    const plan = arrange(
      column({ along: 'optical' }, [
        row({ shrinks: true, maxHeight: frame.content.height - 20 }, [
          box('rule', { width: 10 }),
          spacer(8),
          box('hairline', { width: 2 }),
          spacer(50),
          column({ width: 'fill', gap: 40, padding: { y: 14 }, maxHeight: frame.content.height - 20 }, [
            quotedText(visual, context, { sizePx: frame.isWide ? 140 : 150, isMarked: true }),
            spacer(10),
            byline(visual, context),
          ]),
        ]),
      ]),
      frame.content,
      context,
    )
    const drawn = { from: 'top', seconds: 0.8, fill: palette.accent } as const
    return [
      bar(plan.box('rule'), { ...drawn, start: 0 }),
      bar(plan.box('hairline'), { ...drawn, start: 0.25 }),
      plan.words('text', { start: 0.02 }),
      ...bylineWords(plan, context, { start: 0.9 }),
    ]
  },

  /** The words as a poster, the name on a hot slab. */
  poster: (visual, context) => {
    const { frame, palette } = context
    const name = byline(visual, context)
    const set = (width: number, height: number) =>
      stackText(inMarks(visual), context, { width, height, maxSizePx: 340, role: 'quote', gap: 18 })
    const plan = arrange(
      column({ along: 'optical', gap: 48 }, [
        measured('stack', set, { align: 'start' }),
        name && box('tag', { align: 'start', padding: { x: 60, y: 30 } }, [name]),
      ]),
      { ...frame.content, height: frame.content.height - 16 },
      context,
    )
    const { width, height, ...place } = plan.box('stack')
    return [
      ...speedLines(context),
      ...stackElements(set(width, height), context, { ...place, start: 0.05, emphasis: 'last-line' }),
      ...(plan.has('tag') ? [slab(context, plan.box('tag'), 0.8, 18)] : []),
      ...bylineWords(plan, context, { start: 0.9, behind: palette.surface }),
    ]
  },

  /** Centred italics under a gold mark, the name letter-spaced below a gold rule. */
  archive: (visual, context) => {
    const { frame, palette } = context
    const { content, isWide } = frame
    const name = byline(visual, context, 34)
    const plan = arrange(
      column({ along: 'optical', gap: 46, padding: { x: isWide ? content.width * 0.08 : 0 } }, [
        box('mark', { height: isWide ? 96 : 150 }),
        quotedText(visual, context, { sizePx: isWide ? 132 : 150, isMarked: false }),
        name && column({ gap: 44, padding: { y: 6 } }, [box('rule', { width: 120, height: 2, align: 'center' }), name]),
      ]),
      { ...content, height: content.height - 20 },
      context,
    )
    return [
      openingMark(context, plan.box('mark'), isWide ? 240 : 380, 'center'),
      plan.words('text', { align: 'center', start: 0.1 }),
      ...(plan.has('rule')
        ? [bar(plan.box('rule'), { start: 1.2, seconds: 1.2, from: 'centre', fill: palette.accent })]
        : []),
      ...bylineWords(plan, context, { start: 1.3, align: 'center' }),
    ]
  },
}
