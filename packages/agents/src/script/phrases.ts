import { textOf, type Token } from './tokens.ts'

/** The weightiest noun phrase of a sentence, at most seven words, with nothing of `avoided` in it; undefined if there is none. */
export function keyPhrase(tokens: readonly Token[], avoided: string): string | undefined {
  return weigh(tokens, avoided)[0]?.text
}

/** Up to three noun phrases of two words or more, in the order in which they are said. */
export function keyPhrases(tokens: readonly Token[], avoided: string): string[] {
  return weigh(tokens, avoided)
    .filter(({ phrase, text }) => phrase.length >= 2 && text.length <= 40)
    .slice(0, 3)
    .toSorted((a, b) => a.at - b.at)
    .map(({ text }) => text)
}

interface Phrase {
  readonly phrase: readonly Token[]
  readonly text: string
  readonly weight: number
  /** Its place among the sentence's noun phrases. */
  readonly at: number
}

function weigh(tokens: readonly Token[], avoided: string): Phrase[] {
  const taken = new Set(avoided.toLowerCase().match(/[\p{L}\p{N}]+/gu))
  return nounPhrases(tokens)
    .map((phrase, at) => ({ phrase, at, text: textOf(phrase), weight: weightOf(phrase) - at * 0.1 }))
    .filter(
      ({ phrase, text }) => text.length >= 4 && text.length <= 60 && !phrase.some((token) => taken.has(token.normal)),
    )
    .toSorted((a, b) => b.weight - a.weight)
}

/** The members of a series of at least three ("wind, water and sunlight"), or undefined. */
export function seriesOf(tokens: readonly Token[]): string[] | undefined {
  const end = tokens.findIndex((token, at) => /^(and|or)$/i.test(token.text) && at > 0 && closesSeries(tokens, at))
  if (end < 0) return undefined
  const before = splitAtCommas(tokens.slice(0, end))
  const first = before[0] ?? []
  const items = [tailOf(first), ...before.slice(1), headOf(tokens.slice(end + 1))]
  const isSeries = items.length >= 3 && items.every((item) => item.length > 0 && item.length <= 4 && isNominal(item))
  return isSeries ? items.map((item) => textOf(item.filter((token) => !/^(the|an?)$/i.test(token.text)))) : undefined
}

/** The two sides of "X does this, while Y does that", or undefined. */
export function contrastOf(tokens: readonly Token[]): readonly [Side, Side] | undefined {
  const at = tokens.findIndex(
    (token, index) => /^(while|whereas)$/i.test(token.text) && tokens[index - 1]?.text === ',',
  )
  if (at < 3) return undefined
  const left = sideOf(tokens.slice(0, at - 1))
  const right = sideOf(tokens.slice(at + 1))
  return left && right ? [left, right] : undefined
}

export interface Side {
  readonly label: string
  readonly point: string
}

const isNoun = (token: Token): boolean => token.tag === 'NOUN' || token.tag === 'PROPN'

/** Runs of adjectives and nouns that end in a noun, two of them joined by "of". */
function nounPhrases(tokens: readonly Token[]): Token[][] {
  const phrases: Token[][] = []
  let run: Token[] = []
  for (const [at, token] of [...tokens, undefined].entries()) {
    const isPart = token && (isNoun(token) || isDescribing(token, tokens[at - 1], tokens[at + 1]))
    if (token && (isPart || joins(token, run))) run.push(token)
    else {
      while (run.length > 0 && !isNoun(run.at(-1)!)) run.pop()
      if (run.length > 0 && run.length <= 7) phrases.push(run)
      run = []
    }
  }
  return phrases
}

/** An adjective, or a participle before its noun ("protected lane"). */
function isDescribing(token: Token, before: Token | undefined, after: Token | undefined): boolean {
  if (token.tag === 'ADJ') return !token.isStopWord && /^[\p{L}\p{N}]/u.test(token.text)
  const isParticiple = token.tag === 'VERB' && /(?:ed|en|ing)$/.test(token.text)
  return isParticiple && after !== undefined && isNoun(after) && /^(ADP|DET|ADJ)$/.test(before?.tag ?? '')
}

/** "of", and an article after it, join two noun phrases. */
function joins(token: Token, run: readonly Token[]): boolean {
  if (token.text === 'of') return run.some(isNoun)
  return token.tag === 'DET' && run.at(-1)?.text === 'of'
}

function weightOf(phrase: readonly Token[]): number {
  const content = phrase.filter((token) => !token.isStopWord)
  const letters = content.reduce((sum, token) => sum + Math.min(token.text.length, 10), 0)
  return Math.min(content.length, 4) + letters / 12 + (phrase.some((token) => token.tag === 'PROPN') ? 0.5 : 0)
}

/** Whether a comma stands in the few words before, so that "and" may close a series. */
function closesSeries(tokens: readonly Token[], at: number): boolean {
  return tokens.slice(Math.max(0, at - 5), at).some((token) => token.text === ',')
}

function splitAtCommas(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]]
  for (const token of tokens) {
    if (token.text === ',' || token.text === ':' || token.text === ';') parts.push([])
    else parts.at(-1)!.push(token)
  }
  return parts.filter((part) => part.length > 0)
}

/** The noun phrase that a part of a sentence ends in. */
function tailOf(tokens: readonly Token[]): Token[] {
  const start = tokens.findLastIndex((token) => !isNoun(token) && token.tag !== 'ADJ')
  return tokens.slice(start + 1)
}

/** The noun phrase that a part of a sentence begins with. */
function headOf(tokens: readonly Token[]): Token[] {
  const skipped = /^(the|an?)$/i.test(tokens[0]?.text ?? '') ? tokens.slice(1) : tokens
  const end = skipped.findIndex((token) => !isNoun(token) && token.tag !== 'ADJ')
  return end < 0 ? [...skipped] : skipped.slice(0, end)
}

function isNominal(tokens: readonly Token[]): boolean {
  return tokens.some(isNoun) && tokens.every((token) => isNoun(token) || /^(ADJ|DET|NUM)$/.test(token.tag))
}

/** Splits a clause into who and what: up to its first verb, and from it on. */
function sideOf(clause: readonly Token[]): Side | undefined {
  const verb = clause.findIndex((token) => token.tag === 'VERB' || token.tag === 'AUX')
  const label = clause.slice(0, verb)
  const point = clause.slice(verb).filter((token) => token.text !== '.')
  if (
    verb < 1 ||
    label.length > 4 ||
    point.length < 2 ||
    point.length > 9 ||
    label.some((token) => token.tag === 'PRON')
  ) {
    return undefined
  }
  return { label: textOf(label), point: textOf(point) }
}
