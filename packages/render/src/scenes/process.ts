import { z } from 'zod'
import { cue, headline, icon } from './fields.ts'
import type { SceneElement } from '../drawing/element.ts'
import { cycleScene } from './cycle.ts'
import { speedLines } from './ornament.ts'
import { straightScene } from './process-steps.ts'
import { defineScene, type SceneContext } from './scene-kind.ts'
import { MOST_NUMBER, numberAfter } from './numbering.ts'
import { splitList } from './split.ts'

export const ProcessVisual = z.strictObject({
  kind: z.literal('process'),
  headline,
  steps: z
    .array(
      z.strictObject({
        label: z.string().min(1).max(60),
        detail: z.string().min(1).max(160).optional(),
        icon,
        cue,
      }),
    )
    .min(1)
    .max(6),
  cyclic: z.boolean().default(false).describe('Whether the last step leads back to the first'),
  firstNumber: z.int().min(1).max(MOST_NUMBER).default(1).describe('The number of the first step; the others follow'),
})

type Visual = z.output<typeof ProcessVisual>

/** Steps that lead to one another: in a row, down the frame when it is high, or around a circle. */
export const process = defineScene({
  kind: 'process',
  about: 'Steps in order, with arrows; as a ring when the last one leads back to the first.',
  schema: ProcessVisual,
  layout: layOut,
  split: (visual) => {
    // Half a circle is a row.
    const straight = { ...visual, cyclic: false }
    return splitList(straight, 'steps', { firstNumber: numberAfter(visual.firstNumber, visual.steps) })
  },
})

function layOut(visual: Visual, context: SceneContext): readonly SceneElement[] {
  const steps = visual.steps.map((step, index) => ({
    ...step,
    icon: step.icon,
    index,
    number: visual.firstNumber + index,
    start: context.at(`steps.${index}`, 0.8 + index * 1.6),
  }))
  const scene = visual.cyclic && steps.length > 1 ? cycleScene : straightScene
  const isPoster = context.style.composition === 'poster'
  return [...(isPoster ? speedLines(context) : []), ...scene(visual.headline, steps, context)]
}
