import type { Word } from '@mavs/core'
import { resample } from '@mavs/render'
import { FRAME_CENTRE_SECONDS, FRAMES_A_SECOND, SAMPLE_RATE_HZ, speechFeatures } from './features.ts'
import { warp, type WarpPath } from './warp.ts'

/** Mono sound. */
export interface Sound {
  readonly samples: Float32Array
  readonly sampleRateHz: number
}

/** The same text in another voice, of which it is known when its words are heard. */
export interface Example extends Sound {
  readonly words: readonly Word[]
}

/** Finds when the words of a recording are heard, by comparing it with another voice's reading of the same text. */
export async function alignByExample(target: Sound, example: Example, signal: AbortSignal): Promise<Word[]> {
  const told = await speechFeatures(at16kHz(example), signal)
  const heard = await speechFeatures(at16kHz(target), signal)
  const path = await warp(told, heard, signal)
  const length = target.samples.length / target.sampleRateHz
  const at = (seconds: number) => Math.max(0, Math.min(length, placeOf(seconds, path)))
  const starts = example.words.map(({ startSeconds }) => at(startSeconds))
  return example.words.map(({ text, endSeconds }, index) => {
    const startSeconds = starts[index]!
    const next = starts[index + 1] ?? length
    return { text, startSeconds, endSeconds: Math.max(startSeconds, Math.min(at(endSeconds), next)) }
  })
}

const at16kHz = ({ samples, sampleRateHz }: Sound): Float32Array => resample(samples, sampleRateHz, SAMPLE_RATE_HZ)

/** Where a moment of the example is heard in the target: between the frames around it. */
function placeOf(seconds: number, { first, last }: WarpPath): number {
  const frame = Math.max(0, Math.min(first.length - 1, (seconds - FRAME_CENTRE_SECONDS) * FRAMES_A_SECOND))
  const before = Math.floor(frame)
  const after = Math.min(before + 1, first.length - 1)
  const middle = (row: number) => (first[row]! + last[row]!) / 2
  const place = middle(before) + (middle(after) - middle(before)) * (frame - before)
  return place / FRAMES_A_SECOND + FRAME_CENTRE_SECONDS
}
