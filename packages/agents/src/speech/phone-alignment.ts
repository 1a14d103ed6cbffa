import { isVowel, PAUSE, type Phone } from './phones.ts'

/** When a word is heard. */
export interface Span {
  readonly startSeconds: number
  readonly endSeconds: number
}

/** A phone as a word has it when spoken alone. */
interface Expected {
  readonly name: string
  readonly word: number
}

/** How the cheapest way to a cell came: one phone for another, a phone that is not spoken, one that was not expected. */
type Step = 'match' | 'omit' | 'add'

/**
 * Finds which heard phones belong to which word, by the cheapest edit of the words' own phones into the heard ones
 * (Needleman–Wunsch). Words change a little in a sentence ("the" before a vowel), pauses fall between words only.
 * A word none of whose phones is heard gets no span.
 */
export function alignPhones(words: readonly (readonly string[])[], heard: readonly Phone[]): (Span | undefined)[] {
  const expected = words.flatMap((names, word) => names.map((name) => ({ name, word })))
  const owners = traceBack(expected, heard, cheapestSteps(expected, heard))
  const spans = words.map((): Span | undefined => undefined)
  for (const [index, word] of owners.entries()) {
    const phone = heard[index]
    if (word === undefined || phone === undefined || phone.name === PAUSE) continue
    const startSeconds = spans[word]?.startSeconds ?? phone.startSeconds
    spans[word] = { startSeconds, endSeconds: phone.endSeconds }
  }
  return spans
}

/** The last step of the cheapest way to each pair of counts (expected phones used, heard phones used). */
function cheapestSteps(expected: readonly Expected[], heard: readonly Phone[]): Step[][] {
  let above: number[] = []
  return Array.from({ length: expected.length + 1 }, (_, used) => {
    const costs: number[] = []
    const steps = Array.from({ length: heard.length + 1 }, (_, consumed): Step => {
      const phone = heard[consumed - 1]
      const wanted = expected[used - 1]
      const candidates: Record<Step, number> = {
        match: phone && wanted ? above[consumed - 1]! + substitutionCost(wanted.name, phone.name) : Infinity,
        omit: wanted ? above[consumed]! + 1 : Infinity,
        add: phone ? costs[consumed - 1]! + additionCost(phone, wanted, expected[used]) : Infinity,
      }
      if (!phone && !wanted) candidates.match = 0
      const step = (['match', 'add', 'omit'] as const).reduce((best, next) =>
        candidates[next] < candidates[best] ? next : best,
      )
      costs[consumed] = candidates[step]
      return step
    })
    above = costs
    return steps
  })
}

/** Which word each heard phone belongs to; a phone too many goes with the word before it. */
function traceBack(
  expected: readonly Expected[],
  heard: readonly Phone[],
  steps: readonly (readonly Step[])[],
): (number | undefined)[] {
  const owners: (number | undefined)[] = heard.map(() => undefined)
  let used = expected.length
  let consumed = heard.length
  while (used > 0 || consumed > 0) {
    const step = steps[used]![consumed]!
    if (step !== 'omit') owners[--consumed] = (expected[used - 1] ?? expected[0])?.word
    if (step !== 'add') used--
  }
  return owners
}

function substitutionCost(wanted: string, heard: string): number {
  if (wanted === heard) return 0
  if (heard === PAUSE) return Infinity
  return isVowel(wanted) === isVowel(heard) ? 0.6 : 1.5
}

/** A pause costs nothing between two words, and much within one. */
function additionCost(phone: Phone, before: Expected | undefined, after: Expected | undefined): number {
  if (phone.name !== PAUSE) return 1
  return before !== undefined && before.word === after?.word ? 4 : 0
}
