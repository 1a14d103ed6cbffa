import { columns, type Frame } from '../drawing/frame.ts'
import { arrange, type Arrangement } from '../layout/arrange.ts'
import { column, rowIf, text, type FitText, type LayoutNode } from '../layout/node.ts'
import type { TextBlock } from '../text/type.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import { fitted } from './fitting.ts'
import type { SceneContext, TextRole } from './scene-kind.ts'

/** A headline, and what is told under or beside it. */
export interface Headed<Key extends string> {
  readonly headline: string
  /** In a wide frame the headline stands beside the body, in this many of twelve columns; else above it. */
  readonly beside?: number | undefined
  /** Between the headline and a body below it. */
  readonly gap: number
  /** What stands below a headline that has a column of its own. */
  readonly foot?: LayoutNode<Key> | undefined
  /** Whether the scene can be shown as two when its texts would become small. */
  readonly isDivisible: boolean
  /** The scale below which it rather is divided. Default 0.5. */
  readonly leastScale?: number
  /** The body; its sizes are multiplied by `scale`, which is 1 or less, and its texts have at most so many lines. */
  body(scale: number, maxLines: number): LayoutNode<Key>
}

/** Solves a scene under a headline, at the largest scale at which nothing of it is shortened. */
export function arrangeHeaded<Key extends string>(
  context: SceneContext,
  scene: Headed<Key>,
): Arrangement<Key | 'headline'> {
  const { frame, style } = context
  const isBeside = scene.beside !== undefined && frame.isWide
  const heading = text<Key | 'headline'>(
    'headline',
    fitted(context, scene.headline, 'heading', {
      sizePx: style.scale.heading * (isBeside ? 1.5 : frame.isWide ? 1.1 : Math.max(1.2, frame.smallTextScale)),
      maxLines: isBeside ? 6 : 3,
    }),
    isBeside ? {} : { maxHeight: frame.content.height * 0.25 },
  )
  const head = isBeside
    ? column<Key | 'headline'>({ width: columns(frame, 0, scene.beside).width, along: 'between', gap: 48 }, [
        heading,
        scene.foot,
      ])
    : heading
  const solve = (maxLines: number) => (scale: number) =>
    arrange<Key | 'headline'>(
      rowIf(isBeside, { gap: isBeside ? 64 : scene.gap, padding: { y: 10 } }, [head, scene.body(scale, maxLines)]),
      frame.content,
      context,
    )
  const isDivided = scene.isDivisible && context.durationSeconds >= TWO_SCENES_SECONDS
  const onOneLine = largest(solve(1), LEAST_SCALE.oneLine)
  if (onOneLine.plan.fits && onOneLine.scale >= LEAST_SCALE.calm) return onOneLine.plan
  const onMore = largest(
    solve(isUpright(frame) || !scene.isDivisible ? MOST_LINES.roomy : MOST_LINES.other),
    isDivided ? (scene.leastScale ?? LEAST_SCALE.divided) : LEAST_SCALE.whole,
  )
  const isMuchLarger = onMore.plan.fits && onMore.scale >= onOneLine.scale * MUCH_LARGER
  return onOneLine.plan.fits && !isMuchLarger ? onOneLine.plan : onMore.plan
}

/** How much larger a headline over a figure is than in a wide frame: there, square frames are the ones short of room. */
export const headingScale = (frame: Frame): number =>
  isUpright(frame) ? frame.smallTextScale : (1 + frame.smallTextScale) / 2

/** How much higher the rows of a list may be, and larger what is in them, by how many there are: few fill the frame too. */
export const spread = (count: number): number => [1.6, 1.45, 1.2][count - 1] ?? 1

/** Whether a frame is much higher than wide, so that there is more room below texts than beside them. */
export const isUpright = ({ width, height }: Frame): boolean => height > width * 1.4

/** A scene of this length has time for two that can be read. */
const TWO_SCENES_SECONDS = 6.4
/** Lines are broken for texts that become this much larger by it. */
const MUCH_LARGER = 1.2
/**
 * What would become smaller is set in more lines, or given up so that the scene is divided; on one line at `calm` no more
 * lines are tried.
 */
const LEAST_SCALE = { calm: 0.9, oneLine: 0.7, divided: 0.5, whole: 0.22 } as const
const MOST_LINES = { roomy: 5, other: 3 } as const
const SCALE_STEPS = 20

/** The arrangement of the largest scale that fits, found by halving; the one of the least scale when none does. */
function largest<Key extends string>(
  solve: (scale: number) => Arrangement<Key>,
  least: number,
): { readonly plan: Arrangement<Key>; readonly scale: number } {
  const scaleOf = (step: number) => 1 - ((1 - least) * step) / SCALE_STEPS
  const whole = solve(1)
  if (whole.fits) return { plan: whole, scale: 1 }
  let [tooLarge, enough] = [0, SCALE_STEPS]
  let best = solve(least)
  while (best.fits && enough - tooLarge > 1) {
    const step = Math.floor((tooLarge + enough) / 2)
    const tried = solve(scaleOf(step))
    if (tried.fits) [enough, best] = [step, tried]
    else tooLarge = step
  }
  return { plan: best, scale: scaleOf(enough) }
}

/** A text of exactly one size for a layout, so that all of a scene are alike; never smaller than the smallest. */
export function sized(
  context: SceneContext,
  content: string,
  role: TextRole,
  limits: { readonly sizePx: number; readonly maxLines: number },
): FitText {
  const sizePx = Math.max(SMALLEST_PX, limits.sizePx)
  // A layout asks for the same room again and again.
  const known = new Map<string, TextBlock>()
  return (maxWidth, maxHeight) => {
    const room = `${maxWidth}/${maxHeight}`
    const block =
      known.get(room) ??
      context.fit(content, role, { maxWidth, maxHeight, maxLines: limits.maxLines, sizePx, minSizePx: sizePx })
    known.set(room, block)
    return block
  }
}
