import { stripVTControlCharacters } from 'node:util'

/** Longest word that is shown whole; longer ones are cut, and never spoken. */
export const MAX_WORD_LENGTH = 40

/** A prompt as plain words on one line a paragraph: no markup, no control or direction characters, no emoji. */
export function cleanPrompt(prompt: string): string {
  return cleanText(stripMarkup(prompt))
    .replace(EMOJI, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim()
}

/** Text without what cannot be drawn: terminal sequences, control, direction and zero-width characters. Line breaks stay. */
export function cleanText(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/\t/g, ' ')
    .replace(UNDRAWABLE, '')
    .replace(INVISIBLE_TAGS, '')
    .replace(LONE_SURROGATE, '')
}

/** Cuts text to a length at a word's end, with an ellipsis; words longer than a line can hold are cut too. */
export function shorten(text: string, maxLength: number): string {
  const words = shortenWords(text)
  if (words.length <= maxLength) return words
  const cut = words.slice(0, maxLength - 1)
  const space = cut.lastIndexOf(' ')
  const kept = space > maxLength / 2 ? cut.slice(0, space) : cut.replace(/[\ud800-\udbff]$/, '')
  return `${kept.replace(/[\s,;:.–—-]+$/, '')}…`
}

/** Cuts every over-long word. */
export function shortenWords(text: string): string {
  return text.replace(LONG_WORD, (word) => `${[...word].slice(0, 24).join('')}…`)
}

/**
 * The words of a text that a voice can say: over-long and cut ones are left out, and for English those in another
 * writing. Empty when nothing is left that has a letter or digit.
 */
export function speakable(text: string, isEnglish = true): string {
  const words = text
    .split(/\s+/)
    .filter(
      (word) =>
        word !== '' &&
        word.length <= MAX_WORD_LENGTH &&
        !word.includes('…') &&
        !(isEnglish && FOREIGN_LETTER.test(word)),
    )
  return words.some((word) => /[\p{L}\p{N}]/u.test(word)) ? words.join(' ') : ''
}

/** The first letter in upper case. */
export function capitalise(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
}

const FOREIGN_LETTER = /(?!\p{Script=Latin})\p{L}/u
const UNDRAWABLE =
  // oxlint-disable-next-line no-control-regex -- these are what is taken out
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/g
/** Letters that are never drawn, and variants of ideographs: text can be hidden in both. */
const INVISIBLE_TAGS = /[\u{e0000}-\u{e0fff}]/gu
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const LONG_WORD = new RegExp(`\\S{${MAX_WORD_LENGTH + 1},}`, 'g')
const EMOJI = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\ufe0e\ufe0f\u20e3]/gu

function stripMarkup(text: string): string {
  return text
    .replace(/<(script|style)\b[^>]*>[\s\S]*?(<\/\1\s*>|$)/gi, ' ')
    .replace(/<!--[\s\S]*?(-->|$)/g, ' ')
    .replace(/<\/?[a-z][^<>]*>/gi, ' ')
    .replace(/&(amp|lt|gt|quot|apos|nbsp|#39);/gi, (_, name: string) => ENTITIES[name.toLowerCase()] ?? ' ')
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
  nbsp: ' ',
}
