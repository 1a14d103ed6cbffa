/** A sentence as the words that carry its meaning. */
export type Words = ReadonlySet<string>

const DAMPING = 0.85
const ROUNDS = 25
const MAX_SENTENCES = 400

/**
 * How central each sentence is to a document: TextRank (Mihalcea and Tarau, 2004) over the words that sentences share.
 * The mean is about 1; sentences past the first 400 get 0.
 */
export function rankSentences(sentences: readonly Words[]): number[] {
  const ranked = sentences.slice(0, MAX_SENTENCES)
  const links = ranked.map((from, at) => ranked.map((to, other) => (at === other ? 0 : similarity(from, to))))
  const totals = links.map((row) => row.reduce((sum, weight) => sum + weight, 0))
  let scores: number[] = ranked.map(() => 1)
  for (let round = 0; round < ROUNDS; round++) {
    scores = ranked.map((_, at) => {
      const given = scores.reduce(
        (sum, score, from) => sum + (totals[from] ? (score * links[from]![at]!) / totals[from] : 0),
        0,
      )
      return 1 - DAMPING + DAMPING * given
    })
  }
  return sentences.map((_, at) => scores[at] ?? 0)
}

function similarity(a: Words, b: Words): number {
  let shared = 0
  for (const word of a) if (b.has(word)) shared++
  return shared === 0 ? 0 : shared / (Math.log(a.size + 1) + Math.log(b.size + 1))
}
