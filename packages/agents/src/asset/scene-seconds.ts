import type { Scene } from '@mavs/core'

/** Characters that a voice says in a second, and what a scene lasts beside its words. */
const LETTERS_PER_SECOND = 14
const SYLLABIC_PER_SECOND = 5
const AIR_SECONDS = 1
/** Speech may turn out slower than expected, and scenes hold for a moment. */
const MARGIN = 1.3

/** Writing in which a character is about a syllable. */
const SYLLABIC = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu

/** So many seconds of footage cover a scene, however slowly it is spoken: its speech runs beside this stage. */
export function footageSeconds({ narration, holdSeconds = 0 }: Pick<Scene, 'narration' | 'holdSeconds'>): number {
  const syllabic = narration.match(SYLLABIC)?.length ?? 0
  const spoken = (narration.length - syllabic) / LETTERS_PER_SECOND + syllabic / SYLLABIC_PER_SECOND
  return MARGIN * (Math.max(spoken, holdSeconds) + AIR_SECONDS)
}
