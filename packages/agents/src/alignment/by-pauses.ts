import type { Word } from '@mavs/core'
import { spokenLength } from '../shared/spoken-length.ts'
import type { Sound } from './by-example.ts'
import { spokenSpans, type SpokenSpan } from './pauses.ts'

/** A place in the text where a voice may pause, and when it would by the letters alone. */
interface Break {
  /** The word before it. */
  readonly word: number
  readonly expectedSeconds: number
  /** What it costs to read on. */
  readonly skipCost: number
}

/** A pause that was heard, on a clock that stands still in pauses. */
interface Pause {
  readonly atSeconds: number
  readonly skipCost: number
}

/** From a word on the speech is this far. */
interface Anchor {
  readonly word: number
  readonly atSeconds: number
}

/**
 * Finds when the words of a recording are heard from its pauses and the words' lengths, in any language: pauses are
 * matched with the punctuation nearest to them, and between two of them each word takes its letters' share.
 */
export function alignByPauses(text: string, sound: Sound): Word[] {
  const words = text.split(/\s+/).filter((word) => word !== '')
  const spans = spokenSpans(sound)
  if (spans.length === 0) return words.map((word) => ({ text: word, startSeconds: 0, endSeconds: 0 }))
  const total = spans.reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0)
  const reached = cumulative(words.map(weightOf))
  const scale = total / (reached.at(-1) || 1)
  const breaks = breaksOf(words, reached, scale)
  const anchors = [
    { word: 0, atSeconds: 0 },
    ...matchPauses(breaks, pausesOf(spans)),
    { word: words.length, atSeconds: total },
  ]
  const spoken = (word: number) => interpolate(word, reached, anchors)
  return words.map((word, index) => {
    const startSeconds = onClock(spoken(index), spans, 'start')
    return { text: word, startSeconds, endSeconds: Math.max(startSeconds, onClock(spoken(index + 1), spans, 'end')) }
  })
}

/** How long a word is heard, against the others. */
const weightOf = (word: string): number => {
  const sounding = word.replace(/[^\p{L}\p{M}\p{N}]/gu, '')
  return sounding === '' ? 0 : spokenLength(sounding) + 1
}

/** What is reached before each word, and at the end. */
function cumulative(weights: readonly number[]): number[] {
  const sums = [0]
  for (const weight of weights) sums.push(sums.at(-1)! + weight)
  return sums
}

/** Ends of sentences are nearly always heard, commas often, other places seldom. */
function breaksOf(words: readonly string[], reached: readonly number[], scale: number): Break[] {
  return words.slice(0, -1).flatMap((word, index) => {
    const skipCost = /[.!?…。！？।؟]["'”’»)\]]*$/.test(word)
      ? 0.8
      : /[,;:–—)、，；：،]$|^[–—-]$/.test(word)
        ? 0.15
        : undefined
    return skipCost === undefined ? [] : [{ word: index + 1, expectedSeconds: reached[index + 1]! * scale, skipCost }]
  })
}

function pausesOf(spans: readonly SpokenSpan[]): Pause[] {
  let atSeconds = 0
  return spans.slice(0, -1).map(({ startSeconds, endSeconds }, index) => {
    atSeconds += endSeconds - startSeconds
    return { atSeconds, skipCost: 0.1 + 2 * (spans[index + 1]!.startSeconds - endSeconds) }
  })
}

/** The cheapest pairs of breaks and pauses, in order; each may stay without the other. */
function matchPauses(breaks: readonly Break[], pauses: readonly Pause[]): Anchor[] {
  const costs: number[][] = [[0]]
  for (let i = 0; i <= breaks.length; i++) {
    costs[i] ??= []
    for (let j = 0; j <= pauses.length; j++) {
      if (i === 0 && j === 0) continue
      const skipBreak = i > 0 ? costs[i - 1]![j]! + breaks[i - 1]!.skipCost : Infinity
      const skipPause = j > 0 ? costs[i]![j - 1]! + pauses[j - 1]!.skipCost : Infinity
      const pair = i > 0 && j > 0 ? costs[i - 1]![j - 1]! + distance(breaks[i - 1]!, pauses[j - 1]!) : Infinity
      costs[i]![j] = Math.min(skipBreak, skipPause, pair)
    }
  }
  const anchors: Anchor[] = []
  for (let i = breaks.length, j = pauses.length; i > 0 && j > 0;) {
    const cost = costs[i]![j]!
    const { word, skipCost } = breaks[i - 1]!
    const { atSeconds } = pauses[j - 1]!
    if (cost === costs[i - 1]![j - 1]! + distance(breaks[i - 1]!, pauses[j - 1]!)) {
      anchors.unshift({ word, atSeconds })
      i--
      j--
    } else if (cost === costs[i - 1]![j]! + skipCost) i--
    else j--
  }
  return anchors
}

const distance = ({ expectedSeconds }: Break, { atSeconds }: Pause): number => Math.abs(expectedSeconds - atSeconds)

/** When the speech reaches a word, on the clock that stands still in pauses. */
function interpolate(word: number, reached: readonly number[], anchors: readonly Anchor[]): number {
  const after = anchors.find((anchor, index) => index > 0 && anchor.word >= word)!
  const before = anchors[anchors.indexOf(after) - 1]!
  const whole = reached[after.word]! - reached[before.word]!
  const share = whole === 0 ? 1 : (reached[word]! - reached[before.word]!) / whole
  return before.atSeconds + share * (after.atSeconds - before.atSeconds)
}

/** That clock's time on the real one: a word starts after a pause, and ends before it. */
function onClock(spokenSeconds: number, spans: readonly SpokenSpan[], side: 'start' | 'end'): number {
  let left = spokenSeconds
  for (const { startSeconds, endSeconds } of spans) {
    const length = endSeconds - startSeconds
    const isHere = side === 'start' ? left < length - 1e-6 : left <= length + 1e-6
    if (isHere) return startSeconds + Math.max(0, left)
    left -= length
  }
  return spans.at(-1)!.endSeconds
}
