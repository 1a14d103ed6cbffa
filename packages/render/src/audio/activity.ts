import { join } from 'node:path'
import type { AudioClip } from '@mavs/core/essentials'
import { openWav } from './wav.ts'

/** A stretch of time in seconds. */
export interface Span {
  readonly startSeconds: number
  readonly endSeconds: number
}

/** Where somebody speaks in a clip, and how loudly. */
export interface Activity {
  /** On the timeline, in order. Empty when the clip is silent. */
  readonly spans: readonly Span[]
  /** Level of the spoken parts in dBFS (RMS); minus infinity when silent. */
  readonly levelDb: number
  readonly sampleRateHz: number
}

const FRAME_SECONDS = 0.02
/** A frame is speech when it is louder than this … */
const FLOOR_DB = -66
/** … and not further than this under the clip's loud frames. */
const RANGE_DB = 32

/** Finds the spoken parts of a narration clip. */
export async function findActivity(clip: AudioClip, directory: string): Promise<Activity> {
  const wav = await openWav(join(directory, clip.file))
  try {
    const frameLength = Math.round(wav.sampleRateHz * FRAME_SECONDS)
    const left = new Float32Array(frameLength * 50)
    const right = new Float32Array(left.length)
    const powers: number[] = []
    const limit = Math.ceil(clip.durationSeconds / FRAME_SECONDS)
    for (let count = 1; count > 0 && powers.length < limit;) {
      count = await wav.read(left, right)
      for (let from = 0; from < count; from += frameLength) {
        powers.push(framePower(left, right, from, Math.min(count, from + frameLength)))
      }
    }
    return { ...judge(powers, clip.startSeconds), sampleRateHz: wav.sampleRateHz }
  } finally {
    await wav.close()
  }
}

function framePower(left: Float32Array, right: Float32Array, from: number, to: number): number {
  let sum = 0
  for (let index = from; index < to; index++) sum += (((left[index] as number) + (right[index] as number)) / 2) ** 2
  return sum / Math.max(1, to - from)
}

function judge(powers: readonly number[], startSeconds: number): Omit<Activity, 'sampleRateHz'> {
  const sorted = powers.toSorted((a, b) => a - b)
  const loud = sorted[Math.floor(sorted.length * 0.95)] ?? 0
  const threshold = Math.max(10 ** (FLOOR_DB / 10), loud * 10 ** (-RANGE_DB / 10))
  const active = powers.filter((power) => power > threshold)
  const level = active.reduce((sum, power) => sum + power, 0) / active.length
  return {
    spans: toSpans(powers, threshold, startSeconds),
    levelDb: active.length === 0 ? -Infinity : 10 * Math.log10(level),
  }
}

function toSpans(powers: readonly number[], threshold: number, startSeconds: number): Span[] {
  const spans: Span[] = []
  for (let index = 0; index < powers.length; index++) {
    if ((powers[index] as number) <= threshold) continue
    const first = index
    while (index + 1 < powers.length && (powers[index + 1] as number) > threshold) index++
    spans.push({
      startSeconds: startSeconds + first * FRAME_SECONDS,
      endSeconds: startSeconds + (index + 1) * FRAME_SECONDS,
    })
  }
  return spans
}
