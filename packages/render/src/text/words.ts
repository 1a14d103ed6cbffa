import { canonicalLanguage } from './language.ts'
import { hasOwnBreaks } from './clean.ts'

/** A piece of text that is never broken, and whether a space follows it on the same line. */
export interface TextWord {
  readonly text: string
  readonly spaced: boolean
  /** Whether it shows a hyphen when a line ends with it: part of a longer word. */
  readonly hyphened?: boolean
}

/** Where a word may be broken with a hyphen, if it must (U+00AD). */
export const SOFT_HYPHEN = '\u00AD'

/**
 * Splits cleaned text where a line may break: at spaces, after dashes, at soft hyphens, and between words of scripts
 * without spaces.
 */
export function splitWords(text: string, language = 'en'): TextWord[] {
  return text
    .split(' ')
    .filter((word) => word !== '')
    .flatMap((word) => {
      const parts = hasOwnBreaks(word) ? segmentRun(word, language) : splitAtDashes(word)
      return parts.flatMap((part, index) => splitAtHyphens({ text: part, spaced: index === parts.length - 1 }))
    })
}

/** Joins words back into the text of a line. */
export const joinWords = (words: readonly TextWord[]): string =>
  words.map((word, index) => (word.spaced && index < words.length - 1 ? `${word.text} ` : word.text)).join('')

function splitAtDashes(word: string): string[] {
  return word.split(/(?<=[\p{L}\d][—–/-])(?=[\p{L}]{2})/u)
}

function splitAtHyphens(word: TextWord): TextWord[] {
  const parts = word.text.split(SOFT_HYPHEN).filter((part) => part !== '')
  return parts.map((text, index) =>
    index === parts.length - 1 ? { text, spaced: word.spaced } : { text, spaced: false, hyphened: true },
  )
}

/* Kinsoku (JIS X 4051, "Requirements for Japanese Text Layout" 3.1.7): what no line begins with, and ends with. */
const NEVER_FIRST =
  /^[\p{Pe}\p{Pf}\p{M}\p{Po}\p{Pd}\p{Sm}%‰°℃¢々〻〱-〵ゝゞヽヾーぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿ～〜ๆฯ]/u
const NEVER_LAST = /[\p{Ps}\p{Pi}¥￥＄$£￡€№#＃@]$/u
/** Particles and endings lean on what they follow. */
const LEANS = /^(?:[\p{sc=Hiragana}ー]+|[的了着过吗呢吧们個个年月日時时分秒人本枚回度倍歳岁円元])$/u
const LONGEST_PHRASE = 8

/** The words of a run that is written without spaces, with punctuation and endings kept at the word they belong to. */
export function segmentRun(text: string, language: string): string[] {
  const parts: string[] = []
  for (const { segment } of new Intl.Segmenter(canonicalLanguage(language), { granularity: 'word' }).segment(text)) {
    const before = parts.at(-1)
    if (before !== undefined && belongs(before, segment)) parts[parts.length - 1] = before + segment
    else parts.push(segment)
  }
  return parts
}

function belongs(before: string, segment: string): boolean {
  if (NEVER_FIRST.test(segment) || NEVER_LAST.test(before)) return true
  // Formulas and figures with their letters: H₂O, 5G.
  if (/[\p{sc=Latin}\p{N}]$/u.test(before) && /^[\p{sc=Latin}\p{N}]/u.test(segment)) return true
  const isOpen = !/[\p{P}\s]$/u.test(before) && before.length + segment.length <= LONGEST_PHRASE
  return isOpen && LEANS.test(segment)
}
