import type { CaptionCue, Word } from '@mavs/core'
import { segmentRun } from '../text/words.ts'
import { cleanLine, type TextCue } from './timestamp.ts'

/** Longer words are shortened where they are shown; they are never spoken or filed that way. */
const LONGEST_WORD_CHARACTERS = 40
const SHORTENED_CHARACTERS = 37

/** Languages that are written without spaces between words. */
const UNSPACED_LANGUAGES: ReadonlySet<string> = new Set(['zh', 'yue', 'ja', 'th', 'lo', 'km', 'my', 'bo'])
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}]/u
const UNSPACED_EDGE = new RegExp(`${UNSPACED.source}|[\\u3000-\\u303f\\uff00-\\uff60\\u30fb\\u30fc]`, 'u')
/** Thai and its neighbours have spaces around figures and foreign words. */
const SOUTH_EAST_ASIAN = /[\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u
const FOREIGN = /[\p{N}\p{sc=Latn}]/u
const WIDE = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\u3000-\u303f\uff00-\uff60]/u

/** Puts the words of a line together as they are written in the language: with spaces, or without. */
export function joinCaptionWords(words: readonly Pick<Word, 'text'>[], language: string): string {
  return words
    .map((word, index) => (needsSpace(words[index - 1]?.text, word.text, language) ? ` ${word.text}` : word.text))
    .join('')
}

/** Cues as the lines of text that subtitle files hold. */
export function captionText(cues: readonly CaptionCue[], language: string): TextCue[] {
  return cues.map(({ startSeconds, endSeconds, lines }) => ({
    startSeconds,
    endSeconds,
    lines: lines.map((line) => joinCaptionWords(line, language)),
  }))
}

/** Whether a space stands between two words that follow each other. */
export function needsSpace(before: string | undefined, after: string, language: string): boolean {
  if (before === undefined) return false
  if (!isUnspaced(language)) return true
  const edges = [[...before].at(-1), [...after][0]].map((edge) => edge ?? '')
  if (edges.some((edge) => SOUTH_EAST_ASIAN.test(edge)) && edges.some((edge) => FOREIGN.test(edge))) return true
  return !edges.some((edge) => UNSPACED_EDGE.test(edge))
}

/** Width in characters as a reader counts them: an ideograph takes the room, and the time, of two letters. */
export function displayWidth(text: string): number {
  let width = 0
  for (const character of text.normalize('NFC')) {
    if (!/\p{Mark}|\p{Cf}/u.test(character)) width += WIDE.test(character) ? 2 : 1
  }
  return width
}

/** The words as captions show them: long ones shortened, runs without spaces cut into words. */
export function captionWords(words: readonly Word[], language: string): Word[] {
  return words.filter((word) => cleanLine(word.text) !== '').flatMap((word) => cut(word, language).map(shorten))
}

function isUnspaced(language: string): boolean {
  return UNSPACED_LANGUAGES.has(language.split('-')[0]?.toLowerCase() ?? '')
}

function shorten(word: Word): Word {
  const characters = [...word.text]
  if (characters.length <= LONGEST_WORD_CHARACTERS) return word
  return { ...word, text: `${characters.slice(0, SHORTENED_CHARACTERS - 1).join('')}…` }
}

/** Cuts a run of an unspaced script into its words; each gets its share of the time by its length. */
function cut(word: Word, language: string): Word[] {
  if (!isUnspaced(language) || !UNSPACED.test(word.text)) return [word]
  const pieces = segmentRun(word.text, language)
  const perCharacter = (word.endSeconds - word.startSeconds) / word.text.length
  let offset = 0
  return pieces.map((text) => {
    const startSeconds = word.startSeconds + offset * perCharacter
    offset += text.length
    return { text, startSeconds, endSeconds: word.startSeconds + offset * perCharacter }
  })
}
