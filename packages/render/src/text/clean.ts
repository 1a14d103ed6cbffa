/** Opening and closing quotation marks by language; English for all others. */
const QUOTES: Readonly<Record<string, readonly [string, string]>> = {
  de: ['„', '“'],
  fr: ['« ', ' »'],
  es: ['«', '»'],
  it: ['«', '»'],
  pt: ['«', '»'],
  ru: ['«', '»'],
  uk: ['«', '»'],
  pl: ['„', '”'],
  sv: ['”', '”'],
  fi: ['”', '”'],
  ja: ['「', '」'],
  he: ['״', '״'],
  ar: ['«', '»'],
  fa: ['«', '»'],
}

/** Longest word that is shown whole, in graphemes. */
const LONGEST_WORD = 40
/** Most parts between soft hyphens of a word that is. */
const MOST_PARTS = 12

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * Makes any text fit to be drawn: control, bidirectional-override and private characters go, white space becomes single
 * spaces, words over 40 characters are shortened, and typewriter marks become typographic ones. Markup stays as text.
 */
export const cleanText = (text: string, language = 'en'): string =>
  cleanKeepingHyphens(text.replaceAll('\u00AD', ''), language)

/** The same, with soft hyphens left in for `splitWords`. */
export function cleanKeepingHyphens(text: string, language: string): string {
  return typographic(stripControls(text), language)
    .split(' ')
    .map((word) => shortenWord(word))
    .join(' ')
}

/** The first `count` graphemes with an ellipsis, or the text itself when it has no more than that. */
export function shortenTo(text: string, count: number): string {
  const parts = [...graphemes.segment(text)]
  if (parts.length <= count) return text
  const kept = parts.slice(0, Math.max(1, count - 1)).map((part) => part.segment)
  return `${kept.join('').trimEnd()}…`
}

/** Splits into what a reader takes for single characters. */
export const splitGraphemes = (text: string): string[] => [...graphemes.segment(text)].map((part) => part.segment)

function stripControls(text: string): string {
  return (
    text
      .normalize('NFC')
      .replace(/[\s\u0085\u2028\u2029]+/gu, ' ')
      // Zero-width (non-)joiners stay: emoji, Persian and the Indic scripts are spelled with them.
      .replace(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\uFFFD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu, '')
      .replace(/(\p{M}{4})\p{M}+/gu, '$1')
      .replace(/ {2,}/g, ' ')
      .trim()
  )
}

function typographic(text: string, language: string): string {
  const [open, close] = QUOTES[language.slice(0, 2)] ?? ['“', '”']
  return text
    .replace(/(?<=\p{Script=Hebrew})"(?=\p{Script=Hebrew})/gu, '״')
    .replace(/(?<=\p{Script=Hebrew})'/gu, '׳')
    .replace(/(^|[\s([{—–-])"(?=\S)/gu, `$1${open}`)
    .replaceAll('"', close)
    .replace(/(^|[\s([{—–“„«])'(?=\p{L})/gu, '$1‘')
    .replaceAll("'", '’')
    .replace(/\.\.\.+/g, '…')
    .replace(/ -{1,2} /g, ' – ')
    .replace(/(\S)--(\S)/g, '$1—$2')
    .replace(/(^|[\s(])-(?=\d)/g, '$1−')
    .replace(/(\d) ?[x*] ?(?=\d)/g, '$1 × ')
    .replace(/(?<![\d-])(\d{1,4})-(?=\d{1,4}(?![\d-]))/g, enDash)
}

/** Between the ends of a range; a month of a date (“2026-11”) keeps its hyphen. */
function enDash(match: string, from: string, at: number, whole: string): string {
  const to = /^\d+/.exec(whole.slice(at + match.length))?.[0] ?? ''
  return to.length >= from.length ? `${from}–` : match
}

function shortenWord(word: string): string {
  if (word.length <= LONGEST_WORD || hasOwnBreaks(word)) return word
  const parts = word.split('\u00AD')
  const isHyphenated = parts.length > 1 && parts.length <= MOST_PARTS
  if (isHyphenated && parts.every((part) => part.length <= LONGEST_WORD)) return word
  return shortenTo(word, LONGEST_WORD)
}

/** Chinese, Japanese, Thai and the like write without spaces: such a run is a sentence, not a word; Korean has spaces. */
export const hasOwnBreaks = (text: string): boolean =>
  !/\p{Script=Hangul}/u.test(text) &&
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(
    text,
  )

/** Whether the text's first strong character is written from right to left. */
export function isRightToLeft(text: string): boolean {
  const strong = /[\p{L}]/u.exec(text)?.[0]
  return strong !== undefined && RIGHT_TO_LEFT.test(strong)
}

/** Whether any part of the text runs from right to left. */
export const hasRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(text)

const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u
