import { findAbbreviation, isDotted } from './abbreviations.ts'
import { hasForeignLetters, hasSound } from './characters.ts'
import { isShortMonth } from './dates.ts'
import { readPhrase } from './phrases.ts'
import { COMMA } from './reading.ts'
import { tokenise, type Token } from './tokens.ts'
import { speakWord } from './words.ts'

/** A word longer than this, in characters, is shown but never spoken. */
const LONGEST_SPOKEN_WORD = 40

/** One word as the voice says it: small letters, or a single capital for a letter's name; ASCII only. */
export interface SpokenWord {
  readonly text: string
  /** Which of the script's words it belongs to; never falls. */
  readonly word: number
  /** What stands after it: a short pause, or a sentence's end. */
  readonly mark: '' | ',' | '.' | '?' | '!'
}

/** A text in its spoken form. */
export interface NormalisedText {
  /** The script's words, split at white space. */
  readonly words: readonly string[]
  readonly spoken: readonly SpokenWord[]
  /** For each of the script's words, its part of `spoken`: from `start` up to, not including, `end`. */
  readonly spans: readonly { readonly start: number; readonly end: number }[]
  /** Words of the script that have letters or digits but cannot be said. */
  readonly unspoken: readonly string[]
}

/**
 * Writes out what an English voice says: numbers, money, dates, units, acronyms, symbols, addresses, abbreviations.
 * Never throws; what cannot be said is listed in `unspoken`.
 */
export function normalise(text: string): NormalisedText {
  const tokens = tokenise(text)
  const spoken: SpokenWord[] = []
  const spans: { start: number; end: number }[] = []
  const unspoken: string[] = []
  for (let at = 0; at < tokens.length;) {
    const readings = readFrom(tokens, at)
    for (const reading of readings) {
      const token = tokens[at]!
      const start = spoken.length
      if (token.before !== '' || reading[0] === COMMA) markLast(spoken, opensPause(token.before) ? COMMA : '')
      appendWords(spoken, reading, at)
      markLast(spoken, closingMark(tokens, at))
      spans.push({ start, end: spoken.length })
      if (spoken.length === start && hasSound(token.raw)) unspoken.push(token.raw)
      at++
    }
  }
  return { words: tokens.map(({ raw }) => raw), spoken, spans, unspoken }
}

/** What the next word says, or the next few together; a phrase never begins or ends inside an unspeakable word. */
function readFrom(tokens: readonly Token[], at: number): readonly (readonly string[])[] {
  const isSpeakable = ({ raw }: Token) => [...raw].length <= LONGEST_SPOKEN_WORD && !hasForeignLetters(raw)
  if (!isSpeakable(tokens[at]!)) return [[]]
  const phrase = readPhrase(tokens, at)
  if (phrase && tokens.slice(at, at + phrase.length).every(isSpeakable)) return phrase
  return [speakWord(tokens[at]!.core)]
}

function appendWords(spoken: SpokenWord[], reading: readonly string[], word: number): void {
  for (const text of reading) {
    if (text === COMMA) markLast(spoken, COMMA)
    else spoken.push({ text, word, mark: '' })
  }
}

/** Puts a mark after the last word, unless a stronger one is there. */
function markLast(spoken: SpokenWord[], mark: SpokenWord['mark']): void {
  const last = spoken.at(-1)
  if (last && mark !== '' && (last.mark === '' || last.mark === ',')) spoken[spoken.length - 1] = { ...last, mark }
}

const opensPause = (before: string): boolean => /[([{—–]/.test(before)

/** The pause after a word, from its punctuation and what follows. */
function closingMark(tokens: readonly Token[], at: number): SpokenWord['mark'] {
  const { after, endsParagraph } = tokens[at]!
  const end = /[!?]/.exec(after)?.[0] as '!' | '?' | undefined
  if (end) return end
  if (endsParagraph) return '.'
  const next = tokens[at + 1]
  if (after.includes('.') && endsSentence(tokens[at]!, next)) return '.'
  if (after.includes('…')) return next && /^[a-z]/.test(next.core) ? ',' : '.'
  return /[,;:)\]}—–]/.test(after) || (after === '-' && tokens[at]!.core === '') ? ',' : ''
}

/** Whether a point ends a sentence, or belongs to an abbreviation or to initials. */
function endsSentence(token: Token, next: Token | undefined): boolean {
  if (!next) return true
  const startsLikeOne = /^[A-Z0-9$€£#]/.test(next.core) || next.core === '' || next.before.includes('"')
  const abbreviation = findAbbreviation(token.core, true)
  if (abbreviation) return abbreviation.mayEnd && startsLikeOne && token.after !== '.,'
  if (/^[A-Z]$/.test(token.core)) return token.core === 'I'
  if (/^\d/.test(next.core) && (/^(no|nr|p|c)$/i.test(token.core) || isShortMonth(token.core))) return false
  if (isDotted(token.core))
    return startsLikeOne && /^(The|A|An|It|In|This|That|But|And|He|She|They|We|You|I)$/.test(next.core)
  return true
}
