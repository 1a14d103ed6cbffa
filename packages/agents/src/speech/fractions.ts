import { cardinal, fraction } from './numbers.ts'

/** Vulgar fractions by their character. */
const FRACTIONS: Readonly<Record<string, readonly [string, string]>> = {
  '½': ['1', '2'],
  '¼': ['1', '4'],
  '¾': ['3', '4'],
  '⅓': ['1', '3'],
  '⅔': ['2', '3'],
  '⅕': ['1', '5'],
  '⅖': ['2', '5'],
  '⅗': ['3', '5'],
  '⅘': ['4', '5'],
  '⅙': ['1', '6'],
  '⅚': ['5', '6'],
  '⅛': ['1', '8'],
  '⅜': ['3', '8'],
  '⅝': ['5', '8'],
  '⅞': ['7', '8'],
}

/** "½", "2¾", "3/4"; other slashed numbers are read as they stand. */
export function readFraction(core: string): string[] | undefined {
  const vulgar = /^(\d*)([½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])$/.exec(core)
  if (vulgar) {
    const [, whole, character] = vulgar
    const [numerator, denominator] = FRACTIONS[character!]!
    if (whole === '') return fraction(numerator, denominator)
    return [
      ...cardinal(whole!),
      'and',
      ...(numerator === '1' ? ['a', ...fraction('1', denominator).slice(1)] : fraction(numerator, denominator)),
    ]
  }
  const slashed = /^(\d{1,3})\/(\d{1,3})$/.exec(core)
  if (!slashed) return undefined
  const [numerator, denominator] = [slashed[1]!, slashed[2]!]
  const isFraction = Number(numerator) < Number(denominator) && Number(denominator) <= 100 && core !== '9/11'
  return isFraction ? fraction(numerator, denominator) : [...cardinal(numerator), ...cardinal(denominator)]
}
