import type { Arrangement } from '../layout/arrange.ts'
import { box, column, row, rowIf, spacer, text, type LayoutNode } from '../layout/node.ts'
import { arrangeHeaded, isUpright, sized, spread } from './headed.ts'
import { panel } from './panel.ts'
import type { SceneContext } from './scene-kind.ts'

/** A side with its place among both. */
export interface Side {
  readonly label: string
  readonly icon?: string | undefined
  readonly points: readonly string[]
  readonly name: 'left' | 'right'
  readonly index: number
}

type Point = `${number}.${number}`
export type ComparisonKey =
  | `panel.${number}`
  | `label.${number}`
  | `icon.${number}`
  | `point.${Point}`
  | `mark.${Point}`
  | `rule.${Point}`
export type ComparisonPlan = Arrangement<ComparisonKey | 'headline'>

interface Sizes {
  readonly scale: number
  readonly maxLines: number
  /** Whether sides stand beside each other in a frame that is not wide. */
  readonly isNarrow: boolean
}

/** The highest row of a point, and the size of its text before it is scaled to its room. */
const ROW_PX = 168
const POINT_PX = { wide: 60, narrow: 52 } as const
const LABEL_PX = 84

/** Panels of one height beside each other; one above the other in a high frame. */
export function planSides(headline: string, sides: readonly Side[], context: SceneContext): ComparisonPlan {
  const { frame, style } = context
  const isStacked = isUpright(frame)
  const isNarrow = !frame.isWide && !isStacked && sides.length > 1
  const gap = frame.isWide ? (style.composition === 'columns' ? 72 : 44) : 36
  const most = Math.max(...sides.map(({ points }) => points.length))
  const highest = HEAD_PX + 110 + most * ROW_PX * (isStacked ? 1.2 : 1) * spread(most)
  return arrangeHeaded<ComparisonKey>(context, {
    headline,
    gap: 64,
    isDivisible: sides.length > 1 || most > 1,
    // Two sides are there to be seen together.
    leastScale: sides.length > 1 ? 0.5 : 0.6,
    body: (scale, maxLines) =>
      column({ height: 'fill', along: 'center' }, [
        rowIf(
          !isStacked,
          { height: 'fill', maxHeight: highest * (isStacked ? sides.length : 1), gap },
          sides.map((side) => sideOf(side, context, { scale, maxLines, isNarrow })),
        ),
      ]),
  })
}

const HEAD_PX = 136

function sideOf(side: Side, context: SceneContext, sizes: Sizes): LayoutNode<ComparisonKey> {
  const { index, label, icon, points } = side
  const { inset } = panel(context, index)
  const iconPx = 112 * Math.min(1, 0.4 + sizes.scale * 0.6)
  const name = text<ComparisonKey>(
    `label.${index}`,
    sized(context, label, 'heading', { sizePx: LABEL_PX * (0.4 + sizes.scale * 0.6), maxLines: 2 }),
    sizes.isNarrow ? {} : { width: 'fill' },
  )
  const sign = icon !== undefined && box<ComparisonKey>(`icon.${index}`, { width: iconPx, height: iconPx })
  return box<ComparisonKey>(
    `panel.${index}`,
    { width: 'fill', height: 'fill', padding: { x: sizes.isNarrow ? inset.x * 0.7 : inset.x } },
    [
      spacer(inset.top),
      sizes.isNarrow
        ? column({ gap: 26, across: 'start' }, [sign, name])
        : row({ gap: 28, across: 'center' }, [name, sign]),
      spacer(24 + 10 * sizes.scale),
      column(
        { height: 'fill', along: 'center' },
        points.map((point, place) => pointRow(point, `${index}.${place}`, context, { ...sizes, count: points.length })),
      ),
      spacer(inset.bottom),
    ],
  )
}

function pointRow(
  point: string,
  key: Point,
  context: SceneContext,
  { scale, maxLines, isNarrow, count }: Sizes & { readonly count: number },
): LayoutNode<ComparisonKey> {
  const { composition } = context.style
  const isRound = composition === 'notebook' || composition === 'diagram'
  const isRuled = composition === 'columns' || composition === 'archive'
  const mark = isRound ? { width: 18, height: 18 } : { width: 30, height: composition === 'poster' ? 6 : 4 }
  return column({ height: 'fill', maxHeight: ROW_PX * spread(count) }, [
    isRuled && box(`rule.${key}`, { height: 1.5 }),
    row({ height: 'fill', gap: 26, across: 'center' }, [
      box(`mark.${key}`, mark),
      column({ width: 'fill', align: 'stretch', along: 'center', padding: { y: 13 * scale } }, [
        text(
          `point.${key}`,
          sized(context, point, 'body', {
            sizePx: POINT_PX[isNarrow ? 'narrow' : 'wide'] * scale * Math.sqrt(spread(count)),
            maxLines: maxLines === 1 ? 1 : 4,
          }),
        ),
      ]),
    ]),
  ])
}
