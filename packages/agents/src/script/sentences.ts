/** Splits a text into its sentences. */
export function sentencesOf(text: string, language = 'en'): string[] {
  return segmentsOf(text, language)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

/** A rough length of speech: about 15 characters a second, whatever the voice. Good enough to choose where to split. */
export function roughSeconds(text: string): number {
  return text.length / 15
}

/**
 * Splits a narration into parts that can each carry a picture, 4 to 9 seconds where its sentences allow; a single
 * sentence of more than 12 seconds is split at its clauses.
 */
export function splitNarration(narration: string, language = 'en'): string[] {
  const units = segmentsOf(narration.trim(), language).flatMap((sentence) => splitSentence(sentence))
  const total = roughSeconds(narration)
  const share = total / Math.ceil(total / COMFORTABLE_SECONDS)
  const parts: string[] = []
  for (const unit of units) {
    const last = parts.at(-1)
    const joined = (last ?? '') + unit
    const fits =
      total <= LONGEST_SECONDS || (roughSeconds(joined) <= LONGEST_SECONDS && closer(last ?? '', joined, share))
    if (last !== undefined && (fits || roughSeconds(last) < SHORTEST_SECONDS)) parts[parts.length - 1] = joined
    else parts.push(unit)
  }
  return mergeShortEnd(parts)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

const LONGEST_SECONDS = 9
const COMFORTABLE_SECONDS = 7
const SHORTEST_SECONDS = 2.5
const LONGEST_SENTENCE_SECONDS = 12

const ABBREVIATION =
  /(?:^|[\s(“"])(?:Dr|Mr|Mrs|Ms|Prof|Sr|Jr|St|Mt|No|Nos|Fig|Figs|Eq|vs|approx|ca|cf|e\.g|i\.e|Inc|Ltd|Co|Gen|Sen|Rep|Vol|pp?|[A-Z](?:\.[A-Z])*)\.\s*$/

/** The sentences with the space that follows them, so that together they are the text. */
function segmentsOf(text: string, language: string): string[] {
  const sentences: string[] = []
  for (const { segment } of segmenterFor(language).segment(text.replace(/\s+/g, ' '))) {
    const last = sentences.at(-1)
    if (last !== undefined && continues(last, segment)) sentences[sentences.length - 1] = last + segment
    else sentences.push(segment)
  }
  return sentences
}

/** Whether a segment that the segmenter cut off belongs to the sentence before: after an abbreviation, or in lower case. */
function continues(before: string, segment: string): boolean {
  if (!/\s$/.test(before)) return /^[\p{Script=Latin}\d]/u.test(segment)
  const isInitial = /(?:^|\s)[A-Z]\.\s*$/.test(before)
  return (
    (ABBREVIATION.test(before) && (isInitial || !/^[A-Z]\w* (?:is|was|are|were|has|have|did)\b/.test(segment))) ||
    /^["”’)]?\p{Ll}/u.test(segment)
  )
}

function splitSentence(sentence: string): string[] {
  if (roughSeconds(sentence) <= LONGEST_SENTENCE_SECONDS) return [sentence]
  const middle = sentence.length / 2
  const breaks = [...sentence.matchAll(/[;:,—–]\s+|\s+(?=(?:and|but|because|which|while|und|aber|mais|pero)\s)/g)]
    .map((match) => match.index + match[0].trimEnd().length)
    .filter((at) => at > sentence.length * 0.2 && at < sentence.length * 0.8)
  const at = breaks.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0] ?? wordBreak(sentence, middle)
  if (at === undefined) return [sentence]
  return [sentence.slice(0, at), sentence.slice(at)].flatMap((half) => splitSentence(half))
}

function wordBreak(sentence: string, middle: number): number | undefined {
  const at = sentence.indexOf(' ', Math.floor(middle))
  return at > 0 && at < sentence.trimEnd().length ? at : undefined
}

const closer = (last: string, joined: string, share: number): boolean =>
  Math.abs(roughSeconds(joined) - share) <= Math.abs(roughSeconds(last) - share)

function mergeShortEnd(parts: string[]): string[] {
  const last = parts.at(-1)
  const before = parts.at(-2)
  if (last === undefined || before === undefined || roughSeconds(last) >= SHORTEST_SECONDS) return parts
  return [...parts.slice(0, -2), before + last]
}

const segmenters = new Map<string, Intl.Segmenter>()

function segmenterFor(language: string): Intl.Segmenter {
  const known = segmenters.get(language)
  if (known) return known
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' })
  segmenters.set(language, segmenter)
  return segmenter
}
