import { z } from 'zod'
import { cue } from './fields.ts'
import { lowerThirdElements, lowerThirdFields } from './lower-third-parts.ts'
import { defineScene } from './scene-kind.ts'
import { splitText } from './split.ts'
import { statement, StatementVisual } from './statement.ts'

export const LowerThirdVisual = StatementVisual.extend({
  kind: z.literal('lower-third'),
  ...lowerThirdFields,
  cue: cue.describe('When the name comes in'),
})

type Visual = z.output<typeof LowerThirdVisual>

/** Between the statement and the plate. */
const GAP = 76

/** A statement, and over its foot who or what is spoken of. */
export const lowerThird = defineScene({
  kind: 'lower-third',
  about: 'A person, a place or a date named at the foot of the frame, over a headline or a statement.',
  schema: LowerThirdVisual,
  layout: ({ text, emphasis, icon, ...third }, context) => {
    const { box, elements } = lowerThirdElements(third, context, { start: context.at('value', 2) })
    const { content } = context.frame
    const frame = { ...context.frame, content: { ...content, height: box.y - GAP - content.y } }
    const said = {
      kind: 'statement' as const,
      text,
      ...(emphasis !== undefined && { emphasis }),
      ...(icon !== undefined && { icon }),
    }
    // Never set as a closing card: that would paint over the ground.
    return [...statement.layout(said, { ...context, frame, index: 0, count: 1 }), ...elements]
  },
  split: (visual, language) => {
    const [first, second] = splitText(visual.text, language) ?? []
    if (first === undefined || second === undefined) return undefined
    const [begun, ended]: readonly [Visual, Visual] = [
      { ...visual, text: first },
      { ...visual, text: second },
    ]
    // The turn to the second part goes by the parts' lengths: the name may come long before or after it.
    return [
      { visual: begun, cues: { value: 'value', emphasis: 'emphasis' } },
      { visual: ended, cues: {} },
    ]
  },
})
