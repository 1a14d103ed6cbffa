import type { CaptionCue, Word } from '@mavs/core'
import { breakCost, endsSentence } from './breaks.ts'
import { setLines, type Run, type Setting } from './lines.ts'
import { captionWords, displayWidth, needsSpace } from './text.ts'

/** How captions are broken and timed; only the language must be given. */
export interface CaptionOptions {
  /** BCP 47 language of the words. */
  readonly language: string
  /** Default 37, or 32 where ideographs and Hangul count as two: 16 of them. */
  readonly maxLineCharacters?: number
  /** Default 2. */
  readonly maxLines?: 1 | 2
  /** Reading speed that is kept wherever the speech allows it. Default 20. */
  readonly maxCharactersPerSecond?: number
  /** Default 0.8. */
  readonly minDurationSeconds?: number
  /** Default 6. */
  readonly maxDurationSeconds?: number
  /** No cue stays longer than this, e.g. the end of the scene. */
  readonly untilSeconds?: number
}

type Limits = Required<CaptionOptions>

/** How long a caption may stay after its last word when nothing follows. */
const LINGER_SECONDS = 0.5
/** Shorter gaps are closed: a caption that vanishes for a moment flickers (BBC subtitle guidelines, "gaps"). */
const SHORTEST_GAP_SECONDS = 0.6
/** Cues of broken input, where words share one time, still follow each other. */
const SMALLEST_STEP_SECONDS = 0.1

const CUE_COST = 1.5
const EMPTY_COST = 3
const SENTENCE_INSIDE_COST = 5
const FAST_COST_PER_CHARACTER = 1.5
const SHORT_COST = 12
const LONG_COST_PER_SECOND = 6
const LONELY_COST = 5

/**
 * Breaks spoken words into captions: whole phrases, balanced lines, no lone words, readable in the time that the
 * speech leaves. Each word stands in exactly one cue, in order; cues do not overlap. Words must be in order of time.
 */
export function buildCaptionCues(words: readonly Word[], options: CaptionOptions): CaptionCue[] {
  const limits: Limits = {
    maxLineCharacters: /^(?:zh|yue|ja|ko)\b/i.test(options.language) ? 32 : 37,
    maxLines: 2,
    maxCharactersPerSecond: 20,
    minDurationSeconds: 0.8,
    maxDurationSeconds: 6,
    untilSeconds: Infinity,
    ...options,
  }
  const shown = captionWords(words, limits.language)
  return withTimes(bestGroups(shown, limits), limits)
}

interface Group {
  readonly words: readonly Word[]
  readonly lines: Word[][]
  readonly width: number
}

/** Chooses the breaks with the least cost in all, by dynamic programming over the words. */
function bestGroups(words: readonly Word[], limits: Limits): Group[] {
  const run = createRun(words, limits.language)
  const best: { cost: number; from: number; secondLineAt: number }[] = [{ cost: 0, from: 0, secondLineAt: 0 }]
  for (let end = 1; end <= words.length; end += 1) {
    best[end] = { cost: Infinity, from: end - 1, secondLineAt: 0 }
    for (let from = end - 1; from >= 0; from -= 1) {
      const setting = setLines(run, from, end, limits)
      if (setting === undefined) break
      const cost = best[from]!.cost + cueCost(words, run, [from, end], setting, limits)
      if (cost < best[end]!.cost) best[end] = { cost, from, secondLineAt: setting.secondLineAt }
    }
  }
  const groups: Group[] = []
  for (let end = words.length; end > 0; end = best[end]!.from) {
    const { from, secondLineAt } = best[end]!
    const all = words.slice(from, end)
    const lines = secondLineAt === 0 ? [all] : [words.slice(from, secondLineAt), words.slice(secondLineAt, end)]
    groups.unshift({ words: all, lines, width: run.width(from, end) })
  }
  return groups
}

function createRun(words: readonly Word[], language: string): Run {
  const spaces = words.map((word, index) => Number(needsSpace(words[index - 1]?.text, word.text, language)))
  const ends = [0]
  words.forEach((word, index) => ends.push(ends[index]! + spaces[index]! + displayWidth(word.text)))
  return {
    length: words.length,
    width: (start, end) => ends[end]! - ends[start]! - (spaces[start] ?? 0),
    breakCost: (at) => breakCost(words[at - 1]!, words[at]!, language),
  }
}

/** What a cue of the words from `from` up to `end` costs, its closing break included. */
function cueCost(
  words: readonly Word[],
  run: Run,
  [from, end]: readonly [number, number],
  setting: Setting,
  limits: Limits,
): number {
  const startSeconds = words[from]!.startSeconds
  const spokenSeconds = words[end - 1]!.endSeconds - startSeconds
  const roomSeconds = Math.max(0.01, (words[end]?.startSeconds ?? limits.untilSeconds) - startSeconds)
  const width = run.width(from, end)
  const tooFast = Math.max(0, width / Math.min(roomSeconds, limits.maxDurationSeconds) - limits.maxCharactersPerSecond)
  const tooShort = Math.max(0, 1 - roomSeconds / limits.minDurationSeconds)
  const tooLong = Math.max(0, spokenSeconds - limits.maxDurationSeconds)
  const emptiness = 1 - Math.min(1, width / (limits.maxLineCharacters * limits.maxLines))
  let cost = CUE_COST + setting.cost + emptiness ** 2 * EMPTY_COST
  cost += tooFast * FAST_COST_PER_CHARACTER + tooShort * SHORT_COST + tooLong * LONG_COST_PER_SECOND
  if (end < words.length) cost += run.breakCost(end)
  if (end - from === 1 && words.length > 1) cost += LONELY_COST
  for (let at = from + 1; at < end; at += 1) if (endsSentence(words[at - 1]!, words[at]!)) cost += SENTENCE_INSIDE_COST
  return cost
}

/** From when to when each cue stands: from its first word, past its last one as far as reading needs and room allows. */
function withTimes(groups: readonly Group[], limits: Limits): CaptionCue[] {
  const starts: number[] = []
  for (const { words } of groups) {
    starts.push(Math.max(words[0]!.startSeconds, (starts.at(-1) ?? -1) + SMALLEST_STEP_SECONDS))
  }
  return groups.map((group, index) => {
    const startSeconds = starts[index]!
    const spokenEnd = Math.max(...group.words.map((word) => word.endSeconds))
    const room = starts[index + 1] ?? Math.max(limits.untilSeconds, startSeconds + SMALLEST_STEP_SECONDS)
    const reading = startSeconds + group.width / limits.maxCharactersPerSecond
    const wanted = Math.max(spokenEnd + LINGER_SECONDS, reading, startSeconds + limits.minDurationSeconds)
    const longest = Math.max(spokenEnd, startSeconds + limits.maxDurationSeconds)
    const end = Math.min(wanted, longest, room)
    const isFlicker = index < groups.length - 1 && room - end < SHORTEST_GAP_SECONDS && room <= longest
    return { startSeconds, endSeconds: isFlicker ? room : end, lines: group.lines }
  })
}
