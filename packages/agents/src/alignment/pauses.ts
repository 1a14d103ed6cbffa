import type { Sound } from './by-example.ts'

/** A stretch of a recording in which somebody speaks. */
export interface SpokenSpan {
  readonly startSeconds: number
  readonly endSeconds: number
}

const FRAME_SECONDS = 0.01
/** A frame is speech when it is not further than this under the loud ones … */
const RANGE_DB = 32
/** … and louder than this. */
const FLOOR_DB = -66

/** Less is the closure of a consonant. */
const SHORTEST_PAUSE_SECONDS = 0.14

/** The parts of a recording between its pauses, in order. */
export function spokenSpans({ samples, sampleRateHz }: Sound): SpokenSpan[] {
  const powers = framePowers(samples, Math.max(1, Math.round(sampleRateHz * FRAME_SECONDS)))
  const loud = powers.toSorted()[Math.floor(powers.length * 0.95)] ?? 0
  const threshold = Math.max(10 ** (FLOOR_DB / 10), loud * 10 ** (-RANGE_DB / 10))
  const spans: SpokenSpan[] = []
  for (const [frame, power] of powers.entries()) {
    if (power <= threshold) continue
    const startSeconds = frame * FRAME_SECONDS
    const endSeconds = startSeconds + FRAME_SECONDS
    const last = spans.at(-1)
    if (last && startSeconds - last.endSeconds < SHORTEST_PAUSE_SECONDS) {
      spans[spans.length - 1] = { ...last, endSeconds }
    } else spans.push({ startSeconds, endSeconds })
  }
  return spans
}

function framePowers(samples: Float32Array, length: number): Float64Array {
  const powers = new Float64Array(Math.ceil(samples.length / length))
  for (let at = 0; at < samples.length; at++) powers[Math.floor(at / length)]! += (samples[at] as number) ** 2 / length
  return powers
}
