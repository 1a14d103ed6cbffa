import type { SKRSContext2D } from '@napi-rs/canvas'
import type { Style } from '../styles/style.ts'
import { readable } from '../styles/colour.ts'
import { fillWord } from '../text/paint.ts'
import type { PlacedWord, TextBlock, TextLine } from '../text/type.ts'
import type { Typesetter } from '../text/typesetter.ts'
import { arriving, type SceneElement } from './element.ts'
import { clamp01, easeInOut, easeOut, easeOvershoot } from './easing.ts'
import { inflate, type Box } from './geometry.ts'

/** Where and how a text stands. */
export interface TextOptions {
  readonly x: number
  /** Cap height of the first line. */
  readonly y: number
  /** Width of the column that `align` refers to. Default: the block's own. */
  readonly width?: number
  readonly align?: 'left' | 'center' | 'right'
  readonly colour: string
  /** The colour behind the text; the text's colour is moved away from it until it can be read. */
  readonly behind: string
  readonly start: number
  /** Words in another colour, by their place in the text. */
  readonly emphasis?: Emphasis
  /** How it comes in. Default: the style's way. */
  readonly entrance?: Style['motion']['entrance'] | 'none'
}

/** Words that stand out, by their place in the text; with a second colour, by a gradient across the block. */
export interface Emphasis {
  readonly words: ReadonlySet<number>
  readonly colour: string
  readonly second?: string
}

/** Where a block lies when it stands as told. */
export function textBox(block: TextBlock, options: Pick<TextOptions, 'x' | 'y' | 'width' | 'align'>): Box {
  const column = options.width ?? block.width
  const align = alignmentOf(block, options.align)
  const share = align === 'left' ? 0 : align === 'center' ? 0.5 : 1
  return { x: options.x + (column - block.width) * share, y: options.y, width: block.width, height: block.height }
}

/** A text that comes in by the style's motion. */
export function textElement(
  block: TextBlock,
  options: TextOptions,
  tools: { readonly style: Style; readonly text: Typesetter },
): SceneElement {
  const { style, text } = tools
  const entrance = options.entrance ?? style.motion.entrance
  const box = textBox(block, options)
  const behind = options.behind
  const colour = readable(options.colour, behind, block.sizePx)
  const units = entrance === 'punch' ? block.lines.flatMap((line) => line.words).length : block.lines.length
  const stagger = Math.min(style.motion.staggerSeconds, 1.2 / Math.max(1, units))
  const seconds = entrance === 'none' ? 0 : style.motion.seconds + stagger * Math.max(0, units - 1)
  const share = (progress: number, unit: number) =>
    clamp01((progress * seconds - unit * stagger) / style.motion.seconds)
  // A text that only appears inks no more than its letters and their accents.
  const reach = entrance === 'none' ? block.sizePx * 0.12 : block.sizePx * 0.3 + style.motion.distancePx
  return arriving({
    box: inflate(box, reach + (entrance === 'punch' ? box.width * 0.15 : 0), block.sizePx * 0.2 + reach),
    start: options.start,
    seconds,
    texts: [{ box, colour, behind, sizePx: block.sizePx }],
    draw: (context, progress) => {
      text.apply(context, block.type, block.sizePx)
      const accent =
        options.emphasis && emphasisFill(context, options.emphasis, box, (c) => readable(c, behind, block.sizePx))
      block.lines.forEach((line, row) => {
        const x = lineX(line, block, box, options.align)
        const paint = (word: PlacedWord) => {
          context.fillStyle = accent && options.emphasis?.words.has(word.index) ? accent : colour
          fillWord(context, word, x + word.x, box.y + line.baseline)
        }
        const unit = (word: PlacedWord) => (entrance === 'punch' ? word.index : row)
        const scene = { context, line, block, box, x, motion: style.motion }
        if (entrance === 'none' || progress >= 1) line.words.forEach(paint)
        else ENTRANCES[entrance](scene, (word) => share(progress, unit(word)), paint)
      })
    },
  })
}

/** Which words of a block spell a phrase; empty when it does not occur. */
export const wordsOf = (block: TextBlock, phrase: string | undefined): ReadonlySet<number> =>
  phraseIn(
    block.lines.flatMap((line) => line.words),
    phrase,
  )

/** Which of some words spell a phrase, whatever their case and punctuation. */
export function phraseIn(words: readonly Pick<PlacedWord, 'text' | 'index'>[], phrase = ''): ReadonlySet<number> {
  const bare = (text: string) => text.toLocaleLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  const wanted = bare(phrase)
  const parts = words.map(({ text }) => bare(text))
  if (wanted === '') return new Set()
  // Letters are compared, not words: scripts without spaces and compounds are divided in their own ways.
  for (let first = 0; first < words.length; first++) {
    let [found, end] = [parts[first]!, first + 1]
    if (found === '') continue
    while (end < words.length && found.length < wanted.length && wanted.startsWith(found)) found += parts[end++]!
    if (found === wanted) return new Set(words.slice(first, end).map(({ index }) => index))
  }
  return new Set()
}

