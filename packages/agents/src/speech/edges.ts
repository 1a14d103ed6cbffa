import type { Speech } from '@mavs/core'
import { spokenSpans } from '../alignment/pauses.ts'

/** What is kept of the silence before the first sound and after the last one: soft beginnings and ends are in it. */
const KEPT_SECONDS = { before: 0.06, after: 0.12 } as const

/** Shorter silence is left as it is. */
const LONGEST_EDGE_SECONDS = 0.2

/** The speech without the silence around it, which some engines have much of: pauses are the pacing's to make. */
export function trimEdges(speech: Speech): Speech {
  const { samples, sampleRateHz, words } = speech
  const spans = spokenSpans(speech)
  const [first] = spans
  const last = spans.at(-1)
  if (!first || !last) return speech
  const seconds = samples.length / sampleRateHz
  const from = first.startSeconds > LONGEST_EDGE_SECONDS ? first.startSeconds - KEPT_SECONDS.before : 0
  const to = seconds - last.endSeconds > LONGEST_EDGE_SECONDS ? last.endSeconds + KEPT_SECONDS.after : seconds
  if (from === 0 && to === seconds) return speech
  const moved = (at: number) => Math.max(0, Math.min(at, to) - from)
  return {
    ...speech,
    samples: samples.slice(Math.round(from * sampleRateHz), Math.round(to * sampleRateHz)),
    ...(words && {
      words: words.map(({ text, startSeconds, endSeconds }) => ({
        text,
        startSeconds: moved(startSeconds),
        endSeconds: moved(endSeconds),
      })),
    }),
  }
}
