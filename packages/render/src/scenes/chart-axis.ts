import type { SceneElement } from '../drawing/element.ts'
import { bottom, right, type Box } from '../drawing/geometry.ts'
import { bar } from '../drawing/shape-elements.ts'
import type { TextBlock } from '../text/type.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import { mirrored } from './composition.ts'
import { valueFormat } from './chart-format.ts'
import type { Scale } from './chart-scale.ts'
import { labelIn } from './chart-text.ts'
import type { SceneContext } from './scene-kind.ts'

/** Size of the labels on an axis. */
export const axisPx = ({ frame }: Pick<SceneContext, 'frame'>): number => (SMALLEST_PX + 4) * frame.smallTextScale
/** Between two labels on an axis. */
const LABEL_GAP_PX = 22
/** Between the plot and the labels below it. */
const BELOW_PX = 22

/** Width that the labels of a scale take beside the plot. */
export const gutterOf = (scale: Scale, context: SceneContext): number =>
  Math.max(
    ...scale.ticks.map((tick) =>
      context.text.width(tickFormat(scale, context)(tick), context.style.text.body, axisPx(context)),
    ),
  ) + 22

const tickFormat = ({ ticks }: Scale, { language }: SceneContext) => valueFormat(ticks, language)

/** Hairlines at round values with their labels at the reading side; zero is drawn in ink. */
export function gridLines(scale: Scale, context: SceneContext, plot: Box, gutter: number): SceneElement[] {
  const format = tickFormat(scale, context)
  const { palette, rightToLeft } = context
  return scale.ticks.flatMap((tick, index) => {
    const y = bottom(plot) - scale.at(tick) * plot.height
    const isZero = tick === 0
    const line = mirrored({ x: plot.x, y: y - 1, width: plot.width, height: isZero ? 2 : 1.5 }, context)
    const block = context.fit(format(tick), 'body', {
      maxWidth: gutter,
      maxLines: 1,
      sizePx: axisPx(context),
      quiet: true,
    })
    const place = mirrored({ x: plot.x - gutter, y: y - 20, width: gutter - 20, height: 40 }, context)
    return [
      bar(line, {
        start: 0.2 + index * 0.06,
        fill: isZero ? palette.mutedInk : palette.line,
        from: rightToLeft ? 'right' : 'left',
      }),
      labelIn(context, block, place, {
        start: 0.25 + index * 0.06,
        side: rightToLeft ? 'left' : 'right',
        colour: palette.mutedInk,
      }),
    ]
  })
}

/** A label of the axis below the plot, with the middle of its place. */
interface AxisLabel {
  readonly middle: number
  readonly block: TextBlock
}

/**
 * Names below the plot: as many as have room at an even distance, always the first, the last and those that stand out;
 * the outer ones stay within `room`. `middles` are across the frame, before mirroring.
 */
export function namesBelow(
  names: readonly string[],
  middles: readonly number[],
  context: SceneContext,
  options: {
    readonly plot: Box
    readonly room: Box
    readonly lines: number
    readonly kept: ReadonlySet<number>
    readonly strong: ReadonlySet<number>
  },
): SceneElement[] {
  const { plot, room, lines, kept, strong } = options
  const slot = names.length > 1 ? Math.abs(middles[1]! - middles[0]!) : room.width
  const maxWidth = lines > 1 ? slot - LABEL_GAP_PX : Math.max(slot - LABEL_GAP_PX, Math.min(room.width * 0.3, 300))
  const limits = {
    maxWidth,
    maxLines: lines,
    sizePx: axisPx(context),
    maxHeight: nameHeight(lines, names, context),
    quiet: true,
  }
  const whole = names.map((name) => context.fit(name, 'body', limits)).filter(({ shortened }) => !shortened)
  const even = Math.min(limits.sizePx, ...whole.map((block) => block.sizePx))
  const setAt = (sizePx: number) => {
    const labels = names.map((name, index): AxisLabel => ({
      middle: middles[index]!,
      block: context.fit(name, 'body', { ...limits, sizePx }),
    }))
    return { labels, shown: thinned(labels, room, kept) }
  }
  // A little smaller where that leaves room for all that matter.
  const needed = [...kept, 0, names.length - 1]
  const settings = [1, 0.9, 0.8].map((share) => Math.max(SMALLEST_PX, even * share))
  const enough = settings.find((sizePx) => needed.every((index) => setAt(sizePx).shown.has(index)))
  const { labels, shown } = setAt(enough ?? even)
  return [...shown].map(([index, x]) => {
    const { block } = labels[index]!
    const own = mirrored({ x, y: bottom(plot) + BELOW_PX, width: block.width, height: 40 }, context)
    const colour = strong.has(index) ? context.palette.ink : context.palette.mutedInk
    return labelIn(context, block, own, { start: 0.3 + index * 0.03, side: 'center', upright: 'top', colour })
  })
}

/** Height of names below a plot, their distance from it included. */
export const belowHeight = (lines: number, names: readonly string[], context: SceneContext): number =>
  BELOW_PX + nameHeight(lines, names, context)

/** As high as the tallest script among the names. */
function nameHeight(lines: number, names: readonly string[], context: SceneContext): number {
  const { style, text } = context
  const type = style.text.body
  const line = [{ text: text.clean(names.join(' '), type), spaced: false }]
  return (
    text.set(
      Array.from({ length: lines }, () => line),
      type,
      axisPx(context),
    ).height + 2
  )
}

/** The labels that have room, with the left edge of each; those kept come first, then an even choice of the others. */
function thinned(labels: readonly AxisLabel[], room: Box, kept: ReadonlySet<number>): Map<number, number> {
  const leftOf = ({ middle, block }: AxisLabel) =>
    Math.max(room.x, Math.min(right(room) - block.width, middle - block.width / 2))
  const fits = (placed: ReadonlyMap<number, number>, index: number) => {
    const x = leftOf(labels[index]!)
    return [...placed].every(
      ([other, left]) =>
        x >= left + labels[other]!.block.width + LABEL_GAP_PX || x + labels[index]!.block.width + LABEL_GAP_PX <= left,
    )
  }
  const all = labels.map((_, index) => index)
  for (let every = 1; every <= labels.length; every++) {
    const regular = all.filter((index) => index % every === 0)
    const placed = new Map<number, number>()
    const isFree = regular.every((index) => fits(placed, index) && placed.set(index, leftOf(labels[index]!)))
    if (!isFree && every < labels.length) continue
    if (every === 1) return placed
    const chosen = new Map<number, number>()
    for (const index of [...kept, 0, labels.length - 1, ...regular]) {
      if (!chosen.has(index) && fits(chosen, index)) chosen.set(index, leftOf(labels[index]!))
    }
    return chosen
  }
  return new Map()
}
