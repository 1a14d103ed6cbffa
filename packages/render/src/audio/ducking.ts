import type { Span } from './activity.ts'
import { raisedCosine } from './track.ts'

/** How the music makes room for the voice. */
export interface DuckingOptions {
  /** Gain under speech, and where nobody speaks, in dB. */
  readonly underSpeechDb: number
  readonly openDb: number
}

/** Music is down this long before the first word … */
const LEAD_SECONDS = 0.06
/** … having taken this long to go down … */
const ATTACK_SECONDS = 0.5
/** … and stays down this long after the last word, before it comes up this slowly. */
const HOLD_SECONDS = 0.18
const RELEASE_SECONDS = 0.9
/** Music does not come up at all in pauses shorter than the first, and all the way in those longer than the second. */
const SHORTEST_GAP_SECONDS = 1.4
const FULL_GAP_SECONDS = 3

/** A pause in speech with how far music comes up in it: 0 not at all, 1 all the way. */
interface Gap {
  readonly from: number
  readonly to: number
  readonly rise: number
}

/** The gain of the music in dB over time; `gainDb` may be asked for growing times only. */
export interface Ducking {
  gainDb(seconds: number): number
}

/**
 * Plans the music's level from where speech is: known in advance, so nothing reacts and nothing pumps. Short pauses are
 * spoken over; in longer ones the music rises the further, the longer they last.
 */
export function createDucking(speech: readonly Span[], { underSpeechDb, openDb }: DuckingOptions): Ducking {
  const gaps = findGaps(speech)
  let current = 0
  return {
    gainDb(seconds) {
      while (current + 1 < gaps.length && seconds >= (gaps[current] as Gap).to) current++
      const gap = gaps[current]
      return gap ? underSpeechDb + (openDb - underSpeechDb) * riseAt(gap, seconds) : openDb
    },
  }
}

/** The pauses long enough to matter, with the open stretches before and after all speech. */
function findGaps(speech: readonly Span[]): Gap[] {
  const gaps: Gap[] = []
  let silentSince = -Infinity
  for (const span of speech.toSorted((a, b) => a.startSeconds - b.startSeconds)) {
    addGap(gaps, silentSince, span.startSeconds)
    silentSince = Math.max(silentSince, span.endSeconds)
  }
  addGap(gaps, silentSince, Infinity)
  return gaps
}

function addGap(gaps: Gap[], from: number, to: number): void {
  const length = to - from
  if (length < SHORTEST_GAP_SECONDS) return
  const rise = (length - SHORTEST_GAP_SECONDS) / (FULL_GAP_SECONDS - SHORTEST_GAP_SECONDS)
  gaps.push({ from, to, rise: raisedCosine(Math.min(1, rise)) })
}

function riseAt({ from, to, rise }: Gap, seconds: number): number {
  const up = (seconds - from - HOLD_SECONDS) / RELEASE_SECONDS
  const down = (to - LEAD_SECONDS - seconds) / ATTACK_SECONDS
  return rise * raisedCosine(Math.max(0, Math.min(1, up))) * raisedCosine(Math.max(0, Math.min(1, down)))
}

/** The gain is worked out this often, in samples, and glides in between. */
const GAIN_STRIDE = 120

/** Applies a planned gain to a stereo signal that is given in order, in place. */
export function createGlide(ducking: Ducking, sampleRateHz: number): (left: Float32Array, right: Float32Array) => void {
  const gainAt = (frame: number) => 10 ** (ducking.gainDb(frame / sampleRateHz) / 20)
  let position = 0
  let gain = gainAt(0)
  let step = 0
  return (left, right) => {
    for (let from = 0; from < left.length;) {
      if (position % GAIN_STRIDE === 0) step = (gainAt(position + GAIN_STRIDE) - gain) / GAIN_STRIDE
      const to = Math.min(left.length, from + GAIN_STRIDE - (position % GAIN_STRIDE))
      for (let index = from; index < to; index++) {
        gain += step
        left[index] = (left[index] as number) * gain
        right[index] = (right[index] as number) * gain
      }
      position += to - from
      from = to
    }
  }
}
