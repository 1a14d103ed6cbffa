import type { BuiltInVisualInput } from '@mavs/render'

/** A figure found in a text, ready to be counted up to. */
export interface Figure {
  readonly value: number
  readonly decimals: number
  readonly grouped: boolean
  readonly prefix?: string
  readonly suffix?: string
  /** As it stands in the text. */
  readonly written: string
  readonly index: number
}

/** Reads a text that is a figure and nothing else but its unit: "$4.5 billion", "123 km". */
export function readFigure(text: string): Figure | undefined {
  const match = new RegExp(`^\\s*${FIGURE}\\s*(?<rest>.{0,24})$`, 'u').exec(text.trim())
  if (!match?.groups || /\d/.test(match.groups.rest ?? '')) return undefined
  return toFigure(match, match.groups.rest?.trim() ?? '')
}

/** The most telling figure of a sentence: one with a unit, a currency or at least three digits; years and ordinals don't count. */
export function findFigure(sentence: string): Figure | undefined {
  const figures: Figure[] = []
  for (const match of sentence.matchAll(
    new RegExp(`(?<![\\p{L}\\d.,])${FIGURE}(?<rest>\\s?${UNIT}|\\s?%)?(?![\\d\\p{L}])`, 'giu'),
  )) {
    const figure = toFigure(match, match.groups?.rest?.trim() ?? '')
    if (figure && isTelling(figure)) figures.push(figure)
  }
  return figures.toSorted((a, b) => weight(b) - weight(a))[0]
}

/** What a number scene shows for a figure. */
export function numberVisual(
  figure: Figure,
  label: string,
  icon?: string,
): Extract<BuiltInVisualInput, { kind: 'number' }> {
  const { value, decimals, grouped, prefix, suffix } = figure
  return {
    kind: 'number',
    value,
    decimals,
    grouped,
    ...(prefix && { prefix }),
    ...(suffix && { suffix }),
    label,
    ...(icon && { icon }),
  }
}

const FIGURE =
  '(?<prefix>[$€£¥]|US\\$)?\\s?(?<sign>[-−+])?(?<digits>\\d{1,3}(?:[,\\u00a0\\u202f ]\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)'
const SCALE = 'thousand|million|billion|trillion'
const THING = `degrees(?: (?:Celsius|Fahrenheit))?|°[CF]|kilomet(?:re|er)s?|km|met(?:re|er)s?|centimet(?:re|er)s?|miles?|feet|tonn?es?|tons?|kilograms?|kg|grams?|lit(?:re|er)s?|watts?|kilowatts?|megawatts?|gigawatts?|hectares?|hours?|minutes?|seconds?|days?|weeks?|months?|years?|people|species|times|light[- ]years?|countries|languages|cells|dollars|euros|pounds`
const UNIT = `(?:(?:(?:${SCALE})(?: (?:${THING}))?|percent|per cent|${THING})(?: (?:of|a|per) (?:second|hour|day|year|minute|kilogram|person))?)`

function toFigure(match: RegExpMatchArray, rest: string): Figure | undefined {
  const { prefix = '', sign = '', digits = '' } = match.groups ?? {}
  const decimals = digits.split('.')[1]?.length ?? 0
  const value = Number(digits.replace(/[^\d.]/g, '')) * (sign === '-' || sign === '−' ? -1 : 1)
  if (!Number.isFinite(value) || decimals > 4 || Math.abs(value) > 1e15) return undefined
  const written = match[0].trim()
  const suffix = rest.replace(/^per ?cent$/i, '%')
  if (suffix.length > 24) return undefined
  const grouped = !(/^\d{4}$/.test(digits) && suffix === '' && prefix === '')
  const index = (match.index ?? 0) + match[0].indexOf(written)
  return { value, decimals, grouped, ...(prefix && { prefix }), ...(suffix && { suffix }), written, index }
}

function isTelling(figure: Figure): boolean {
  if (!figure.grouped) return false
  return figure.prefix !== undefined || figure.suffix !== undefined || Math.abs(figure.value) >= 100
}

const weight = (figure: Figure): number =>
  (figure.prefix ? 2 : 0) + (figure.suffix ? 2 : 0) + (/illion|%/.test(figure.suffix ?? '') ? 2 : 0)
