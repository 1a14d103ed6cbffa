import { primaryLanguage } from '../text/language.ts'

/** Fontsource packages for scripts that the styles' own fonts don't have, in the order in which they are tried. */
const FALLBACKS: readonly (readonly [script: RegExp, families: readonly string[]])[] = [
  [/\p{Script=Arabic}/u, ['noto-sans-arabic']],
  [/\p{Script=Hebrew}/u, ['noto-sans-hebrew']],
  [/\p{Script=Devanagari}/u, ['noto-sans-devanagari']],
  [/\p{Script=Bengali}/u, ['noto-sans-bengali']],
  [/\p{Script=Gujarati}/u, ['noto-sans-gujarati']],
  [/\p{Script=Gurmukhi}/u, ['noto-sans-gurmukhi']],
  [/\p{Script=Tamil}/u, ['noto-sans-tamil']],
  [/\p{Script=Telugu}/u, ['noto-sans-telugu']],
  [/\p{Script=Kannada}/u, ['noto-sans-kannada']],
  [/\p{Script=Malayalam}/u, ['noto-sans-malayalam']],
  [/\p{Script=Sinhala}/u, ['noto-sans-sinhala']],
  [/\p{Script=Thai}/u, ['noto-sans-thai']],
  [/\p{Script=Lao}/u, ['noto-sans-lao']],
  [/\p{Script=Khmer}/u, ['noto-sans-khmer']],
  [/\p{Script=Myanmar}/u, ['noto-sans-myanmar']],
  [/\p{Script=Georgian}/u, ['noto-sans-georgian']],
  [/\p{Script=Armenian}/u, ['noto-sans-armenian']],
  [/\p{Script=Ethiopic}/u, ['noto-sans-ethiopic']],
  [/[\p{Script=Greek}\p{Script=Cyrillic}]/u, ['noto-sans']],
  [/\p{Extended_Pictographic}/u, ['noto-color-emoji', 'noto-emoji']],
  [/\p{Sm}/u, ['noto-sans-math']],
  [/\p{S}/u, ['noto-sans-symbols-2', 'noto-sans-symbols']],
]

/** Ideographs, kana and what is set in their squares; their shapes differ from country to country. */
const IDEOGRAPHIC =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303F\u3200-\u33FF\uFE30-\uFE4F\uFF00-\uFFEF]/u
const EAST_ASIAN = ['sc', 'jp', 'tc', 'hk', 'kr'] as const
type EastAsian = (typeof EAST_ASIAN)[number]

/** What decides which package draws a character that several have. */
export interface FallbackChoice {
  /** Whose shapes ideographs have. */
  readonly eastAsian: EastAsian
  /** Whether fonts with serifs are preferred, where they are installed. */
  readonly serif: boolean
}

/** Packages that may draw the character, in the order in which they are tried. */
export function fallbackFamilies(character: string, { eastAsian, serif }: FallbackChoice): readonly string[] {
  const families = plainFamilies(character, eastAsian)
  return serif ? [...families.flatMap(serifOf), ...families] : families
}

/** The package to recommend for a character that no font has. */
export const recommendedFamily = (character: string, eastAsian: EastAsian): string =>
  plainFamilies(character, eastAsian)[0]!

/** Whose ideographs a video shows: by its language, else by the other letters in its texts. */
export function eastAsianOf(language: string, texts: readonly string[]): EastAsian {
  const primary = primaryLanguage(language)
  if (primary === 'ja') return 'jp'
  if (primary === 'ko') return 'kr'
  if (primary === 'zh' || primary === 'yue') return chineseOf(language)
  if (texts.some((text) => /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text))) return 'jp'
  return texts.some((text) => /\p{Script=Hangul}/u.test(text)) ? 'kr' : 'sc'
}

function chineseOf(language: string): EastAsian {
  if (/-(?:HK|MO)\b/i.test(language) || /^yue\b/i.test(language)) return 'hk'
  return /-(?:Hant|TW)\b/i.test(language) ? 'tc' : 'sc'
}

function plainFamilies(character: string, eastAsian: EastAsian): readonly string[] {
  if (/\p{Script=Hangul}/u.test(character)) return ['noto-sans-kr']
  if (IDEOGRAPHIC.test(character)) {
    const isKana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(character)
    const order = [...(isKana && eastAsian === 'sc' ? ['jp'] : []), eastAsian, ...EAST_ASIAN]
    return [...new Set(order)].map((part) => `noto-sans-${part}`)
  }
  return FALLBACKS.find(([script]) => script.test(character))?.[1] ?? ['noto-sans']
}

function serifOf(family: string): string[] {
  if (family === 'noto-sans-arabic') return ['noto-naskh-arabic']
  return family.startsWith('noto-sans') ? [family.replace('noto-sans', 'noto-serif')] : []
}
