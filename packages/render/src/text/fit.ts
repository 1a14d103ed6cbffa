import { shortenTo, splitGraphemes } from './clean.ts'
import { balancedLines, type MeasuredWord } from './lines.ts'
import type { Reach } from './script-metrics.ts'
import type { TypeStyle } from './type.ts'
import type { TextWord } from './words.ts'

/** Nothing on screen is smaller than this, in design pixels. */
export const SMALLEST_PX = 28

/** What a text must fit into. */
export interface FitOptions {
  readonly maxWidth: number
  /** Cap height of the first line to the last baseline. Default: unlimited. */
  readonly maxHeight?: number
  readonly maxLines?: number
  readonly sizePx: number
  /** Default 28. */
  readonly minSizePx?: number
  /** Whether nobody need be told that the text was shortened. Default `false`. */
  readonly quiet?: boolean
}

/** What a text is set with. */
export interface Setting {
  readonly type: TypeStyle
  readonly options: FitOptions
  measure(words: readonly TextWord[], sizePx: number): MeasuredWord[]
  spaceWidth(sizePx: number): number
  readonly capHeight: number
  /** Room above the cap height and below the last baseline that the block takes up itself. */
  readonly extra: Reach
}

/** Lines with the size at which they fit. */
export interface Found {
  readonly lines: MeasuredWord[][]
  readonly sizePx: number
  readonly shortened: boolean
}

/** A word is broken only when the text would have to be smaller than this share of its size. */
const WHOLE_WORDS_SHARE = 0.62

/** The largest setting, with whole words if the text does not become much smaller by that. */
export function fitWords(words: readonly TextWord[], setting: Setting): Found {
  const whole = largestFit(unbroken(words), setting)
  if (!whole.shortened && whole.sizePx >= setting.options.sizePx * WHOLE_WORDS_SHARE) return whole
  const broken = largestFit(chopped(words, setting), setting)
  if (whole.shortened) return broken
  return broken.shortened || broken.sizePx < whole.sizePx * 1.2 ? whole : broken
}

/** The parts of words that may be hyphened put together again. */
function unbroken(words: readonly TextWord[]): TextWord[] {
  const whole: TextWord[] = []
  for (const word of words) {
    const before = whole.at(-1)
    if (before?.hyphened) whole[whole.length - 1] = { ...word, text: before.text + word.text }
    else whole.push(word)
  }
  return whole
}

/** Steps down by 4 % until the text fits; at the smallest size, words are dropped from the end. */
function largestFit(words: readonly TextWord[], setting: Setting): Found {
  const { sizePx, minSizePx = SMALLEST_PX } = setting.options
  const smallest = Math.min(sizePx, minSizePx)
  for (let size = sizePx; size > smallest; size = Math.max(smallest, Math.floor(size * 0.96 * 2) / 2)) {
    const lines = tryFit(words, size, setting)
    if (lines) return { lines, sizePx: size, shortened: false }
  }
  const whole = tryFit(words, smallest, setting)
  if (whole) return { lines: whole, sizePx: smallest, shortened: false }
  return { lines: dropWords(words, smallest, setting), sizePx: smallest, shortened: true }
}

function tryFit(words: readonly TextWord[], sizePx: number, setting: Setting): MeasuredWord[][] | null {
  const { type, options, capHeight, extra } = setting
  const measured = setting.measure(words, sizePx)
  if (measured.some((word) => word.width + (word.hyphenWidth ?? 0) > options.maxWidth)) return null
  const lines = balancedLines(measured, options.maxWidth, setting.spaceWidth(sizePx))
  const height =
    Math.max(0, lines.length - 1) * type.lineHeight * sizePx + (capHeight + extra.above + extra.below) * sizePx
  const fits = lines.length <= (options.maxLines ?? Infinity) && height <= (options.maxHeight ?? Infinity) + 0.01
  return fits ? lines : null
}

/** Letters of these scripts can be parted by a hyphen. */
const ALPHABETIC = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{M}\p{N}\p{P}\p{S}]+$/u
const SHORTEST_PART = 3

/** Words that are wider than a line even at the smallest size, cut between letters. */
function chopped(words: readonly TextWord[], setting: Setting): TextWord[] {
  const { sizePx, minSizePx = SMALLEST_PX, maxWidth, maxLines } = setting.options
  const smallest = Math.min(sizePx, minSizePx)
  if (maxLines === 1) return unbroken(words)
  const isNarrow = (parts: readonly TextWord[]) =>
    setting.measure(parts, smallest).every((part) => part.width + (part.hyphenWidth ?? 0) <= maxWidth)
  return words.flatMap((word) => {
    if (isNarrow([word]) || !ALPHABETIC.test(word.text)) return [word]
    const letters = splitGraphemes(word.text)
    for (let count = 2; count * SHORTEST_PART <= letters.length; count++) {
      const parts = inParts(word, letters, count)
      if (isNarrow(parts)) return parts
    }
    return [word]
  })
}

const inParts = (word: TextWord, letters: readonly string[], count: number): TextWord[] =>
  Array.from({ length: count }, (_, part) => {
    const [from, to] = [part, part + 1].map((edge) => Math.round((edge * letters.length) / count))
    const text = letters.slice(from, to).join('')
    return part === count - 1 ? { ...word, text } : { text, spaced: false, hyphened: true }
  })

/** The longest beginning that fits with an ellipsis, found by halving; at least part of the first word. */
function dropWords(words: readonly TextWord[], sizePx: number, setting: Setting): MeasuredWord[][] {
  const narrow = words.map((word) => ({ ...word, text: shortenToWidth(word.text, sizePx, setting) }))
  const attempt = (count: number): MeasuredWord[][] | null => {
    const kept = narrow.slice(0, count)
    const last = kept.at(-1)
    if (count < narrow.length && last) {
      kept[count - 1] = { text: withEllipsis(last.text, sizePx, setting), spaced: last.spaced }
    }
    return tryFit(kept, sizePx, setting)
  }
  let low = 1
  let high = narrow.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (attempt(middle)) low = middle
    else high = middle - 1
  }
  const first = setting.measure(narrow.slice(0, 1), sizePx)
  return attempt(low) ?? (first.length > 0 ? [first] : [])
}

function shortenToWidth(text: string, sizePx: number, setting: Setting): string {
  const widthOf = (candidate: string) => setting.measure([{ text: candidate, spaced: false }], sizePx)[0]!.width
  if (widthOf(text) <= setting.options.maxWidth) return text
  let count = splitGraphemes(text).length
  while (count > 1 && widthOf(shortenTo(text, count)) > setting.options.maxWidth) count = Math.floor(count * 0.9)
  return shortenTo(text, count)
}

function withEllipsis(text: string, sizePx: number, setting: Setting): string {
  const bare = text.replace(/[\s.,;:!?…。、，！？；：–—-]+$/u, '')
  return shortenToWidth(`${bare}…`, sizePx, setting)
}
