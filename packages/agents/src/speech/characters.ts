/** Latin letters that do not fall apart into a base letter and a mark. */
const SPECIAL_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'Ae',
  œ: 'oe',
  Œ: 'Oe',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'th',
  Ð: 'Th',
  þ: 'th',
  Þ: 'Th',
  ı: 'i',
  ħ: 'h',
  Ħ: 'H',
}

/** Characters that mean the same as an ASCII one, or as a few. */
const EQUIVALENTS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/[‘’‚‛ʼ′`´]/g, "'"],
  [/[“”„‟«»″]/g, '"'],
  [/[‐‑]/g, '-'],
  [/⁄/g, '/'],
  [/²/g, '^2'],
  [/³/g, '^3'],
  [/[µμ](?=[a-zA-Z])/g, 'u'],
  [/℃/g, '°C'],
  [/℉/g, '°F'],
  [/₂/g, '2'],
  [/&amp;/gi, '&'],
  [/&lt;/gi, '<'],
  [/&gt;/gi, '>'],
  [/&quot;/gi, '"'],
  [/&(#39|apos|rsquo|lsquo);/gi, "'"],
  [/&(nbsp|shy|zwj|zwnj);/gi, ''],
  [/&(n|m)dash;/gi, '–'],
]

/** Emoji with their modifiers, control and formatting characters, and trade marks: seen, but without sound. */
const SILENT = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{Cc}\p{Cf}\p{Co}\uFE0F\u20E3®©™]/gu

/** Symbols that the rules know; everything else outside ASCII is folded or dropped. */
const KNOWN_SYMBOLS = /[–—−…×÷±≈≤≥°€£¥₹₩¢§‰½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞←→]/u

/** Greek letters that are read out by name, as in formulas. */
const GREEK: Readonly<Record<string, string>> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  Δ: 'delta',
  ε: 'epsilon',
  θ: 'theta',
  λ: 'lambda',
  μ: 'mu',
  π: 'pi',
  σ: 'sigma',
  Σ: 'sigma',
  τ: 'tau',
  φ: 'phi',
  χ: 'chi',
  ψ: 'psi',
  ω: 'omega',
  Ω: 'omega',
}

/** One script word in plain characters: ASCII and the symbols that the rules read, without emoji and accents. */
export function foldCharacters(word: string): string {
  const replaced = EQUIVALENTS.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), word)
  return [...replaced.replace(SILENT, '')].map(foldCharacter).join('')
}

function foldCharacter(character: string): string {
  if (character <= '\u007e' || KNOWN_SYMBOLS.test(character)) return character
  const named = SPECIAL_LETTERS[character] ?? GREEK[character]
  if (named !== undefined) return named
  return character.normalize('NFKD').replace(/[^\u0020-\u007e]/g, '')
}

/**
 * True when a word has letters that folding would lose: another script than Latin. Greek letters alone, as in "π" or
 * "β-carotene", are read out.
 */
export function hasForeignLetters(word: string): boolean {
  return [...word].some(
    (character) => /\p{L}/u.test(character) && !/\p{Script=Latin}/u.test(character) && !isFolded(character, word),
  )
}

function isFolded(character: string, word: string): boolean {
  if (/[µμ]/.test(character)) return true
  const greekLetters = [...word].filter((other) => /\p{Script=Greek}/u.test(other)).length
  return character in GREEK ? greekLetters <= 1 : foldCharacter(character) !== ''
}

/** True when there is a letter or a digit to be spoken. */
export const hasSound = (word: string): boolean => /[\p{L}\p{N}]/u.test(word)
