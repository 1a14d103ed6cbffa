import type { Measurement } from '@mavs/core'
import { createLoudnessMeter } from '../audio/loudness.ts'
import type { Ffmpeg } from '../media/ffmpeg.ts'
import { startFfmpeg } from '../media/run.ts'
import { collectSpans } from './spans.ts'

/** What decoding the sound told. */
export interface SoundFacts extends Pick<Measurement, 'silent'> {
  readonly loudnessLufs: number
  readonly truePeakDbtp: number
}

const SAMPLE_RATE_HZ = 48_000
const BYTES_PER_FRAME = 8
/** Silent is below −60 dBFS … */
const SILENCE_PEAK = 0.001
/** … in windows of 10 ms … */
const WINDOW_FRAMES = 480
/** Half a second is measured at once. */
const BLOCK_WINDOWS = 50
/** … for as long as a pause in speech that lets one notice. */
const SILENT_SECONDS = 0.5

/** Decodes the whole sound; measures loudness and true peak (ITU-R BS.1770-4) and finds silent spans. */
export async function measureSound(ffmpeg: Ffmpeg, file: string, signal: AbortSignal): Promise<SoundFacts> {
  const meter = createLoudnessMeter(SAMPLE_RATE_HZ)
  const silent = collectSpans(SILENT_SECONDS)
  let windows = 0
  const format = ['-ac', '2', '-ar', `${SAMPLE_RATE_HZ}`, '-f', 'f32le', 'pipe:1']
  const decoder = startFfmpeg(ffmpeg, {
    arguments: ['-v', 'error', '-xerror', '-i', file, '-map', '0:a:0', ...format],
    what: `Decoding the sound of ${file}`,
    signal,
  })
  decoder.stdin.end()
  for await (const [left, right] of blocksOf(decoder.stdout)) {
    meter.push(left, right)
    for (let start = 0; start < left.length; start += WINDOW_FRAMES) {
      silent.add((windows++ * WINDOW_FRAMES) / SAMPLE_RATE_HZ, isSilent(left, right, start))
    }
  }
  await decoder.ended
  const { integratedLufs, truePeakDbtp } = meter.result()
  return {
    loudnessLufs: integratedLufs,
    truePeakDbtp,
    silent: silent.end((windows * WINDOW_FRAMES) / SAMPLE_RATE_HZ),
  }
}

function isSilent(left: Float32Array, right: Float32Array, start: number): boolean {
  for (let index = start; index < Math.min(start + WINDOW_FRAMES, left.length); index++) {
    if (Math.abs(left[index]!) > SILENCE_PEAK || Math.abs(right[index]!) > SILENCE_PEAK) return false
  }
  return true
}

/**
 * Splits interleaved samples into channels, in blocks of one length but for the last. Filters round at the ends of
 * blocks: where a pipe happens to cut its data must not show in what is measured.
 */
export async function* blocksOf(
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<[left: Float32Array, right: Float32Array]> {
  const block = new Uint8Array(BLOCK_WINDOWS * WINDOW_FRAMES * BYTES_PER_FRAME)
  let filled = 0
  for await (const chunk of stream) {
    for (let position = 0; position < chunk.length;) {
      const part = chunk.subarray(position, position + block.length - filled)
      block.set(part, filled)
      filled += part.length
      position += part.length
      if (filled < block.length) continue
      filled = 0
      yield channelsOf(block)
    }
  }
  if (filled >= BYTES_PER_FRAME) yield channelsOf(block.subarray(0, filled))
}

function channelsOf(bytes: Uint8Array): [left: Float32Array, right: Float32Array] {
  const frames = Math.floor(bytes.length / BYTES_PER_FRAME)
  const samples = new Float32Array(bytes.buffer, bytes.byteOffset, frames * 2)
  const left = new Float32Array(frames)
  const right = new Float32Array(frames)
  for (let index = 0; index < frames; index++) {
    left[index] = samples[index * 2]!
    right[index] = samples[index * 2 + 1]!
  }
  return [left, right]
}
