import { z } from 'zod'
import { cue, headline, icon } from './fields.ts'
import { awaited, type SceneElement } from '../drawing/element.ts'
import { bar } from '../drawing/shape-elements.ts'
import { picture } from './composition.ts'
import { planSides, type ComparisonPlan, type Side } from './comparison-layout.ts'
import { speedLines } from './ornament.ts'
import { panel } from './panel.ts'
import { defineScene, type SceneContext } from './scene-kind.ts'

const side = z.strictObject({
  label: z.string().min(1).max(60),
  icon,
  points: z.array(z.string().min(1).max(160)).min(1).max(4),
  cue,
})

export const ComparisonVisual = z.strictObject({
  kind: z.literal('comparison'),
  headline,
  left: side,
  right: side,
  only: z.enum(['left', 'right']).optional().describe('Shows one of the sides by itself'),
})

type Visual = z.output<typeof ComparisonVisual>

/** Two things side by side (one above the other in a high frame), each with a name and a few points. */
export const comparison = defineScene({
  kind: 'comparison',
  about: 'Two things side by side, each with a name and a few points.',
  schema: ComparisonVisual,
  layout: layOut,
  split: (visual) => {
    const { only } = visual
    if (only === undefined) {
      return [
        { visual: { ...visual, only: 'left' }, cues: { left: 'left' } },
        { visual: { ...visual, only: 'right' }, cues: { right: 'right' } },
      ]
    }
    const { points } = visual[only]
    if (points.length < 2) return undefined
    const half = Math.ceil(points.length / 2)
    const part = (some: readonly string[]) => ({ ...visual, [only]: { ...visual[only], points: some } })
    return [
      { visual: part(points.slice(0, half)), cues: { [only]: only } },
      { visual: part(points.slice(half)), cues: {} },
    ]
  },
})

function layOut(visual: Visual, context: SceneContext): readonly SceneElement[] {
  const sides = (['left', 'right'] as const).flatMap((name, index) =>
    visual.only === undefined || visual.only === name ? [{ ...visual[name], index, name }] : [],
  )
  const plan = planSides(visual.headline, sides, context)
  return [
    ...(context.style.composition === 'poster' ? speedLines(context) : []),
    plan.words('headline', { start: 0.02 }),
    ...sides.flatMap((placed, place) =>
      sideElements(plan, placed, context, context.at(placed.name, place === 0 ? 1 : 3.4)),
    ),
  ]
}

/** One side: its panel, which stands from the beginning, its icon and name, and its points one after the other. */
function sideElements(plan: ComparisonPlan, side: Side, context: SceneContext, start: number): SceneElement[] {
  const { index, points, icon } = side
  const surface = panel(context, index)
  // All points come in before the scene ends, however short it is.
  const left = Math.max(0.1, context.durationSeconds - start - 0.9)
  const stagger = Math.min(0.22, left / points.length)
  const { ink, behind } = surface
  return [
    ...surface
      .draw(plan.box(`panel.${index}`), start)
      .flatMap((element) => awaited(element, { from: 0.25, until: start })),
    plan.words(`label.${index}`, { start: Math.min(start + 0.15, 0.5 + index * 0.12), colour: ink, behind }),
    ...(plan.has(`icon.${index}`)
      ? picture(icon, context, { box: plan.box(`icon.${index}`), colour: ink, start: start + 0.3 })
      : []),
    ...points.flatMap((_, place) => {
      const comes = start + 0.4 + place * stagger
      const key = `${index}.${place}` as const
      const mark = plan.box(`mark.${key}`)
      return [
        ...(plan.has(`rule.${key}`)
          ? [bar(plan.box(`rule.${key}`), { start: comes, fill: context.palette.line })]
          : []),
        bar(mark, { start: comes, seconds: 0.4, fill: ink, radius: mark.width === mark.height ? mark.width / 2 : 0 }),
        plan.words(`point.${key}`, { start: comes + 0.05, behind }),
      ]
    }),
  ]
}
