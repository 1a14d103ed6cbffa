import type { SceneElement } from '../drawing/element.ts'
import { phraseIn } from '../drawing/text-element.ts'
import { arrange } from '../layout/arrange.ts'
import { column, measured } from '../layout/node.ts'
import { ghostIcon, speedLines } from './ornament.ts'
import type { SceneContext } from './scene-kind.ts'
import { stackElements, stackText, stackWords } from './stack.ts'

/** A sentence as a poster: every line as wide as the frame, over the icon's outline. */
export function statementPoster(
  visual: { readonly text: string; readonly emphasis?: string | undefined; readonly icon?: string | undefined },
  context: SceneContext,
): SceneElement[] {
  const set = (width: number, height: number) =>
    stackText(visual.text, context, { width, height, maxSizePx: 480, role: 'display' })
  const plan = arrange(
    column({ along: 'optical', across: 'start' }, [measured('stack', set)]),
    context.frame.content,
    context,
  )
  const { width, height, ...place } = plan.box('stack')
  const stack = set(width, height)
  const emphasis = phraseIn(stackWords(stack), visual.emphasis)
  return [
    ...speedLines(context),
    ...ghostIcon(visual.icon, context),
    ...stackElements(stack, context, { ...place, start: 0.05, emphasis }),
  ]
}
