import type { Word } from '@mavs/core'

/*
 * How much it hurts a reader when a caption breaks between two words, from 0 (between sentences) to 9 (inside what
 * belongs together). After the BBC subtitle guidelines, "line breaks": at the end of sentences, then at punctuation,
 * before conjunctions and prepositions; never between article and noun, or parts of a name or figure.
 */
const SENTENCE = 0
const CLAUSE = 1
const COMMA = 1.5
const PAUSE = 2
const BEFORE_CLAUSE = 2.5
const BEFORE_PHRASE = 3.5
const PLAIN = 5
const BEFORE_GENITIVE = 6
const FIGURE_OR_NAME = 7
const BOUND = 8
const DETACHED_MARK = 9

const PAUSE_SECONDS = 0.25

/** Words that open a clause: a good place to break before. */
const CLAUSE_OPENERS: Readonly<Record<string, string>> = {
  en: `and but or nor so yet because although though while when where which who whose that if unless until since than
    before after`,
  de: 'und oder aber denn weil dass wenn als ob während bevor nachdem damit sondern',
  fr: 'et ou mais car donc que qui dont où quand si comme parce lorsque puisque',
  es: 'y o u pero porque que quien donde cuando si como aunque mientras sino',
}

/** Words that open a phrase: a fair one. */
const PHRASE_OPENERS: Readonly<Record<string, string>> = {
  en: 'as with without within into onto from for about between through during across against under over to in on at by near like',
  de: 'mit ohne für von aus bei nach seit zu in im an am auf unter über durch gegen',
  fr: 'avec sans pour dans par sur sous entre vers à au aux en',
  es: 'con sin para por en sobre entre hacia desde a',
}

/** Words that tie a noun to the one before: better not parted from it. */
const GENITIVES: Readonly<Record<string, string>> = { en: 'of', de: 'des der', fr: 'de du des', es: 'de del' }

/** Words that lean on the next one: a bad place to break after. */
const BINDERS: Readonly<Record<string, string>> = {
  en: `a an the this that these those my your his her its our their no not and but or nor of to in on at by for from with
    as than into is are was were be been has have had will would can could may might must should do does did very more
    most less so too i we you he she they it who which if when while because each every some any all about through
    between only`,
  de: 'der die das den dem des ein eine einen einem einer eines und oder von zu in im an am auf für mit nicht sehr ist sind war',
  fr: 'le la les un une des du de ce cette ces mon ton son et ou à au aux en dans par pour sur ne pas très est sont il elle',
  es: 'el la los las un una unos unas de del a al en y o con por para su sus mi tu no muy es son se lo que',
}

const ABBREVIATION = /^(?:dr|mr|mrs|ms|prof|st|vs|no|fig|approx|ca|jr|sr|e\.g|i\.e|u\.s|u\.k|z\.b|d\.h|\p{L})\.$/iu
const CLOSING = '["\'”’»)\\]」』）]*'
const SENTENCE_END = new RegExp(`[.!?…。！？]${CLOSING}$`, 'u')
const CLAUSE_END = new RegExp(`(?:[;:—–；：]|\\))${CLOSING}$`, 'u')
const COMMA_END = new RegExp(`[,،、，]${CLOSING}$`, 'u')

/** Rates breaking between two neighbouring words. */
export function breakCost(before: Word, after: Word, language: string): number {
  const tongue = language.split('-')[0]?.toLowerCase() ?? 'en'
  if (/^\p{P}+$/u.test(after.text) && !/^[\p{Ps}\p{Pi}]/u.test(after.text)) return DETACHED_MARK
  if (endsSentence(before, after)) return SENTENCE
  if (CLAUSE_END.test(before.text)) return CLAUSE
  if (COMMA_END.test(before.text)) return COMMA
  if (isNumbered(before.text, after.text)) return BOUND
  if (isBound(before.text, after.text)) return FIGURE_OR_NAME
  if (wordsOf(BINDERS, tongue).has(plain(before.text))) return BOUND
  if (after.startSeconds - before.endSeconds >= PAUSE_SECONDS) return PAUSE
  if (wordsOf(CLAUSE_OPENERS, tongue).has(plain(after.text))) return BEFORE_CLAUSE
  if (wordsOf(GENITIVES, tongue).has(plain(after.text))) return BEFORE_GENITIVE
  return wordsOf(PHRASE_OPENERS, tongue).has(plain(after.text)) ? BEFORE_PHRASE : PLAIN
}

/** Whether a sentence ends with `before`; abbreviations and a small letter after the stop say no. */
export function endsSentence(before: Word, after: Word): boolean {
  if (!SENTENCE_END.test(before.text) || ABBREVIATION.test(before.text)) return false
  return !/^\p{Ll}/u.test(after.text.replace(/^\P{L}+/u, ''))
}

/** A name with its number: closer to each other than a figure is to the word after it. */
function isNumbered(before: string, after: string): boolean {
  return /^\p{Lu}[\p{L}.’'-]*$/u.test(before) && /^\d/u.test(after)
}

/** Figures with what they count, and the parts of a name. */
function isBound(before: string, after: string): boolean {
  if (/^[$€£¥]?[\d.,]+$/u.test(before)) return /^(?:\p{L}|%|°)/u.test(after)
  return /^\p{Lu}[\p{L}.’'-]+$/u.test(before) && /^\p{Lu}/u.test(after)
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}’']/gu, '')
}

const split = new Map<string, ReadonlySet<string>>()

function wordsOf(lists: Readonly<Record<string, string>>, tongue: string): ReadonlySet<string> {
  const list = lists[tongue] ?? ''
  const words = split.get(list) ?? new Set(list.split(/\s+/))
  split.set(list, words)
  return words
}
