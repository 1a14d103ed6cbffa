import { toCardinal, toOrdinal } from 'n2words/en-US'

/** A number as it is written: its digits, and what its form says about it. */
export interface WrittenNumber {
  readonly isNegative: boolean
  /** Digits before the point, without separators; empty in ".5". */
  readonly integer: string
  /** Digits after the point, when there is one. */
  readonly decimals: string | undefined
  /** Thousands were set apart, so it is no year. */
  readonly isGrouped: boolean
}

const NUMBER = /^([-−–]?)(\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3}){2,}|\d*)(?:[.,](\d+))?$/

/** Beyond this many digits a number is read digit by digit. */
const LONGEST_CARDINAL = 36

const words = (text: string): string[] => text.replace(/-/g, ' ').split(' ')

/** Reads "1,234.5", "−3", "0.05", "3,5" or ".5"; undefined for anything else. */
export function parseNumber(text: string): WrittenNumber | undefined {
  const match = NUMBER.exec(text)
  if (!match || !/\d/.test(text)) return undefined
  const [, sign, integer = '', decimals] = match
  return {
    isNegative: sign !== '',
    integer: integer.replace(/[.,]/g, ''),
    decimals,
    isGrouped: /[.,]/.test(integer),
  }
}

/** "three", "minus five", "two point five"; a bare number of four digits can be read as a year. */
export function speakNumber(number: WrittenNumber, options: { readonly asYear?: boolean } = {}): string[] {
  const sign = number.isNegative ? ['minus'] : []
  if (options.asYear && isYear(number)) return [...sign, ...year(Number(number.integer))]
  const integer = number.integer === '' ? [] : cardinal(number.integer)
  const decimals = number.decimals === undefined ? [] : ['point', ...digits(number.decimals)]
  return [...sign, ...integer, ...decimals]
}

/** True for exactly one: its unit is in the singular. */
export const isOne = (number: WrittenNumber): boolean => number.integer === '1' && number.decimals === undefined

export function isYear(number: WrittenNumber): boolean {
  const value = Number(number.integer)
  const isPlain = !number.isNegative && !number.isGrouped && number.decimals === undefined
  return isPlain && number.integer.length === 4 && value >= 1100 && value <= 2099
}

/** Digits as a number in words; a leading zero, or far too many, are read one by one. */
export function cardinal(integer: string): string[] {
  if (/^0\d/.test(integer) || integer.length > LONGEST_CARDINAL) return digits(integer)
  return words(toCardinal(BigInt(integer)))
}

/** "twenty", "first". */
export function ordinal(integer: string): string[] {
  if (integer.length > LONGEST_CARDINAL || BigInt(integer) === 0n) return cardinal(integer)
  return words(toOrdinal(BigInt(integer)))
}

/** "one four one five". */
export const digits = (text: string): string[] => [...text].flatMap((digit) => words(toCardinal(digit)))

/** A year as it is said: "nineteen eighty four", "nineteen oh five", "two thousand five", "twenty ten". */
export function year(value: number): string[] {
  const [century, rest] = [Math.floor(value / 100), value % 100]
  if (value < 1000 || (century % 10 === 0 && rest < 10)) return cardinal(String(value))
  if (rest === 0) return [...cardinal(String(century)), 'hundred']
  return [...cardinal(String(century)), ...(rest < 10 ? ['oh'] : []), ...cardinal(String(rest))]
}

/** The last two digits of a year: "ninety nine", "oh five". */
export function shortYear(twoDigits: string): string[] {
  return twoDigits.startsWith('0') ? ['oh', ...cardinal(twoDigits.slice(1))] : cardinal(twoDigits)
}

/** Makes the last word a plural: "nineteen nineties", "twenties", "hundreds". */
export function plural(number: readonly string[]): string[] {
  const last = number.at(-1) ?? ''
  return [
    ...number.slice(0, -1),
    last.endsWith('y') ? `${last.slice(0, -1)}ies` : `${last}${last === 'six' ? 'es' : 's'}`,
  ]
}

/** A fraction in words: "one half", "three quarters", "five eighths". */
export function fraction(numerator: string, denominator: string): string[] {
  const isSingle = Number(numerator) === 1
  const parts =
    Number(denominator) === 2
      ? [isSingle ? 'half' : 'halves']
      : Number(denominator) === 4
        ? [isSingle ? 'quarter' : 'quarters']
        : isSingle
          ? ordinal(denominator)
          : plural(ordinal(denominator))
  return [...cardinal(numerator), ...parts]
}

const ROMAN = /^(?=[MDCLXVI])M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/
const ROMAN_VALUES: Readonly<Record<string, number>> = { M: 1000, D: 500, C: 100, L: 50, X: 10, V: 5, I: 1 }

/** The value of a well-formed Roman numeral. */
export function parseRoman(text: string): number | undefined {
  if (!ROMAN.test(text)) return undefined
  const values = [...text].map((letter) => ROMAN_VALUES[letter] ?? 0)
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0)
}
