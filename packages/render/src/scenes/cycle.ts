import { Path2D } from '@napi-rs/canvas'
import type { SceneElement } from '../drawing/element.ts'
import { bottom, right, type Box } from '../drawing/geometry.ts'
import { drawnPath } from '../drawing/shape-elements.ts'
import type { Arrangement } from '../layout/arrange.ts'
import { box, column, keyed, row, spacer, type LayoutNode } from '../layout/node.ts'
import { arrow, head } from './arrow.ts'
import { arrangeHeaded, isUpright } from './headed.ts'
import { detailText, labelText, stepElements, type Step, type StepKey, type StepSizes } from './process-steps.ts'
import type { SceneContext } from './scene-kind.ts'

type CycleKey = StepKey | `cell.${number}` | 'ring'
type CyclePlan = Arrangement<CycleKey | 'headline'>

/** Steps around an ellipse in a wide frame, with their names outside it; around two columns in others. */
export function cycleScene(headline: string, steps: readonly Step[], context: SceneContext): SceneElement[] {
  const { isWide } = context.frame
  const plan = arrangeHeaded<CycleKey>(context, {
    headline,
    gap: isWide ? 44 : 64,
    // Half a circle is none.
    isDivisible: steps.length > 4,
    body: (scale, maxLines) => (isWide ? ringOf : loopOf)(steps, context, { scale, maxLines, labelPx: LABEL_PX }),
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

/** A name's size before it is scaled to its room. */
const LABEL_PX = 66

/** Half the ellipse's width as a share of the content's, and half its height as a share of half the body's. */
const RADIUS = { x: 0.19, y: 0.96 } as const

/** The steps before the ellipse and those after it, each from top to bottom: in order they go around it. */
function sidesOf(steps: readonly Step[]): readonly [readonly Step[], readonly Step[]] {
  const [first, ...others] = steps
  const after = Math.ceil(steps.length / 2)
  return [[first!, ...others.slice(after).toReversed()], others.slice(0, after)]
}

/** Names outside, signs on the ellipse: each as far from its middle as the ellipse is wide at its height. */
function ringOf(steps: readonly Step[], context: SceneContext, sizes: StepSizes): LayoutNode<CycleKey> {
  const sides = sidesOf(steps)
  const sidePx = (sides[1].length > 2 ? 140 : 176) * Math.min(1, 0.4 + sizes.scale * 0.6)
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
  const sidePx = (steps.length === 2 ? 250 : isHigh ? 230 : 160) * Math.min(1, 0.2 + sizes.scale * 0.8)
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

/** When the arrow that leaves a step is drawn. */
const leaves = (steps: readonly Step[], index: number): number =>
  index === steps.length - 1 ? steps[index]!.start + 0.7 : steps[index + 1]!.start - 0.3

/** Arrows around two columns: straight along rows and columns, around a corner to the sign between them. */
function turns(plan: CyclePlan, steps: readonly Step[], context: SceneContext): SceneElement[] {
  return steps.flatMap((step, place) => {
    const to = (place + 1) % steps.length
    const start = leaves(steps, place)
    const [seat, next] = [plan.box(`seat.${step.index}`), plan.box(`seat.${to}`)]
    const [from, target] = [middle(seat), middle(next)]
    const isDown = target.y > from.y + 1
    // There and back, two arrows lie beside each other.
    const shift = steps.length === 2 ? (place === 0 ? -26 : 26) : 0
    if (Math.abs(from.y - target.y) <= 1) {
      const ends = target.x > from.x ? [right(seat), next.x] : [seat.x, right(next)]
      return arrow(
        context,
        ends.map((x) => ({ x, y: from.y + shift })),
        start,
      )
    }
    const [leaving, entering] = isDown
      ? [bottom(plan.box(`cell.${step.index}`)), next.y]
      : [seat.y, bottom(plan.box(`cell.${to}`))]
    if (Math.abs(from.x - target.x) <= 1) {
      return arrow(
        context,
        [
          { x: from.x - shift, y: leaving },
          { x: from.x - shift, y: entering },
        ],
        start,
      )
    }
    // A corner lies beside the sign in the middle.
    const points = isDown
      ? [
          { x: from.x, y: leaving },
          { x: from.x, y: target.y },
          { x: from.x > target.x ? right(next) : next.x, y: target.y },
        ]
      : [
          { x: target.x > from.x ? right(seat) : seat.x, y: from.y },
          { x: target.x, y: from.y },
          { x: target.x, y: entering },
        ]
    return arrow(context, points, start)
  })
}

const middle = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 })

/** Arcs of the ellipse from sign to sign, in reading direction, each with an arrowhead at its end. */
function arcs(plan: CyclePlan, steps: readonly Step[], context: SceneContext): SceneElement[] {
  const area = plan.box('ring')
  const ring = {
    ...middle(area),
    rx: context.frame.content.width * RADIUS.x,
    ry: (area.height / 2) * RADIUS.y,
    turn: context.rightToLeft ? -1 : 1,
  } as const
  const clearance = plan.box('seat.0').width * 0.78
  const angleOf = (index: number) => {
    const { x, y } = middle(plan.box(`seat.${index}`))
    return Math.atan2((y - ring.y) / ring.ry, (x - ring.x) / ring.rx)
  }
  return steps.map((_, index) =>
    arc(context, ring, [angleOf(index), angleOf((index + 1) % steps.length)], {
      clearance,
      start: leaves(steps, index),
    }),
  )
}

interface Ring {
  readonly x: number
  readonly y: number
  readonly rx: number
  readonly ry: number
  /** 1: clockwise. */
  readonly turn: 1 | -1
}

function arc(
  context: SceneContext,
  ring: Ring,
  [from, to]: readonly [number, number],
  options: { readonly clearance: number; readonly start: number },
): SceneElement {
  const { palette, style } = context
  const { x, y, rx, ry, turn } = ring
  const path = new Path2D()
  const end = clearOf(ring, to, -turn, options.clearance)
  path.ellipse(x, y, rx, ry, 0, clearOf(ring, from, turn, options.clearance), end, turn < 0)
  const point = (angle: number) => ({ x: x + Math.cos(angle) * rx, y: y + Math.sin(angle) * ry })
  head(path, point(end - 0.05 * turn), point(end), 20)
  const width = style.composition === 'notebook' || style.composition === 'poster' ? 7 : 3
  const area = { x: x - rx - 24, y: y - ry - 24, width: 2 * rx + 48, height: 2 * ry + 48 }
  return drawnPath(path, { box: area, start: options.start, seconds: 0.6, colour: palette.accent, width })
}

/** The first angle after (or before) another at which the ellipse has come a distance away from it. */
function clearOf(ring: Ring, from: number, direction: number, distance: number): number {
  const away = (angle: number) =>
    Math.hypot((Math.cos(angle) - Math.cos(from)) * ring.rx, (Math.sin(angle) - Math.sin(from)) * ring.ry)
  let angle = from
  while (away(angle) < distance && Math.abs(angle - from) < Math.PI / 2) angle += direction * 0.01
  return angle
}
