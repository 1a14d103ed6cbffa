import type { SceneElement } from '../drawing/element.ts'
import { text, type LayoutNode } from '../layout/node.ts'
import type { Arrangement } from '../layout/arrange.ts'
import type { TextBlock } from '../text/type.ts'
import { SMALLEST_PX } from '../text/typesetter.ts'
import { fitted } from './fitting.ts'
import type { ImageVisual } from './image-schema.ts'
import type { SceneContext } from './scene-kind.ts'

/** The texts that belong to a picture. */
export type ImageText = 'headline' | 'caption' | 'credit'

/** Between the texts of a picture, from baseline to capitals. */
export const TEXT_GAP = 46

interface Sizes {
  readonly headlinePx?: number
  readonly captionPx?: number
}

/** The texts of a picture as nodes of a layout, those that it has. */
export function imageTexts(
  visual: Pick<ImageVisual, 'headline' | 'caption' | 'credit'>,
  context: SceneContext,
  sizes: Sizes = {},
): Readonly<Record<ImageText, LayoutNode<ImageText> | undefined>> {
  const { headline, caption } = visual
  const { scale } = context.style
  // A high frame has room for the same words in larger type.
  const grown = context.frame.isWide ? 1 : 1.25
  const { headlinePx = scale.heading * grown, captionPx = scale.body * grown } = sizes
  const credit = creditLine(visual.credit)
  const node = (
    key: ImageText,
    content: string | undefined,
    role: 'heading' | 'body',
    sizePx: number,
    maxLines: number,
  ) =>
    content === undefined
      ? undefined
      : text(key, fitted(context, content, role, { sizePx, maxLines }), { shrinks: key !== 'credit' })
  return {
    headline: node('headline', headline, 'heading', headlinePx, 6),
    caption: node('caption', caption, 'body', captionPx, 5),
    credit: node('credit', credit, 'body', SMALLEST_PX, 2),
  }
}

/** Author, source and licence on one line; undefined without any. */
export function creditLine(credit: ImageVisual['credit']): string | undefined {
  const parts = [credit?.author, credit?.source, credit?.licence].filter(Boolean)
  return parts.length === 0 ? undefined : parts.join(' · ')
}

/** Where a text of any script begins in a scene: where the scene does. */
export const readingSide = (block: TextBlock, { rightToLeft }: SceneContext): 'left' | 'right' =>
  rightToLeft && !block.rightToLeft ? 'right' : 'left'

/** Those of a picture's texts that a layout holds, as elements; the credit stands from the first frame. */
export function imageTextElements(
  plan: Arrangement<ImageText>,
  context: SceneContext,
  options: {
    readonly behind?: { readonly large: string; readonly small: string }
    readonly colour?: string
    readonly align?: 'left' | 'center'
  } = {},
): SceneElement[] {
  const { palette } = context
  const { behind = { large: palette.background, small: palette.background }, align = 'left' } = options
  const colours: Readonly<Record<ImageText, string>> = {
    headline: options.colour ?? palette.ink,
    caption: options.colour ?? palette.ink,
    credit: options.colour ?? palette.mutedInk,
  }
  return (['headline', 'caption', 'credit'] as const)
    .filter((key) => plan.has(key))
    .map((key, order) => {
      const isCredit = key === 'credit'
      return plan.words(key, {
        start: isCredit ? -1e3 : context.at(key, order),
        colour: colours[key],
        behind: plan.text(key).block.sizePx >= 48 ? behind.large : behind.small,
        align: align === 'center' ? align : readingSide(plan.text(key).block, context),
        ...(isCredit && { entrance: 'none' as const }),
      })
    })
}
