/** Fontsource packages for scripts that the styles' own fonts don't have, in the order in which they are tried. */
const FALLBACKS: readonly (readonly [script: RegExp, families: readonly string[]])[] = [
  [/\p{Script=Arabic}/u, ['noto-sans-arabic']],
  [/\p{Script=Hebrew}/u, ['noto-sans-hebrew']],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, ['noto-sans-jp']],
  [/\p{Script=Hangul}/u, ['noto-sans-kr']],
  [/\p{Script=Han}/u, ['noto-sans-sc', 'noto-sans-jp', 'noto-sans-tc', 'noto-sans-hk', 'noto-sans-kr']],
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
  [/\p{Extended_Pictographic}/u, ['noto-emoji', 'noto-color-emoji']],
  [/\p{Sm}/u, ['noto-sans-math']],
  [/\p{S}/u, ['noto-sans-symbols-2', 'noto-sans-symbols']],
]

/** Packages that may draw the character; the first one is the one to recommend. */
export function fallbackFamilies(character: string): readonly string[] {
  return FALLBACKS.find(([script]) => script.test(character))?.[1] ?? ['noto-sans']
}
