import type { SceneElement } from '../drawing/element.ts'
import type { Arrangement } from '../layout/arrange.ts'
import { column, spacer, text, type FitText, type LayoutNode } from '../layout/node.ts'
import { fitted } from './fitting.ts'
import type { SceneContext, TextRole } from './scene-kind.ts'

/** What a title says. */
export interface TitleTexts {
  readonly headline: string
  readonly subtitle?: string | undefined
  readonly kicker?: string | undefined
}

export type TitleKey = 'kicker' | 'headline' | 'subtitle'

type TextNode = LayoutNode<TitleKey> | undefined

/** A title's texts for a layout; what the title does not have is undefined. */
export function titleTexts(
  visual: TitleTexts,
  context: SceneContext,
  set: { readonly headlinePx: number; readonly subtitle?: TextRole; readonly subtitlePx: number },
): Readonly<Record<TitleKey, TextNode>> {
  const { headline, subtitle, kicker } = visual
  // One short word would look lost at the size of a sentence.
  const headlinePx =
    set.headlinePx * (context.frame.isWide ? Math.min(1.6, Math.max(1, 2.1 - headline.length / 16)) : 1.5)
  return {
    kicker: kicker === undefined ? undefined : text('kicker', labelText(context, kicker), { shrinks: false }),
    headline: text('headline', fitted(context, headline, 'display', { maxLines: 6, sizePx: headlinePx })),
    subtitle:
      subtitle === undefined
        ? undefined
        : column({}, [
            // The headline's descenders reach below it.
            spacer(26),
            text(
              'subtitle',
              fitted(context, subtitle, set.subtitle ?? 'body', { maxLines: 3, sizePx: set.subtitlePx }),
              {
                maxWidth: 1100,
              },
            ),
          ]),
  }
}

/** A label on one line; on two when it does not fit at the smallest size. */
export const labelText =
  (context: SceneContext, label: string): FitText =>
  (maxWidth) => {
    const limits = { maxWidth, sizePx: 38 }
    const line = context.fit(label, 'label', { ...limits, maxLines: 1 })
    return line.shortened ? context.fit(label, 'label', { ...limits, maxLines: 2 }) : line
  }

/** The texts as elements; the label's colours are the style's own. */
export function titleWords(
  plan: Arrangement<TitleKey>,
  context: SceneContext,
  options: {
    readonly align?: 'left' | 'center'
    readonly kicker: { readonly colour: string; readonly behind?: string; readonly start: number }
    readonly starts?: { readonly headline: number; readonly subtitle: number }
  },
): SceneElement[] {
  const { align = 'left', kicker, starts = { headline: 0.05, subtitle: 0.5 } } = options
  const { mutedInk } = context.palette
  return [
    ...(plan.has('kicker') ? [plan.words('kicker', { align, ...kicker })] : []),
    ...(plan.has('headline') ? [plan.words('headline', { align, start: starts.headline })] : []),
    ...(plan.has('subtitle') ? [plan.words('subtitle', { align, start: starts.subtitle, colour: mutedInk })] : []),
  ]
}
