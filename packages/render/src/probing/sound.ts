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

/** Splits interleaved samples into channels, in whole windows but for the last. */
async function* blocksOf(stream: AsyncIterable<Buffer>): AsyncGenerator<[left: Float32Array, right: Float32Array]> {
  const windowBytes = WINDOW_FRAMES * BYTES_PER_FRAME
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of stream) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const whole = bytes.length - (bytes.length % windowBytes)
    if (whole > 0) yield channelsOf(bytes.subarray(0, whole))
    rest = bytes.subarray(whole)
  }
  if (rest.length >= BYTES_PER_FRAME) yield channelsOf(rest)
}

function channelsOf(bytes: Buffer): [left: Float32Array, right: Float32Array] {
  const frames = Math.floor(bytes.length / BYTES_PER_FRAME)
  // Copied, because a view of floats must begin at a multiple of four.
  const samples = new Float32Array(Uint8Array.prototype.slice.call(bytes, 0, frames * BYTES_PER_FRAME).buffer)
  const left = new Float32Array(frames)
  const right = new Float32Array(frames)
  for (let index = 0; index < frames; index++) {
    left[index] = samples[index * 2]!
    right[index] = samples[index * 2 + 1]!
  }
  return [left, right]
}
