import { createRequire } from 'node:module'
import { primaryLanguage } from './language.ts'

/** The languages whose patterns are known. */
const LANGUAGES: ReadonlySet<string> = new Set(
  'af bg ca cs da de el en es et fi fr hr hu id is it lt lv nb nl nn no pl pt ro ru sk sl sv tr uk'.split(' '),
)
/** No part of a word is shorter, and no word with fewer letters than two such parts is broken. */
const SHORTEST_PART = 3

const require = createRequire(import.meta.url)

type Hyphenate = (text: string, options: { readonly hyphenChar: string }) => string

/** By language; undefined where the package is not installed. */
const loaded = new Map<string, Hyphenate | undefined>()

/**
 * The parts of a word between which its language lets a line break with a hyphen (by patterns, Liang 1983): one for
 * short words, for languages without patterns, and without the package `hyphen`. It is not installed by default, because
 * the patterns of some languages are under licences that are not permissive.
 */
export function hyphenationParts(word: string, language: string): readonly string[] {
  const primary = primaryLanguage(language)
  if (word.length < 2 * SHORTEST_PART || !LANGUAGES.has(primary)) return [word]
  const hyphenate = patternsOf(primary)
  if (!hyphenate) return [word]
  const parts: string[] = []
  for (const part of hyphenate(word, { hyphenChar: BREAK }).split(BREAK)) {
    const isShort = parts.length > 0 && Math.min(part.length, parts.at(-1)!.length) < SHORTEST_PART
    if (isShort) parts[parts.length - 1] += part
    else parts.push(part)
  }
  return parts
}

const BREAK = '\u00AD'

/** Loads a language's patterns when its first long word asks for them. */
function patternsOf(language: string): Hyphenate | undefined {
  if (!loaded.has(language)) loaded.set(language, load(language))
  return loaded.get(language)
}

function load(language: string): Hyphenate | undefined {
  try {
    return (require(`hyphen/${language}`) as { readonly hyphenateSync: Hyphenate }).hyphenateSync
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined
    throw error
  }
}
