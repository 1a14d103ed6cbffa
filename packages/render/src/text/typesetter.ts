import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import type { Warning } from '@mavs/core'
import { faceName } from '../fonts/face.ts'
import type { FontBook } from '../fonts/font-book.ts'
import { cleanText, hasRightToLeft, isRightToLeft, shortenTo, splitGraphemes } from './clean.ts'
import { balancedLines, runWidth, type MeasuredWord } from './lines.ts'
import type { TextBlock, TextLine, TypeStyle } from './type.ts'
import { splitWords, type TextWord } from './words.ts'

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

/** Sets and measures text with the real shapes of the fonts. */
export interface Typesetter {
  /** The largest setting that fits between the sizes; what does not fit at the smallest is shortened, with a warning. */
  fit(text: string, type: TypeStyle, options: FitOptions): TextBlock
  /** Width of a text on one line, at a size. */
  width(text: string, type: TypeStyle, sizePx: number): number
  /** Sets a context's font and tracking for drawing. */
  apply(context: SKRSContext2D, type: TypeStyle, sizePx: number): void
  /** The text without the graphemes that no font can draw. */
  drawable(text: string): string
  /** Height of capitals, in multiples of the size. */
  capHeight(type: TypeStyle): number
  readonly warnings: readonly Warning[]
}

/** Makes a typesetter for a video's fonts and language. */
export function createTypesetter(fonts: FontBook, language: string): Typesetter {
  const context = createCanvas(16, 16).getContext('2d')
  const widths = new Map<string, number>()
  const capHeights = new Map<string, number>()
  const warnings: Warning[] = []

  const apply: Typesetter['apply'] = (target, type, sizePx) => {
    target.font = `${type.face.italic ? 'italic ' : ''}${type.face.weight} ${sizePx}px ${fonts.families(type.face)}`
    target.letterSpacing = `${type.tracking * sizePx}px`
    target.fontVariantNumeric = 'lining-nums'
    target.fontKerning = 'normal'
  }
  // Widths are linear in the size: measured once at 100 px.
  const unitWidth = (text: string, type: TypeStyle): number => {
    const key = `${faceName(type.face)}/${type.tracking}/${text}`
    let width = widths.get(key)
    if (width === undefined) {
      apply(context, type, 100)
      width = Math.max(0, context.measureText(text).width - type.tracking * 100) / 100
      widths.set(key, width)
    }
    return width
  }
  const capHeight = (type: TypeStyle): number => {
    const key = faceName(type.face)
    if (!capHeights.has(key)) {
      apply(context, type, 1000)
      capHeights.set(key, context.measureText('H').actualBoundingBoxAscent / 1000)
    }
    return capHeights.get(key)!
  }
  const measure: MeasureWords = (words, type, sizePx) =>
    words.map((word) => ({ ...word, width: unitWidth(word.text, type) * sizePx }))
  const spaceWidth = (type: TypeStyle, sizePx: number) => (unitWidth('n n', type) - 2 * unitWidth('n', type)) * sizePx

  const fit: Typesetter['fit'] = (text, type, options) => {
    const cleaned = fonts.drawable(cleanText(text, language))
    const cased = type.uppercase ? cleaned.toLocaleUpperCase(language) : cleaned
    const words = splitWords(cased, language)
    const setting = { type, options, measure, spaceWidth, capHeight: capHeight(type) }
    const found = largestFit(words, setting)
    const isCut = found.shortened || (cleaned.includes('…') && !/…|\.\.\./.test(text))
    if (isCut && options.quiet !== true) {
      warnings.push({
        reason: 'text-shortened',
        message: `“${shortenTo(cleaned, 60)}” is too long for its place, or has a word of over 40 characters, and was shortened; write it shorter.`,
      })
    }
    return toBlock(found, setting)
  }
  return {
    fit,
    apply,
    capHeight,
    warnings,
    drawable: fonts.drawable,
    width: (text, type, sizePx) => unitWidth(text, type) * sizePx,
  }
}

type MeasureWords = (words: readonly TextWord[], type: TypeStyle, sizePx: number) => MeasuredWord[]

