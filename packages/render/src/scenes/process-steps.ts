import { awaited, type SceneElement } from '../drawing/element.ts'
import { bottom, right, type Box } from '../drawing/geometry.ts'
import type { Arrangement } from '../layout/arrange.ts'
import { box, column, row, text, type Across, type LayoutNode } from '../layout/node.ts'
import { arrow } from './arrow.ts'
import { arrangeHeaded, isUpright, sized, spread } from './headed.ts'
import { node } from './node.ts'
import type { SceneContext } from './scene-kind.ts'

/** A step with its place, its number as it is shown, and when it comes in. */
export interface Step {
  readonly label: string
  readonly detail?: string | undefined
  readonly icon: string | undefined
  readonly index: number
  readonly number: number
  readonly start: number
}

export type StepKey = `seat.${number}` | `label.${number}` | `detail.${number}`
type StepPlan = Arrangement<StepKey | 'headline'>

/** Sizes of names, by how many there are, and of details, before they are scaled to their room. */
const LABELS_PX = [124, 108, 88, 70, 62, 58]
const DETAILS_PX = [64, 60, 54, 48, 48, 48]

/** The steps beside each other in a wide frame, below each other in others; names and details start on one line. */
export function straightScene(headline: string, steps: readonly Step[], context: SceneContext): SceneElement[] {
  const isCentred = context.frame.isWide && CENTRED.has(context.style.composition)
  const across = isCentred ? 'center' : 'start'
  const plan = arrangeHeaded<StepKey>(context, {
    headline,
    gap: 64,
    isDivisible: steps.length > 1,
    body: (scale, maxLines) => {
      const body = context.frame.isWide ? stepsAcross : stepsDown
      const sizes = { labelPx: LABELS_PX[steps.length - 1]!, detailPx: DETAILS_PX[steps.length - 1]! }
      return body(steps, context, { scale, maxLines, across, ...sizes })
    },
  })
  return [
    plan.words('headline', { start: 0.02 }),
    ...straightArrows(plan, steps, context),
    ...steps.flatMap((step) => stepElements(plan, step, context, isCentred ? 'center' : 'left')),
  ]
}

/** The styles that set steps on their middle. */
const CENTRED: ReadonlySet<string> = new Set(['notebook', 'archive'])

/** How the texts of steps are set: sizes of names and details, which are scaled, and the most lines of a name. */
export interface StepSizes {
  readonly scale: number
  readonly maxLines: number
  readonly labelPx: number
  readonly detailPx: number
}

type Sizes = StepSizes & { readonly across: Across }

/** Three rows, so that texts of all steps start on one line: signs, names, details. */
function stepsAcross(steps: readonly Step[], context: SceneContext, sizes: Sizes): LayoutNode<StepKey> {
  const { content } = context.frame
  const cell = (content.width - GAP_PX * (steps.length - 1)) / steps.length
  const side = Math.min(340, cell * 0.62) * (0.5 + sizes.scale / 2)
  const inCells = (child: (step: Step) => LayoutNode<StepKey> | undefined) =>
    row<StepKey>(
      { gap: GAP_PX, shrinks: true },
      steps.map((step) => column({ width: 'fill', across: sizes.across }, [child(step)])),
    )
  return column({ height: 'fill', along: 'optical', gap: 52 }, [
    inCells(({ index }) => box(`seat.${index}`, { height: side, ratio: 1, shrinks: true })),
    column({ gap: 32, shrinks: true }, [
      inCells((step) => labelText(step, context, sizes)),
      steps.some((step) => step.detail !== undefined) && inCells((step) => detailText(step, context, sizes)),
    ]),
  ])
}

/** Between steps that stand beside each other. */
const GAP_PX = 56

function stepsDown(steps: readonly Step[], context: SceneContext, sizes: Sizes): LayoutNode<StepKey> {
  const highest = (isUpright(context.frame) ? 330 : 240) * spread(steps.length)
  const seatPx = 200 * spread(steps.length)
  return column(
    { height: 'fill', along: 'center' },
    steps.map((step) =>
      row({ height: 'fill', maxHeight: highest, gap: 52, across: 'center' }, [
        box(`seat.${step.index}`, { height: '60%', maxHeight: seatPx, ratio: 1 }),
        column(
          {
            width: 'fill',
            align: 'stretch',
            along: 'center',
            gap: 26 * sizes.scale,
            padding: { y: 36 * sizes.scale },
            across: sizes.across,
          },
          [labelText(step, context, sizes), detailText(step, context, sizes)],
        ),
      ]),
    ),
  )
}

/** A step's name for a layout. */
export const labelText = (
  { index, label }: Step,
  context: SceneContext,
  { scale, maxLines, labelPx }: StepSizes,
): LayoutNode<StepKey> =>
  text(`label.${index}`, sized(context, label, 'strong', { sizePx: labelPx * scale, maxLines: Math.min(2, maxLines) }))

/** A step's detail for a layout; undefined for a step without one. */
export const detailText = (
  { index, detail }: Step,
  context: SceneContext,
  { scale, detailPx }: StepSizes,
): LayoutNode<StepKey> | undefined =>
  detail === undefined
    ? undefined
    : text(
        `detail.${index}`,
        sized(context, detail, 'body', {
          sizePx: detailPx * scale * (isUpright(context.frame) ? 1.15 : 1),
          maxLines: 5,
        }),
      )

/** A step's sign, which is dim until its turn comes, its name and its detail. */
export function stepElements(
  plan: Pick<StepPlan, 'box' | 'has' | 'words'>,
  step: Step,
  context: SceneContext,
  align: 'left' | 'center' | 'right',
): SceneElement[] {
  const { index, start } = step
  const turn = { from: 0.3 + index * 0.1, until: start }
  const colour = context.palette.mutedInk
  return [
    ...node(context, plan.box(`seat.${index}`), step).flatMap((part) => awaited(part, turn)),
    plan.words(`label.${index}`, { start: start + 0.2, align }),
    ...(plan.has(`detail.${index}`) ? [plan.words(`detail.${index}`, { start: start + 0.4, align, colour })] : []),
  ]
}

/** Arrows from each step's sign to the next one's. */
function straightArrows(plan: StepPlan, steps: readonly Step[], context: SceneContext): SceneElement[] {
  return steps.slice(1).flatMap(({ index, start }) => {
    const [from, to] = [plan.box(`seat.${index - 1}`), plan.box(`seat.${index}`)]
    return between(from, to, context, start - 0.25)
  })
}

function between(from: Box, to: Box, context: SceneContext, start: number): SceneElement[] {
  const [x, y] = [from.x + from.width / 2, from.y + from.height / 2]
  if (Math.abs(from.y - to.y) > 1)
    return arrow(
      context,
      [
        { x, y: bottom(from) },
        { x, y: to.y },
      ],
      start,
    )
  const ends = to.x > from.x ? [right(from), to.x] : [from.x, right(to)]
  return arrow(
    context,
    ends.map((end) => ({ x: end, y })),
    start,
  )
}
