import { z } from 'zod'
import { icon } from './fields.ts'
import type { SceneElement } from '../drawing/element.ts'
import { runBoxes, textBox, wordsOf } from '../drawing/text-element.ts'
import { arrange } from '../layout/arrange.ts'
import { box, column, row, text, type FitText } from '../layout/node.ts'
import { largeText } from './large-text.ts'
import { defineScene, type SceneContext } from './scene-kind.ts'
import { splitText } from './split.ts'
import { statementLook, type StatementLook } from './statement-looks.ts'
import { statementPoster } from './statement-poster.ts'

export const StatementVisual = z.strictObject({
  kind: z.literal('statement'),
  text: z.string().min(1).max(200),
  emphasis: z
    .string()
    .min(1)
    .optional()
    .describe('The part of `text`, word for word, that the accent colour picks out'),
  icon,
})

type Visual = z.output<typeof StatementVisual>

/** One sentence, as large as it goes, with the words that matter picked out. */
export const statement = defineScene({
  kind: 'statement',
  about: 'One sentence, with the words that matter picked out. For a claim, a turn, a conclusion.',
  schema: StatementVisual,
  layout: (visual, context) =>
    context.style.composition === 'poster'
      ? statementPoster(visual, context)
      : statementElements(visual, context, statementLook(context, context.style.composition)),
  split: (visual, language) => {
    const [first, second] = splitText(visual.text, language) ?? []
    if (first === undefined || second === undefined) return undefined
    // The turn to the second part goes by the parts' lengths: its emphasis may come long after its beginning.
    const cues = { emphasis: 'emphasis' }
    return [
      { visual: { ...visual, text: first }, cues: first.includes(visual.emphasis ?? '') ? cues : {} },
      { visual: { ...visual, text: second }, cues: {} },
    ]
  },
})

function statementElements(visual: Visual, context: SceneContext, look: StatementLook): SceneElement[] {
  const plan = arrange(tree(visual, context, look), context.frame.content, context)
  const { block, ...place } = plan.text('text')
  const emphasis = wordsOf(block, visual.emphasis)
  const runs = runBoxes(block, textBox(block, { ...place, align: look.align }), emphasis, look.align)
  const { ink, strong: colour, behind } = look.tone
  return [
    ...look.ground,
    ...(plan.has('rule') ? look.rule(plan.box('rule')) : []),
    ...(plan.has('art') ? look.art(visual.icon, plan.box('art')) : []),
    ...look.marks(runs, block),
    plan.words('text', { align: look.align, start: 0.1, colour: ink, behind, emphasis: { words: emphasis, colour } }),
  ]
}

/** The icon beside the words in a wide frame, above them in others, where it takes the height that they leave. */
function tree(visual: Visual, context: SceneContext, { shape }: StatementLook) {
  const { isWide, content } = context.frame
  const { art, rule, across, level } = shape
  const isBeside = isWide && level !== 'above'
  const largest = art.side * art.ratio * (isWide ? 0.8 : 1.3)
  const fit = largeText(context, visual.text, 'heading', { sizePx: sizeOf(visual.text, context) })
  const airy: FitText = (width, height) => fit(width, isBeside ? Math.min(height, content.height * 0.74) : height)
  const line = rule && box('rule', { width: rule.width, ...(rule.height && { height: rule.height, align: across }) })
  const words =
    rule?.place === 'beside'
      ? row({ width: 'fill', gap: rule.gap, shrinks: true }, [line, text('text', airy, { width: 'fill' })])
      : column({ width: 'fill', gap: rule?.gap ?? 0, shrinks: true }, [line, text('text', airy)])
  const seat = isBeside
    ? box('art', { width: art.side, height: art.side * art.ratio })
    : box('art', {
        height: 'fill',
        minHeight: Math.min(largest, content.height * 0.2),
        maxHeight: largest,
        ratio: 1 / art.ratio,
        align: across,
      })
  const icon = visual.icon !== undefined && seat
  return column(
    { along: 'optical', gap: 64, padding: { y: MARKS_PX / 2 } },
    isBeside ? [row({ gap: 100, across: level, shrinks: true }, [words, icon])] : [icon, words],
  )
}

/** Lines under the last words reach below them. */
const MARKS_PX = 60

/** Few words are set in the size of a poster. */
const sizeOf = ({ length }: string, { style }: SceneContext): number =>
  style.scale.title * Math.min(2.4, Math.max(1.6, 2.9 - length / 30))
