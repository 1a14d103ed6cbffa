/** Letters a second at which voices read on the average: about 155 English words a minute. */
export const USUAL_PACE = 15

/** How long the characters of a writing system take, against a Latin letter: one of Chinese is a whole syllable. */
const WEIGHTS: readonly (readonly [letters: RegExp, weight: number])[] = [
  [/\p{Script=Han}/gu, 3.2],
  [/\p{Script=Hangul}/gu, 2.6],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 2],
  // These write few of their vowels, or none.
  [/[\p{Script=Arabic}\p{Script=Hebrew}]/gu, 1.4],
  [/[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Thai}]/gu, 1.2],
]

/** A text's length as it is heard, in English letters: a digit is about a word, and punctuation a pause. */
export function spokenLength(text: string): number {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  const heavier = WEIGHTS.reduce((sum, [letters, weight]) => sum + (weight - 1) * count(letters), 0)
  const pauses = 3 * count(/[,;:–—、，；：،]/g) + 8 * count(/[.!?](?=\s)|[。！？।؟]/g)
  return text.length + heavier + 5 * count(/\d/g) + pauses
}

/** Seconds that a text takes in a voice of which nothing is known. */
export const usualSeconds = (text: string): number => spokenLength(text) / USUAL_PACE
