import type { SpokenWord } from './normalise.ts'

/** From here on a sentence is broken at its next comma, and at twice as many words wherever it is. */
const LONG_SENTENCE_WORDS = 45

/** Words that are synthesised in one go. */
export interface Sentence {
  readonly words: readonly SpokenWord[]
  /** Where its first word stands in the text. */
  readonly start: number
}

/** Cuts a spoken text at its sentences' ends, and endless ones at a comma. */
export function splitSentences(spoken: readonly SpokenWord[]): Sentence[] {
  const sentences: Sentence[] = []
  let start = 0
  for (const [index, { mark }] of spoken.entries()) {
    const length = index + 1 - start
    const isTooLong = (mark === ',' && length >= LONG_SENTENCE_WORDS) || length >= 2 * LONG_SENTENCE_WORDS
    const isLast = index === spoken.length - 1
    if (!isLast && !isTooLong && !/[.!?]/.test(mark)) continue
    sentences.push({ words: spoken.slice(start, index + 1), start })
    start = index + 1
  }
  return sentences
}

/** The sentence as Flite reads it, between spaces, because a text without any is taken for a file's name. */
export function writeSentence({ words }: Sentence): string {
  const text = words.map((word) => `${word.text}${word.mark}`).join(' ')
  return ` ${text}${/[.!?]$/.test(text) ? '' : '.'} `
}
