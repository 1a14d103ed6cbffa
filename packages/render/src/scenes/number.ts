import { z } from 'zod'
import { cue, icon } from './fields.ts'
import { arrange } from '../layout/arrange.ts'
import { picture, squareIn } from './composition.ts'
import { numberLook } from './number-looks.ts'
import { countOf, figureElements, numberNodes, roomOf } from './number-parts.ts'
import { defineScene, type SceneContext } from './scene-kind.ts'
import { sourceLine } from './source-line.ts'

export const NumberVisual = z.strictObject({
  kind: z.literal('number'),
  value: z.number().finite().describe('Counts up to this value'),
  decimals: z.int().min(0).max(4).default(0).describe('Digits after the decimal point'),
  grouped: z.boolean().default(true).describe('Whether thousands are grouped; false for years'),
  prefix: z.string().max(12).optional().describe('Set before and after the figure: "$", "%", "million km"'),
  suffix: z.string().max(24).optional(),
  label: z.string().min(1).max(160),
  context: z.string().min(1).max(160).optional().describe('A second, smaller line that puts the figure in proportion'),
  source: z.string().min(1).max(160).optional(),
  icon,
  cue,
})

type Visual = z.output<typeof NumberVisual>

/** One figure that counts up, as large as the frame allows, with what it means and what to compare it with. */
export const number = defineScene({
  kind: 'number',
  about: 'One figure that counts up, with what it counts and a line that puts it in proportion.',
  schema: NumberVisual,
  ground: 'contrast',
  layout: (visual, context) => [...numberElements(visual, context), ...sourceLine(visual.source, context)],
})

/** Label and frame stand at once; the figure starts to count with them and arrives with its word. */
function numberElements(visual: Visual, context: SceneContext) {
  const look = numberLook(visual, context)
  const { align = 'left' } = look
  const nodes = numberNodes(visual, context, look.set)
  const plan = arrange(look.tree(nodes), roomOf(visual, context), context)
  const { start } = countOf(context)
  const icon = plan.has('icon') && {
    box: squareIn(plan.box('icon'), context, look.iconAt ?? 'center'),
    colour: look.iconColour,
    start: 0.3,
    strokeWidth: Math.min(1.25, context.style.icon.strokeWidth),
    breathes: true,
  }
  return [
    ...look.behind(plan),
    ...(icon ? picture(visual.icon, context, icon) : []),
    ...figureElements(visual, context, { plan, set: look.set, tone: look.tone }),
    plan.words('label', { start: 0.1, align }),
    ...(plan.has('context') ? [plan.words('context', { start: start + 1.1, align, colour: look.contextColour })] : []),
  ]
}
