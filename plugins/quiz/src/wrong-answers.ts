import type { Gap } from './gaps.ts'

/** How far off a wrong figure is; a year only a little. */
const FACTORS = [0.25, 0.5, 0.6, 0.75, 1.25, 1.5, 2, 4]
const YEARS = [-40, -25, -15, -8, 6, 12, 20, 35]

/** Up to `count` answers that are wrong but could be right; fewer, even none, where the gaps offer no more. */
export function wrongAnswers(gap: Gap, gaps: readonly Gap[], count: number, random: () => number): string[] {
  const candidates = gap.kind === 'number' ? otherNumbers(gap.answer) : otherWords(gap, gaps)
  const unsaid = candidates.filter((candidate) => !isSaid(candidate, gap))
  return shuffle(unsaid, random).slice(0, count)
}

/** What the question mentions, or its answer, would be no honest choice. */
const isSaid = (candidate: string, { before, answer, after }: Gap): boolean =>
  `${before} ${answer} ${after}`.toLowerCase().includes(candidate.toLowerCase())

/** In the same order for the same random numbers. */
export function shuffle<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => [random(), item] as const)
    .toSorted(([first], [second]) => first - second)
    .map(([, item]) => item)
}

/** Answers to other questions. */
function otherWords({ kind }: Gap, gaps: readonly Gap[]): string[] {
  const words = gaps.filter((gap) => gap.kind === kind).map((gap) => gap.answer)
  return [...new Map(words.map((word) => [word.toLowerCase(), word])).values()]
}

function otherNumbers(answer: string): string[] {
  const mark = /\D/.exec(answer)?.[0]
  const value = Number(answer.replaceAll(/\D/g, ''))
  const isYear = mark === undefined && value >= 1000 && value <= 2100
  const values = isYear ? YEARS.map((years) => value + years) : FACTORS.map((factor) => rounded(value * factor, value))
  const written = values.filter((other) => other > 0 && other !== value).map((other) => writeNumber(other, mark))
  return [...new Set(written)].filter((other) => other !== answer)
}

/** As round as the right one: 384,000 has no neighbour 192,017. */
function rounded(value: number, like: number): number {
  const zeros = /0*$/.exec(String(like))![0].length
  const step = 10 ** Math.max(0, Math.min(zeros, Math.floor(Math.log10(value))))
  return Math.round(value / step) * step
}

const writeNumber = (value: number, mark: string | undefined): string =>
  mark === undefined ? String(value) : String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, mark)