interface Setting {
  readonly type: TypeStyle
  readonly options: FitOptions
  readonly measure: MeasureWords
  spaceWidth(type: TypeStyle, sizePx: number): number
  readonly capHeight: number
}

interface Found {
  readonly lines: MeasuredWord[][]
  readonly sizePx: number
  readonly shortened: boolean
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
  const { type, options } = setting
  const measured = setting.measure(words, type, sizePx)
  if (measured.some((word) => word.width > options.maxWidth)) return null
  const lines = balancedLines(measured, options.maxWidth, setting.spaceWidth(type, sizePx))
  const height = Math.max(0, lines.length - 1) * type.lineHeight * sizePx + setting.capHeight * sizePx
  const fits = lines.length <= (options.maxLines ?? Infinity) && height <= (options.maxHeight ?? Infinity) + 0.01
  return fits ? lines : null
}

/** The longest beginning that fits with an ellipsis, found by halving; at least part of the first word. */
function dropWords(words: readonly TextWord[], sizePx: number, setting: Setting): MeasuredWord[][] {
  const narrow = words.map((word) => ({ ...word, text: shortenToWidth(word.text, sizePx, setting) }))
  const attempt = (count: number): MeasuredWord[][] | null => {
    const kept = narrow.slice(0, count)
    const last = kept.at(-1)
    if (count < narrow.length && last) kept[count - 1] = { ...last, text: withEllipsis(last.text, sizePx, setting) }
    return tryFit(kept, sizePx, setting)
  }
  let low = 1
  let high = narrow.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (attempt(middle)) low = middle
    else high = middle - 1
  }
  const first = setting.measure(narrow.slice(0, 1), setting.type, sizePx)
  return attempt(low) ?? (first.length > 0 ? [first] : [])
}

function shortenToWidth(text: string, sizePx: number, setting: Setting): string {
  const widthOf = (candidate: string) =>
    setting.measure([{ text: candidate, spaced: false }], setting.type, sizePx)[0]!.width
  if (widthOf(text) <= setting.options.maxWidth) return text
  let count = splitGraphemes(text).length
  while (count > 1 && widthOf(shortenTo(text, count)) > setting.options.maxWidth) count = Math.floor(count * 0.9)
  return shortenTo(text, count)
}

function withEllipsis(text: string, sizePx: number, setting: Setting): string {
  const bare = text.replace(/[\s.,;:!?…–—-]+$/u, '')
  return shortenToWidth(`${bare}…`, sizePx, setting)
}

function toBlock(found: Found, setting: Setting): TextBlock {
  const { type, capHeight } = setting
  const { sizePx } = found
  const space = setting.spaceWidth(type, sizePx)
  const text = found.lines
    .flat()
    .map((word) => word.text)
    .join(' ')
  let index = 0
  const lines = found.lines.map((words, row): TextLine => {
    const width = runWidth(words, space)
    const placed = placeWords(words, width, space, index)
    index += words.length
    return { words: placed, width, baseline: capHeight * sizePx + row * type.lineHeight * sizePx }
  })
  return {
    lines,
    type,
    sizePx,
    width: Math.max(0, ...lines.map((line) => line.width)),
    height: lines.at(-1)?.baseline ?? 0,
    overshoot: sizePx * 0.34,
    rightToLeft: isRightToLeft(text),
    shortened: found.shortened,
  }
}

/** Places words left to right, or right to left; a line of both directions is one piece that the shaper orders. */
function placeWords(words: readonly MeasuredWord[], lineWidth: number, space: number, firstIndex: number) {
  const directions = new Set(words.map((word) => hasRightToLeft(word.text)))
  const text = words.map((word, i) => (word.spaced && i < words.length - 1 ? `${word.text} ` : word.text)).join('')
  if (directions.size > 1) return [{ text, x: 0, width: lineWidth, index: firstIndex }]
  const backwards = directions.has(true)
  let x = 0
  return words.map((word, i) => {
    const left = backwards ? lineWidth - x - word.width : x
    x += word.width + (word.spaced ? space : 0)
    return { text: word.text, x: left, width: word.width, index: firstIndex + i }
  })
}
