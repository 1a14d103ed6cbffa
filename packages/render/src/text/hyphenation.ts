import { createRequire } from 'node:module'
import { primaryLanguage } from './language.ts'

/** The languages whose patterns are known. */
const LANGUAGES: ReadonlySet<string> = new Set(
  'af bg ca cs da de el en es et fi fr hr hu id is it lt lv nb nl nn no pl pt ro ru sk sl sv tr uk'.split(' '),
)
/** No part of a word is shorter, and no word with fewer letters than two such parts is broken. */
const SHORTEST_PART = 3

const require = createRequire(import.meta.url)

/**
 * The parts of a word between which its language lets a line break with a hyphen (by patterns, Liang 1983): one for
 * short words, and for languages without patterns, which are loaded when the first long word asks for them.
 */
export function hyphenationParts(word: string, language: string): readonly string[] {
  const primary = primaryLanguage(language)
  if (word.length < 2 * SHORTEST_PART || !LANGUAGES.has(primary)) return [word]
  const { hyphenateSync } = require(`hyphen/${primary}`) as {
    hyphenateSync(text: string, options: { hyphenChar: string }): string
  }
  const parts: string[] = []
  for (const part of hyphenateSync(word, { hyphenChar: BREAK }).split(BREAK)) {
    const isShort = parts.length > 0 && Math.min(part.length, parts.at(-1)!.length) < SHORTEST_PART
    if (isShort) parts[parts.length - 1] += part
    else parts.push(part)
  }
  return parts
}

const BREAK = '\u00AD'
