import { cleanText } from '../text/clean.ts'
import { greedyLines, runWidth, type MeasuredWord } from '../text/lines.ts'
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
  const type = context.style.text[options.role]
  const cleaned = cleanText(text, context.language)
  const cased = type.uppercase ? cleaned.toLocaleUpperCase(context.language) : cleaned
  const words = splitWords(cased, context.language)
  const widths = words.map((word) => context.text.width(word.text, type, 1))
  const space = context.text.width('n n', type, 1) - 2 * context.text.width('n', type, 1)
  const { gap = 22 } = options
  // Capitals stand on their baseline; letters of scripts without them reach below it.
  const height = context.text.capHeight(type) + (/\p{Lo}/u.test(cased) ? DESCENT : 0)
  const candidates = breaksOf(
    words.map((word, index) => ({ ...word, width: widths[index]! })),
    space,
  ).map((lines) => {
    const widest = lines.map((line) => options.width / runWidth(line, space))
    const largest = Math.min(options.maxSizePx, Math.min(...widest) * MOST_CONTRAST)
    const sizes = widest.map((size) => Math.min(size, largest))
    const gaps = gap * (lines.length - 1)
    const total = sizes.reduce((sum, size) => sum + size * height, 0)
    const shrink = Math.min(1, Math.max(0, options.height - gaps) / total)
    return { lines, sizes: sizes.map((size) => size * shrink) }
  })
  const score = (candidate: Candidate) => scoreOf(candidate, options.width, space)
  const best = candidates.reduce((a, b) => (score(b) > score(a) * 1.02 ? b : a))
  return place(best, context, { ...options, gap, height })
}

/** In multiples of the size. */
const DESCENT = 0.3
/** A line is at most this many times as large as another: a short word need not be as wide as the others. */
const MOST_CONTRAST = 1.75

interface Candidate {
  readonly lines: readonly MeasuredWord[][]
  readonly sizes: readonly number[]
}

/** Large type on every line is what counts, and lines that are as wide as the column. */
function scoreOf({ lines, sizes }: Candidate, width: number, space: number): number {
  const inked = sizes.map((size, row) => size * Math.min(1, (runWidth(lines[row]!, space) * size) / width))
  return Math.min(...sizes) * 0.75 + (inked.reduce((sum, size) => sum + size, 0) / sizes.length) * 0.25
}

/** Ways to break a text into lines: all of them for few words, for more of them one for each number of lines. */
function breaksOf(words: readonly MeasuredWord[], space: number): MeasuredWord[][][] {
  if (words.length > FEW_WORDS) {
    return Array.from({ length: MOST_LINES }, (_, count) => breakInto(words, count + 1, space))
  }
  return Array.from({ length: 2 ** Math.max(0, words.length - 1) }, (_, breaks) =>
    words.reduce<MeasuredWord[][]>(
      (lines, word, index) =>
        index > 0 && breaks & (2 ** (index - 1))
          ? [...lines, [word]]
          : [...lines.slice(0, -1), [...(lines.at(-1) ?? []), word]],
      [],
    ),
  )
}

const FEW_WORDS = 10
const MOST_LINES = 14

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

interface Placing {
  readonly role: TextRole
  readonly width: number
  readonly gap: number
  /** Of a line, in multiples of its size. */
  readonly height: number
}

function place(candidate: Candidate, context: SceneContext, options: Placing): Stack {
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
    y += block.sizePx * options.height + options.gap
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
