import { shortenTo, splitGraphemes } from './clean.ts'
import { hyphenationParts } from './hyphenation.ts'
import { balancedLines, runWidth, type MeasuredWord } from './lines.ts'
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
  readonly language: string
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
  const whole = withoutLoneWord(largestFit(unbroken(words), setting), words, setting)
  if (!whole.shortened && whole.sizePx >= setting.options.sizePx * WHOLE_WORDS_SHARE) return whole
  const broken = withFewerHyphens(chopped(words, setting), setting)
  if (whole.shortened) return broken
  return broken.shortened || broken.sizePx < whole.sizePx * 1.2 ? whole : broken
}

/** A little smaller where that spares a line of a single short word: “while / you sleep”. */
function withoutLoneWord(found: Found, words: readonly TextWord[], setting: Setting): Found {
  const { sizePx, minSizePx = SMALLEST_PX } = setting.options
  const lone = loneWords(found, setting)
  if (found.shortened || minSizePx >= sizePx || lone === 0) return found
  const least = Math.max(minSizePx, found.sizePx * CALM_SHARE)
  for (let size = found.sizePx * 0.97; size >= least; size *= 0.97) {
    const lines = tryFit(unbroken(words), size, setting)
    if (lines === null) continue
    const smaller = { lines, sizePx: size, shortened: false }
    if (lines.length < found.lines.length && loneWords(smaller, setting) < lone) return smaller
  }
  return found
}

/** Share of the size that is given up at most to set a text in calmer lines. */
const CALM_SHARE = 0.82
/** Share of the widest line below which a word by itself looks left over. */
const LONE_SHARE = 0.6

function loneWords({ lines, sizePx }: Found, { spaceWidth }: Setting): number {
  if (lines.length < 3) return 0
  const widths = lines.map((line) => runWidth(line, spaceWidth(sizePx)))
  const widest = Math.max(...widths)
  return lines.filter((line, index) => line.length === 1 && widths[index]! < widest * LONE_SHARE).length
}

/** The largest setting, or a smaller one in which fewer lines end within a word. */
function withFewerHyphens(words: readonly TextWord[], setting: Setting): Found {
  const { sizePx, minSizePx = SMALLEST_PX } = setting.options
  const largest = largestFit(words, setting)
  if (largest.shortened || minSizePx >= sizePx) return largest
  let best = largest
  for (let size = largest.sizePx * 0.96; size >= Math.max(minSizePx, largest.sizePx * HYPHEN_SHARE); size *= 0.96) {
    const lines = tryFit(words, size, setting)
    if (lines !== null && hyphens(lines) < hyphens(best.lines)) best = { lines, sizePx: size, shortened: false }
  }
  return best
}

/** Share of the size that is given up at most to break fewer words. */
const HYPHEN_SHARE = 0.7

const hyphens = (lines: Found['lines']): number => lines.filter((line) => line.at(-1)?.hyphened).length

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

/** Words that are wider than a line, in parts: by the rules of their language, and what is too wide even so between letters. */
function chopped(words: readonly TextWord[], setting: Setting): TextWord[] {
  const { sizePx, minSizePx = SMALLEST_PX, maxWidth, maxLines } = setting.options
  const smallest = Math.min(sizePx, minSizePx)
  if (maxLines === 1) return unbroken(words)
  const isNarrow = (parts: readonly TextWord[]) =>
    setting.measure(parts, smallest).every((part) => part.width + (part.hyphenWidth ?? 0) <= maxWidth)
  const isWhole = (word: TextWord) => setting.measure([word], sizePx)[0]!.width <= maxWidth
  const hyphened = words.flatMap((word) =>
    isWhole(word) || !LETTERS.test(word.text) ? [word] : syllables(word, setting),
  )
  return hyphened.flatMap((word) => {
    if (isNarrow([word]) || !ALPHABETIC.test(word.text)) return [word]
    const letters = splitGraphemes(word.text)
    for (let count = 2; count * SHORTEST_PART <= letters.length; count++) {
      const parts = inParts(word, letters, count)
      if (isNarrow(parts)) return parts
    }
    return [word]
  })
}

/** Names with figures and addresses are not words of a language. */
const LETTERS = /^[\p{P}\p{S}]*[\p{L}\p{M}’]+[\p{P}\p{S}]*$/u

function syllables(word: TextWord, { language }: Setting): TextWord[] {
  const parts = hyphenationParts(word.text, language)
  return parts.map((text, index) =>
    index === parts.length - 1 ? { ...word, text } : { text, spaced: false, hyphened: true },
  )
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
