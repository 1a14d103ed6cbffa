import { textOf, tokensOf, type Token } from '../script/tokens.ts'
import type { Words } from './rank.ts'

/** A sentence of a source that can stand alone when it is spoken. */
export interface UsableSentence {
  /** As it is spoken. */
  readonly text: string
  readonly words: Words
}

const MIN_WORDS = 6
const MAX_WORDS = 26

/**
 * The sentence as it can be spoken on its own, or undefined when it cannot: when it leans on what stood before it, is
 * no whole sentence, or holds what no voice can say. A long one is cut at a clause, never within.
 */
export async function usableSentence(sentence: string, language: string): Promise<UsableSentence | undefined> {
  const text = withoutAsides(sentence)
  if (!isSpeakable(text)) return undefined
  if (!language.startsWith('en')) return countWords(text) <= MAX_WORDS ? { text, words: longWords(text) } : undefined
  if (LEANING.test(text) || PRONOUN_FIRST.test(text) || POINTING.test(text) || BOILERPLATE.test(text)) return undefined
  const tokens = await tokensOf(text)
  const kept = countWords(text) <= MAX_WORDS ? tokens : atClause(tokens)
  if (!kept || !kept.some(isVerb)) return undefined
  const content = kept.filter((token) => !token.isStopWord && /\p{L}/u.test(token.text))
  const end = /[.!]["”’)]?$/.test(textOf(kept)) ? '' : '.'
  return { text: textOf(kept) + end, words: new Set(content.map((token) => token.normal)) }
}

/** Takes out reference marks, and asides that nobody can say: other scripts, phonetics, lists of years. */
function withoutAsides(sentence: string): string {
  return sentence
    .replace(/\s?\[(?:\d+|note \d+|citation needed|edit|[a-z])\]/gi, '')
    .replace(
      /\s?\((?=[^()]*(?:[^\p{Script=Latin}\p{N}\p{P}\p{Z}\p{S}]|[/ˈəɪʊɛɔ]|\blit\.|\bpronounced\b))[^()]*\)/gu,
      '',
    )
    .replace(/\s+([,.;:])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}

function isSpeakable(text: string): boolean {
  const count = countWords(text)
  if (count < MIN_WORDS || count > MAX_WORDS * 2 || !/[.!]["”’)]?$/.test(text)) return false
  if (!/^["“'‘(]?[\p{Lu}\p{N}\p{Lo}]/u.test(text)) return false
  if (/https?:|www\.|\S@\S|[{}|\\<>=_^~#*]|\w\(\)|\S{41,}|\.\.\.|…/.test(text)) return false
  if ((text.match(/[("“[]/g)?.length ?? 0) !== (text.match(/[)"”\]]/g)?.length ?? 0) && !isEvenlyQuoted(text))
    return false
  if (/\([^)]{40,}\)/.test(text)) return false
  const letters = text.match(/[\p{L}\s]/gu)?.length ?? 0
  return letters / text.length > 0.8 && text !== text.toUpperCase()
}

const isEvenlyQuoted = (text: string): boolean => !/[()[\]“”]/.test(text) && (text.match(/"/g)?.length ?? 0) % 2 === 0

/** Openings that lean on the sentence before. */
const LEANING =
  /^["“'‘(]?(?:It|Its|It's|They|Their|Them|He|His|She|Her|I|My|Me|This|These|That|Those|Such|Here|There(?:fore|by)|However|But|And|Or|Nor|So|Yet|Also|Too|Moreover|Furthermore|Thus|Hence|Then|Instead|Otherwise|Similarly|Likewise|Meanwhile|Nevertheless|Nonetheless|Consequently|Accordingly|Conversely|Additionally|Besides|Still|For example|For instance|In addition|In contrast|In other words|In this|In that|As a result|As such|As mentioned|As shown|As noted|On the other hand|At this|At that|Of these|Some of (?:them|these|those)|One of (?:them|these|those)|Both|Neither|Either|Another|Others|The (?:former|latter|same|other|others|above|following)|Because of (?:this|that|it)|See|Note|Click|Read|Let's|Let us|Please|First|Second|Third|Firstly|Secondly|Finally|Next|Afterwards?)\b/
/** A pronoun among the first words stands for somebody who was named before. */
const PRONOUN_FIRST = /^(?:\S+\s+){0,3}(?:he|she|they|it|her|his|him|them)\b/i
/** Words that point at something the listener has not heard or cannot see. */
const POINTING =
  /\b(?:this|these|those|above|below|aforementioned|following|previously|aforesaid)\b|\b(?:figure|table|section|chapter|appendix|page|equation|footnote)s? (?:\d|[A-Z]\b)|\bas follows\b/i
const BOILERPLATE =
  /\b(?:cookies?|subscribe|newsletter|copyright|all rights reserved|sign up|log ?in|privacy policy|terms of (?:use|service)|click here|read more|share this|advertisement|javascript|leave a comment|follow us|skip to|retrieved|isbn|doi|et al)\b/i

/** The beginning of a long sentence up to a clause boundary, when it is a sentence by itself. */
function atClause(tokens: readonly Token[]): Token[] | undefined {
  const ends = tokens.flatMap((token, at) => (isBoundary(token, tokens[at + 1]) ? [at] : []))
  for (const end of ends.toReversed()) {
    const clause = tokens.slice(0, end)
    const count = countWords(textOf(clause))
    if (count >= 8 && count <= MAX_WORDS - 2 && clause.some(isVerb) && !SUBORDINATE.test(clause[0]!.text)) return clause
  }
  return undefined
}

function isBoundary(token: Token, next: Token | undefined): boolean {
  if (/^[;—–]$/.test(token.text)) return true
  return (
    token.text === ',' &&
    next !== undefined &&
    /^(which|where|while|whereas|although|though|because|but)$/i.test(next.text)
  )
}

const SUBORDINATE = /^(when|while|if|although|though|because|since|as|after|before|until|unless|whereas|once)$/i
const isVerb = (token: Token): boolean => token.tag === 'VERB' || token.tag === 'AUX'
const countWords = (text: string): number => text.split(/\s+/).filter(Boolean).length
const longWords = (text: string): Set<string> => new Set(text.toLowerCase().match(/\p{L}{4,}/gu))
