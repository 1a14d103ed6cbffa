import type { SceneElement } from '../drawing/element.ts'
import { box, column, keyed, row, spacer, type LayoutNode } from '../layout/node.ts'
import { arcs, RADIUS, turns, type CycleKey } from './cycle-arrows.ts'
import { arrangeHeaded, isUpright } from './headed.ts'
import { detailText, labelText, stepElements, type Step, type StepSizes } from './process-steps.ts'
import type { SceneContext } from './scene-kind.ts'

/** Steps around an ellipse in a wide frame, with their names outside it; around two columns in others. */
export function cycleScene(headline: string, steps: readonly Step[], context: SceneContext): SceneElement[] {
  const { isWide } = context.frame
  const plan = arrangeHeaded<CycleKey>(context, {
    headline,
    gap: isWide ? 44 : 64,
    // Half a circle is none.
    isDivisible: steps.length > 4,
    body: (scale, maxLines) =>
      (isWide ? ringOf : loopOf)(steps, context, { scale, maxLines, ...sizesOf(steps.length) }),
  })
  const before = new Set(sidesOf(steps)[0])
  return [
    plan.words('headline', { start: 0.02 }),
    ...(isWide ? arcs : turns)(plan, steps, context),
    ...steps.flatMap((step) =>
      stepElements(plan, step, context, isWide ? (before.has(step) ? 'right' : 'left') : 'center'),
    ),
  ]
}

/** Sizes of names and details before they are scaled to their room. */
const sizesOf = (count: number) => (count < 4 ? { labelPx: 84, detailPx: 54 } : { labelPx: 66, detailPx: 48 })

/** The steps before the ellipse and those after it, each from top to bottom: in order they go around it. */
function sidesOf(steps: readonly Step[]): readonly [readonly Step[], readonly Step[]] {
  const [first, ...others] = steps
  const after = Math.ceil(steps.length / 2)
  return [[first!, ...others.slice(after).toReversed()], others.slice(0, after)]
}

/** Names outside, signs on the ellipse: each as far from its middle as the ellipse is wide at its height. */
function ringOf(steps: readonly Step[], context: SceneContext, sizes: StepSizes): LayoutNode<CycleKey> {
  const sides = sidesOf(steps)
  const sidePx = (sides[1].length > 2 ? 120 : 176) * Math.min(1, 0.4 + sizes.scale * 0.6)
  const radius = context.frame.content.width * RADIUS.x
  const half = (side: readonly Step[], isBefore: boolean) =>
    column<CycleKey>(
      { width: 'fill' },
      side.map((step, place) => {
        const level = (((place + 0.5) / side.length - 0.5) * 2) / RADIUS.y
        const inset = column<CycleKey>({ width: radius * Math.sqrt(1 - level ** 2) - sidePx / 2 }, [])
        const seat = box<CycleKey>(`seat.${step.index}`, { width: sidePx, height: sidePx })
        const words = column<CycleKey>(
          { width: 'fill', align: 'stretch', along: 'center', gap: 22, across: isBefore ? 'end' : 'start' },
          [labelText(step, context, sizes), detailText(step, context, sizes)],
        )
        const outwards = [inset, seat, spacer(LABEL_GAP_PX), words]
        return row<CycleKey>({ height: 'fill', across: 'center' }, isBefore ? outwards.toReversed() : outwards)
      }),
    )
  const ring = row<CycleKey>({ height: 'fill', maxHeight: steps.length === 2 ? 480 : 640 }, [
    half(sides[0], true),
    half(sides[1], false),
  ])
  return column({ height: 'fill', along: 'center' }, [keyed('ring', ring)])
}

/** Between a sign, slanted ones included, and its name. */
const LABEL_GAP_PX = 46

/** Two columns that are read clockwise, each sign above its name; an odd last one stands between them. */
function loopOf(steps: readonly Step[], context: SceneContext, sizes: StepSizes): LayoutNode<CycleKey> {
  const isHigh = isUpright(context.frame)
  const sidePx = (steps.length === 2 ? 280 : isHigh ? 240 : 160) * Math.min(1, 0.2 + sizes.scale * 0.8)
  const cell = (step: Step) =>
    keyed<CycleKey>(
      `cell.${step.index}`,
      column<CycleKey>({ width: 'fill', gap: 30 * sizes.scale, across: 'center' }, [
        box(`seat.${step.index}`, { height: sidePx, ratio: 1, shrinks: true }),
        labelText(step, context, sizes),
        detailText(step, context, sizes),
      ]),
    )
  const isPair = steps.length === 2 && isHigh
  const rows = Array.from({ length: isPair ? 2 : Math.ceil(steps.length / 2) }, (_, place) =>
    isPair ? [steps[place]!] : place === 0 ? steps.slice(0, 2) : [...new Set([steps.at(-place)!, steps[place + 1]!])],
  )
  return column(
    { height: 'fill', along: 'optical', gap: isHigh ? 140 : 76 },
    rows.map((cells) =>
      row({ gap: 72, shrinks: true }, [
        cells.length === 1 && spacer('18%'),
        ...cells.map(cell),
        cells.length === 1 && spacer('18%'),
      ]),
    ),
  )
}
