/** How a text's letters are shared out among writing systems. */
export interface WritingShare {
  /** Name of a Unicode script, "Latin", "Cyrillic" … */
  readonly script: string
  /** 0 to 1 of all letters. */
  readonly share: number
}

const SCRIPTS = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Arabic',
  'Hebrew',
  'Devanagari',
  'Bengali',
  'Tamil',
  'Telugu',
  'Thai',
  'Georgian',
  'Armenian',
  'Hangul',
  'Hiragana',
  'Katakana',
  'Han',
] as const

const PATTERNS = SCRIPTS.map((script) => [script, new RegExp(`\\p{Script=${script}}`, 'gu')] as const)

/** The writing systems of a text, most used first; empty when it has no letters. */
export function writingShares(text: string): WritingShare[] {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  if (letters === 0) return []
  return PATTERNS.map(([script, pattern]) => ({ script, share: countLetters(text, pattern) / letters }))
    .filter(({ share }) => share > 0)
    .toSorted((one, other) => other.share - one.share)
}

/** The language that a writing system is mostly used for, where nothing else tells. */
export const LANGUAGE_OF_SCRIPT: Readonly<Record<string, string>> = {
  Cyrillic: 'ru',
  Greek: 'el',
  Arabic: 'ar',
  Hebrew: 'he',
  Devanagari: 'hi',
  Bengali: 'bn',
  Tamil: 'ta',
  Telugu: 'te',
  Thai: 'th',
  Georgian: 'ka',
  Armenian: 'hy',
  Hangul: 'ko',
  Hiragana: 'ja',
  Katakana: 'ja',
  Han: 'zh',
}

function countLetters(text: string, pattern: RegExp): number {
  return (text.match(pattern) ?? []).filter((character) => /\p{L}/u.test(character)).length
}
