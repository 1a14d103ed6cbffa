import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import type { Warning } from '@mavs/core'
import { faceName } from '../fonts/face.ts'
import type { FontBook } from '../fonts/font-book.ts'
import { placeLines, type Placing } from './block.ts'
import { cleanKeepingHyphens, shortenTo } from './clean.ts'
import { fitWords, type FitOptions } from './fit.ts'
import { upperCase } from './language.ts'
import { measureReach, typeForScripts, type Reach } from './script-metrics.ts'
import type { TextBlock, TypeStyle } from './type.ts'
import { joinWords, SOFT_HYPHEN, splitWords, type TextWord } from './words.ts'

export { SMALLEST_PX, type FitOptions } from './fit.ts'

/** Sets and measures text with the real shapes of the fonts. */
export interface Typesetter {
  /** The largest setting that fits between the sizes; what does not fit at the smallest is shortened, with a warning. */
  fit(text: string, type: TypeStyle, options: FitOptions): TextBlock
  /** Lines that have been broken already, set as they are; their words must be clean. */
  set(lines: readonly (readonly TextWord[])[], type: TypeStyle, sizePx: number): TextBlock
  /** A text as it can be shown: without what no font has, with typographic marks, in the type's case. */
  clean(text: string, type: TypeStyle): string
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
  const shapes = new Map<string, Shape>()
  const warnings: Warning[] = []

  const apply: Typesetter['apply'] = (target, type, sizePx) => {
    target.font = `${type.face.italic ? 'italic ' : ''}${type.face.weight} ${sizePx}px ${fonts.families(type.face)}`
    target.letterSpacing = `${type.tracking * sizePx}px`
    target.fontVariantNumeric = 'lining-nums'
    target.fontKerning = 'normal'
  }
  // Shapes are linear in the size: measured once at 100 px.
  const shapeOf = (text: string, type: TypeStyle): Shape => {
    const key = `${faceName(type.face)}/${type.tracking}/${text}`
    let shape = shapes.get(key)
    if (shape === undefined) {
      apply(context, type, 100)
      const { width, actualBoundingBoxAscent, actualBoundingBoxDescent } = context.measureText(text)
      const bare = Math.max(0, width - type.tracking * 100) / 100
      shape = { width: bare, above: actualBoundingBoxAscent / 100, below: actualBoundingBoxDescent / 100 }
      shapes.set(key, shape)
    }
    return shape
  }
  const capHeight = (type: TypeStyle) => shapeOf('H', type).above
  const clean: Typesetter['clean'] = (text, type) => {
    const cleaned = fonts.drawable(cleanKeepingHyphens(text, language))
    return type.uppercase ? upperCase(cleaned, language) : cleaned
  }
  const placingFor = (words: readonly TextWord[], type: TypeStyle): Placing => {
    const text = joinWords(words)
    const cap = capHeight(type)
    const { reach, extra, isTall } = measureReach(text, cap, (part) => shapeOf(part, { ...type, tracking: 0 }))
    const own = isTall ? typeForScripts(type, text, reach) : type
    const unitSpace = shapeOf('n n', own).width - 2 * shapeOf('n', own).width
    return {
      type: own,
      language,
      capHeight: cap,
      reach,
      extra,
      width: (part, sizePx) => shapeOf(part, own).width * sizePx,
      spaceWidth: (sizePx) => unitSpace * sizePx,
    }
  }

  const fit: Typesetter['fit'] = (text, type, options) => {
    const cleaned = clean(text, type)
    const words = splitWords(cleaned, language)
    const placing = placingFor(words, type)
    const found = fitWords(words, { ...placing, options, measure: measureWith(placing) })
    const isCut = found.shortened || (cleaned.includes('…') && !/…|\.\.\./.test(text))
    if (isCut && options.quiet !== true) warnings.push(shortenedWarning(cleaned))
    return { ...placeLines(found.lines, found.sizePx, placing), shortened: found.shortened }
  }
  return {
    fit,
    set: (lines, type, sizePx) => placeLines(lines, sizePx, placingFor(lines.flat(), type)),
    clean: (text, type) => clean(text, type).replaceAll(SOFT_HYPHEN, ''),
    apply,
    capHeight,
    warnings,
    drawable: fonts.drawable,
    width: (text, type, sizePx) => shapeOf(text, type).width * sizePx,
  }
}

/** A text's width and reach, in multiples of the size. */
interface Shape extends Reach {
  readonly width: number
}

const measureWith =
  ({ width }: Pick<Placing, 'width'>) =>
  (words: readonly TextWord[], sizePx: number) =>
    words.map((word) => {
      const own = width(word.text, sizePx)
      // As it is drawn: letters and hyphen are kerned.
      return { ...word, width: own, ...(word.hyphened && { hyphenWidth: width(`${word.text}-`, sizePx) - own }) }
    })

const shortenedWarning = (text: string): Warning => ({
  reason: 'text-shortened',
  message: `“${shortenTo(text, 60)}” is too long for its place, or has a word of over 40 characters, and was shortened; write it shorter.`,
})
