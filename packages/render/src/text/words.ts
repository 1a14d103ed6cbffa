import { hasOwnBreaks } from './clean.ts'

/** A piece of text that is never broken, and whether a space follows it on the same line. */
export interface TextWord {
  readonly text: string
  readonly spaced: boolean
}

/** Splits cleaned text where a line may break: at spaces, after dashes, and between words of scripts without spaces. */
export function splitWords(text: string, language = 'en'): TextWord[] {
  return text
    .split(' ')
    .filter((word) => word !== '')
    .flatMap((word) => {
      const parts = hasOwnBreaks(word) ? segmentWords(word, language) : splitAtDashes(word)
      return parts.map((part, index) => ({ text: part, spaced: index === parts.length - 1 }))
    })
}

/** Joins words back into the text of a line. */
export const joinWords = (words: readonly TextWord[]): string =>
  words.map((word, index) => (word.spaced && index < words.length - 1 ? `${word.text} ` : word.text)).join('')

function splitAtDashes(word: string): string[] {
  return word.split(/(?<=[\p{L}\d][—–/-])(?=[\p{L}]{2})/u)
}

function segmentWords(text: string, language: string): string[] {
  const parts: string[] = []
  for (const { segment } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text)) {
    const clings = parts.length > 0 && /^[\p{P}\p{S}\p{M}]/u.test(segment)
    if (clings) parts[parts.length - 1] += segment
    else parts.push(segment)
  }
  return parts
}
