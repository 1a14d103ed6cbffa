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
  /** The scale below which it rather is divided. Default 0.6. */
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
      sizePx: style.scale.heading * (isBeside ? 1.5 : frame.isWide ? 1.1 : 1.2),
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
  const onOneLine = isUpright(frame) ? undefined : largest(solve(1), LEAST_SCALE.oneLine)
  return onOneLine?.fits
    ? onOneLine
    : largest(
        solve(MOST_LINES[isUpright(frame) ? 'upright' : 'other']),
        isDivided ? (scene.leastScale ?? LEAST_SCALE.divided) : LEAST_SCALE.whole,
      )
}

/** Whether a frame is much higher than wide, so that there is more room below texts than beside them. */
export const isUpright = ({ width, height }: Frame): boolean => height > width * 1.4

/** A scene of this length has time for two that can be read. */
const TWO_SCENES_SECONDS = 6.4
/** What would become smaller is set in more lines, or given up so that the scene is divided. */
const LEAST_SCALE = { oneLine: 0.76, divided: 0.6, whole: 0.3 } as const
const MOST_LINES = { upright: 5, other: 3 } as const
const SCALE_STEPS = 16

/** The arrangement of the largest scale that fits, found by halving; the one of the least scale when none does. */
function largest<Key extends string>(solve: (scale: number) => Arrangement<Key>, least: number): Arrangement<Key> {
  const scaleOf = (step: number) => 1 - ((1 - least) * step) / SCALE_STEPS
  const whole = solve(1)
  if (whole.fits) return whole
  let [tooLarge, enough] = [0, SCALE_STEPS]
  let best = solve(least)
  while (best.fits && enough - tooLarge > 1) {
    const step = Math.floor((tooLarge + enough) / 2)
    const tried = solve(scaleOf(step))
    if (tried.fits) [enough, best] = [step, tried]
    else tooLarge = step
  }
  return best
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
