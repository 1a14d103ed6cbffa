import { Path2D } from '@napi-rs/canvas'
import type { SceneElement } from '../drawing/element.ts'
import { bottom, right, type Box } from '../drawing/geometry.ts'
import { fillBox, fillPath, piece, softShadow } from '../drawing/shape-elements.ts'
import type { Arrangement } from '../layout/arrange.ts'
import { column, text, type LayoutNode } from '../layout/node.ts'
import { cleanText } from '../text/clean.ts'
import { fitted } from './fitting.ts'
import { largeText } from './large-text.ts'
import type { SceneContext } from './scene-kind.ts'

interface Quoted {
  readonly text: string
  readonly author?: string | undefined
  readonly role?: string | undefined
  readonly continues: boolean
}

/**
 * The words for a layout, few of them larger; in the quotation marks of the language where the style has no mark of its
 * own.
 */
export function quotedText(
  visual: Quoted,
  context: SceneContext,
  options: { readonly sizePx: number; readonly isMarked: boolean },
): LayoutNode<'text'> {
  const words = options.isMarked ? inMarks(visual) : bare(visual.text)
  const sizePx = options.sizePx * Math.min(1.45, Math.max(1, 1.9 - words.length / 60))
  return text('text', largeText(context, words, 'quote', { sizePx }))
}

/** The words in typewriter marks, which become the language's own; words that go on are not closed. */
export const inMarks = ({ text: words, continues }: Quoted): string => `"${bare(words)}${continues ? '' : '"'}`

/** The words without marks of their own, so that none are doubled. */
const bare = (words: string): string => words.trim().replace(/^["“”„«]\s*|\s*["“”»]$/gu, '')

/** The name over what the person is, for a layout; none while the words go on. */
export function byline(visual: Quoted, context: SceneContext, gap = 26): LayoutNode<'author' | 'role'> | undefined {
  const { author, role, continues } = visual
  if (author === undefined || continues) return undefined
  const isSpaced = context.style.text.label.uppercase
  const larger = context.frame.isWide ? 1 : 1.14
  const name = { maxLines: 2, sizePx: (isSpaced ? 38 : 50) * larger }
  return column({ gap }, [
    text('author', fitted(context, author, isSpaced ? 'label' : 'strong', name), { shrinks: false }),
    role !== undefined &&
      text('role', fitted(context, role, 'body', { maxLines: 3, sizePx: 38 * larger }), { shrinks: false }),
  ])
}

/** The name and what the person is, as elements. */
export function bylineWords(
  plan: Arrangement<'author' | 'role'>,
  context: SceneContext,
  options: { readonly start: number; readonly align?: 'center'; readonly behind?: string },
): SceneElement[] {
  const { palette, style } = context
  const { start, ...rest } = options
  const colour = style.text.label.uppercase ? palette.accent : palette.ink
  return [
    ...(plan.has('author') ? [plan.words('author', { ...rest, start, colour })] : []),
    ...(plan.has('role') ? [plan.words('role', { ...rest, start: start + 0.12, colour: palette.mutedInk })] : []),
  ]
}

/** Height of a quotation mark, in multiples of its size. */
export const MARK_SHARE = 0.33

/** A huge opening mark: guillemets where the language has them. */
export function openingMark(
  context: SceneContext,
  place: Box,
  sizePx: number,
  align: 'left' | 'center' = 'left',
): SceneElement {
  const glyph = cleanText('"a', context.language).startsWith('«') ? '«' : '“'
  const block = context.fit(glyph, 'figure', { maxWidth: place.width, sizePx })
  const side = context.rightToLeft && align === 'left' ? 'right' : align
  // The glyph's own margin would set it in from the edge of the words.
  const hang = align === 'center' ? 0 : sizePx * (context.rightToLeft ? 0.05 : -0.05)
  const mark = context.words(block, {
    ...place,
    x: place.x + hang,
    align: side,
    start: 0,
    colour: context.palette.accent,
  })
  // The glyph hangs from the height of capitals and leaves the rest of its line to others.
  return {
    ...mark,
    texts: (mark.texts ?? []).map((fact) => ({ ...fact, box: { ...fact.box, height: sizePx * MARK_SHARE } })),
  }
}

/** A sheet with a tail below where reading starts, a little askew. */
export function speechBubble(context: SceneContext, bubble: Box): SceneElement {
  const { palette, style, rightToLeft } = context
  const x = (distance: number) => (rightToLeft ? right(bubble) - distance : bubble.x + distance)
  const y = bottom(bubble)
  const tail = new Path2D()
  tail.moveTo(x(150), y - 4)
  tail.quadraticCurveTo(x(170), y + 40, x(120), y + 66)
  tail.quadraticCurveTo(x(230), y + 50, x(250), y - 4)
  return piece(bubble, {
    style,
    start: 0,
    tilt: -0.5,
    reach: 90,
    draw: (target) => {
      softShadow(target, bubble, palette.ink, 56)
      fillBox(target, bubble, palette.surface, 56)
      fillPath(target, tail, palette.surface)
    },
  })
}
