/** The greatest number that a list shows before an entry. */
export const MOST_NUMBER = 999

/** The number with which the second half of a numbered list goes on. */
export const numberAfter = (firstNumber: number, list: readonly unknown[]): number =>
  Math.min(MOST_NUMBER, firstNumber + Math.ceil(list.length / 2))

/** A number from 1 to 999 in Roman numerals. */
export const roman = (number: number): string =>
  [...String(number)]
    .toReversed()
    .map((digit, place) =>
      ROMAN_DIGITS[Number(digit)]!.replace(/./g, (sign) => ROMAN_SIGNS[place]!['IVX'.indexOf(sign)]!),
    )
    .toReversed()
    .join('')

const ROMAN_DIGITS = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX']
const ROMAN_SIGNS = ['IVX', 'XLC', 'CDM']
