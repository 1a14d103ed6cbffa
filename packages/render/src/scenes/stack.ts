import { cleanText } from '../text/clean.ts'
import { greedyLines, type MeasuredWord } from '../text/lines.ts'
import { joinWords, splitWords } from '../text/words.ts'
import type { SceneElement } from '../drawing/element.ts'
import type { TextBlock } from '../text/type.ts'
import type { SceneContext, TextRole } from './scene-kind.ts'

/** A line of a stack: a block of its own, its top counted from the stack's, and its first word's place in the text. */
export interface StackedLine {
  readonly block: TextBlock
  readonly y: number
  readonly firstWord: number
}

/** Lines of different sizes, each as wide as the column: a poster's type. */
export interface Stack {
  readonly lines: readonly StackedLine[]
  readonly width: number
  readonly height: number
}

interface StackOptions {
  readonly width: number
  readonly height: number
  readonly maxSizePx: number
  readonly role: TextRole
  /** Distance between lines. Default 22. */
  readonly gap?: number
}

/** Breaks a text so that its lines, each scaled to the column's width, fill the box as well as can be. */
export function stackText(text: string, context: SceneContext, options: StackOptions): Stack {
  const { gap = 22, role, maxSizePx } = options
  const type = context.style.text[role]
  const cleaned = cleanText(text)
  const cased = type.uppercase ? cleaned.toLocaleUpperCase() : cleaned
  const words = splitWords(cased).map((word) => ({ ...word, width: context.text.width(word.text, type, 100) }))
  const space = context.text.width('n n', type, 100) - 2 * context.text.width('n', type, 100)
  const cap = context.text.capHeight(type)
  const candidates = [1, 2, 3, 4, 5, 6].map((count) => {
    const lines = breakInto(words, count, space)
    const sizes = lines.map((line) =>
      Math.min(maxSizePx, (options.width / Math.max(1, context.text.width(joinWords(line), type, 100))) * 100),
    )
    const height = sizes.reduce((sum, size) => sum + size * cap, 0) + gap * (lines.length - 1)
    const shrink = Math.min(1, (options.height - gap * (lines.length - 1)) / (height - gap * (lines.length - 1)))
    return { lines, sizes: sizes.map((size) => size * shrink), smallest: Math.min(...sizes) * shrink }
  })
  const best = candidates.reduce((a, b) => (scoreOf(b) > scoreOf(a) * 1.02 ? b : a))
  return place(best, context, { ...options, gap })
}

interface Candidate {
  readonly lines: readonly MeasuredWord[][]
  readonly sizes: readonly number[]
  readonly smallest: number
}

/** Large type on every line is what counts; lines of very different sizes read badly. */
const scoreOf = ({ sizes, smallest }: Candidate): number =>
  smallest * 0.75 + (sizes.reduce((sum, size) => sum + size, 0) / sizes.length) * 0.25

function breakInto(words: readonly MeasuredWord[], count: number, space: number): MeasuredWord[][] {
  const total = words.reduce((sum, word) => sum + word.width + space, 0)
  let width = Math.max(total / count, ...words.map((word) => word.width))
  let lines = greedyLines(words, width, space)
  while (lines.length > count) {
    width *= 1.04
    lines = greedyLines(words, width, space)
  }
  return lines
}

function place(candidate: Candidate, context: SceneContext, options: StackOptions & { gap: number }): Stack {
  let y = 0
  let firstWord = 0
  const lines = candidate.lines.map((words, row) => {
    const sizePx = Math.max(28, candidate.sizes[row]!)
    const block = context.fit(joinWords(words), options.role, {
      maxWidth: options.width + 1,
      maxLines: 1,
      sizePx,
      minSizePx: 28,
    })
    const line = { block, y, firstWord }
    y += block.height + options.gap
    firstWord += words.length
    return line
  })
  return { lines, width: Math.max(0, ...lines.map((line) => line.block.width)), height: Math.max(0, y - options.gap) }
}

/** A stack's lines as elements, one after the other; some words in the style's hot gradient. */
export function stackElements(
  stack: Stack,
  context: SceneContext,
  options: {
    readonly x: number
    readonly y: number
    readonly start: number
    /** Words by their place in the text, or the whole last line. */
    readonly emphasis: ReadonlySet<number> | 'last-line'
  },
): SceneElement[] {
  const { accent, accentSecond } = context.palette
  const last = stack.lines.length - 1
  return stack.lines.map(({ block, y, firstWord }, row) => {
    const indexes = block.lines.flatMap((line) => line.words.map((word) => word.index))
    const hot = (index: number) =>
      options.emphasis === 'last-line' ? row === last && last > 0 : options.emphasis.has(firstWord + index)
    return context.words(block, {
      x: options.x,
      width: stack.width,
      y: options.y + y,
      start: options.start + firstWord * context.style.motion.staggerSeconds,
      emphasis: { words: new Set(indexes.filter(hot)), colour: accent, second: accentSecond },
    })
  })
}

/** All words of a stack with their places in the text. */
export const stackWords = (stack: Stack) =>
  stack.lines.flatMap(({ block, firstWord }) =>
    block.lines.flatMap((line) => line.words.map((word) => ({ text: word.text, index: word.index + firstWord }))),
  )