function emphasisFill(context: SKRSContext2D, emphasis: Emphasis, box: Box, safe: (colour: string) => string) {
  if (emphasis.second === undefined) return safe(emphasis.colour)
  const gradient = context.createLinearGradient(box.x, box.y, box.x + box.width, box.y + box.height * 0.4)
  gradient.addColorStop(0, safe(emphasis.colour))
  gradient.addColorStop(1, safe(emphasis.second))
  return gradient
}

function alignmentOf(block: TextBlock, align: TextOptions['align'] = 'left') {
  if (!block.rightToLeft || align === 'center') return align
  return align === 'left' ? 'right' : 'left'
}

function lineX(line: TextLine, block: TextBlock, box: Box, align: TextOptions['align']): number {
  const side = alignmentOf(block, align)
  return box.x + (block.width - line.width) * (side === 'left' ? 0 : side === 'center' ? 0.5 : 1)
}

interface LineScene {
  readonly context: SKRSContext2D
  readonly line: TextLine
  readonly block: TextBlock
  readonly box: Box
  readonly x: number
  readonly motion: Style['motion']
}

type Entrance = (scene: LineScene, share: (word: PlacedWord) => number, paint: (word: PlacedWord) => void) => void

const ENTRANCES: Readonly<Record<Style['motion']['entrance'], Entrance>> = {
  /** Each line rises out of an invisible slot. */
  mask: ({ context, line, block, box, x }, share, paint) => {
    const eased = easeOut(share(line.words[0]!))
    if (eased <= 0) return
    const top = box.y + line.baseline - block.above - block.sizePx * 0.02
    const slot = block.above + block.below + block.sizePx * 0.1
    context.save()
    context.beginPath()
    context.rect(x - block.sizePx * 0.2, top, line.width + block.sizePx * 0.4, slot)
    context.clip()
    context.translate(0, (1 - eased) * slot)
    line.words.forEach(paint)
    context.restore()
  },
  /** Grows a little past its size and settles. */
  pop: ({ context, line, box, x, motion }, share, paint) => {
    const progress = share(line.words[0]!)
    if (progress <= 0) return
    const scale = 0.86 + 0.14 * easeOvershoot(progress, motion.overshoot * 4)
    const [centreX, centreY] = [x + line.width / 2, box.y + line.baseline]
    context.save()
    context.globalAlpha *= easeOut(progress * 1.6)
    context.translate(centreX, centreY)
    context.scale(scale, scale)
    context.translate(-centreX, -centreY + (1 - easeOut(progress)) * motion.distancePx)
    line.words.forEach(paint)
    context.restore()
  },
  /** Slides into its place from the reading side. */
  settle: ({ context, line, block, motion }, share, paint) => {
    const eased = easeOut(share(line.words[0]!))
    context.save()
    context.globalAlpha *= easeInOut(eased)
    context.translate((block.rightToLeft ? 1 : -1) * (1 - eased) * motion.distancePx, 0)
    line.words.forEach(paint)
    context.restore()
  },
  /** Every word hits the frame by itself, from larger to its size. */
  punch: ({ context, line, box, x, block }, share, paint) => {
    for (const word of line.words) {
      const progress = share(word)
      if (progress <= 0) continue
      const scale = 1 + 0.28 * (1 - easeOut(progress))
      const [centreX, centreY] = [x + word.x + word.width / 2, box.y + line.baseline - block.sizePx * 0.4]
      context.save()
      context.globalAlpha *= clamp01(progress * 4)
      context.translate(centreX, centreY)
      context.scale(scale, scale)
      context.translate(-centreX, -centreY)
      paint(word)
      context.restore()
    }
  },
  /** Rises out of the dark, slowly. */
  drift: ({ context, line, motion }, share, paint) => {
    const progress = share(line.words[0]!)
    context.save()
    context.globalAlpha *= easeInOut(Math.min(1, progress * 1.6))
    context.translate(0, (1 - easeOut(progress)) * motion.distancePx)
    line.words.forEach(paint)
    context.restore()
  },
}

/** The boxes around runs of words, one a line: from the cap height to the baseline. */
export function runBoxes(
  block: TextBlock,
  place: Box,
  words: ReadonlySet<number>,
  align: TextOptions['align'] = 'left',
): Box[] {
  const cap = block.lines[0]?.baseline ?? 0
  return block.lines.flatMap((line) => {
    const run = line.words.filter((word) => words.has(word.index))
    if (run.length === 0) return []
    const x = lineX(line, block, place, align)
    const left = Math.min(...run.map((word) => word.x))
    const end = Math.max(...run.map((word) => word.x + word.width))
    return [{ x: x + left, y: place.y + line.baseline - cap, width: end - left, height: cap }]
  })
}
