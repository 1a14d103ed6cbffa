import type { Claim } from '@mavs/core'

/** A claim with a word left out: what is asked for, and what is around it. */
export interface Gap {
  readonly claimId: string
  readonly before: string
  readonly answer: string
  readonly after: string
  /** Only what is of one kind can be taken for another. */
  readonly kind: 'number' | 'name' | 'word'
}

/** Longer claims do not fit on a question's card. */
const LONGEST_CLAIM = 170
const LONGEST_ANSWER = 30
const SHORTEST_WORD = 6

/** What the kinds look like, the best thing to ask for first: figures, names, telling words. */
const PATTERNS: Readonly<Record<Gap['kind'], RegExp>> = {
  // Whole numbers, with or without marks between thousands; no part of a longer figure.
  number: /(?<![\p{L}\p{N}.,-])(?:\d{1,3}(?:[.,]\d{3})+|\d{2,})(?![\p{L}\p{N}%-]|[.,]\d)/gu,
  // Capitalised within a sentence.
  name: /(?<=[\p{L}\p{N},;] )\p{Lu}\p{Ll}{2,}(?:[ -]\p{Lu}\p{Ll}{2,})*/gu,
  word: new RegExp(`(?<![\\p{L}\\p{N}’'-])\\p{Ll}{${SHORTEST_WORD},}(?![\\p{L}\\p{N}’'-])`, 'gu'),
}

/** A gap for each claim that has one. */
export const findGaps = (claims: readonly Claim[]): Gap[] => claims.flatMap((claim) => findGap(claim) ?? [])

function findGap({ id, text }: Claim): Gap | undefined {
  if (text.length > LONGEST_CLAIM) return undefined
  for (const [kind, pattern] of Object.entries(PATTERNS) as [Gap['kind'], RegExp][]) {
    const found = [...text.matchAll(pattern)].filter(([word]) => isAskable(word, text))
    const best = kind === 'word' ? found.toSorted((a, b) => b[0].length - a[0].length)[0] : found[0]
    if (best === undefined) continue
    const [answer] = best
    return {
      claimId: id,
      kind,
      before: text.slice(0, best.index),
      answer,
      after: text.slice(best.index + answer.length),
    }
  }
  return undefined
}

/** A word that is there twice would give itself away. */
const isAskable = (word: string, text: string): boolean =>
  word.length <= LONGEST_ANSWER && text.toLowerCase().split(word.toLowerCase()).length === 2
