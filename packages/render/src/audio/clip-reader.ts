import { createResampler } from './resample.ts'
import { openWav } from './wav.ts'

/** A WAV file as a stereo stream at the mix's sample rate. */
export interface ClipReader {
  /** Samples of the whole file at the mix's rate. */
  readonly frames: number
  /** Fills both arrays from their beginning; what the file does not have is left as it is. Returns the samples given. */
  read(left: Float32Array, right: Float32Array): Promise<number>
  close(): Promise<void>
}

const INPUT_BLOCK_FRAMES = 16_384

/** Opens a WAV file of any rate for reading at `sampleRateHz`. Throws `TIMELINE_INVALID` as `openWav` does. */
export async function openClip(file: string, sampleRateHz: number): Promise<ClipReader> {
  const wav = await openWav(file)
  const resamplers = [createResampler(wav.sampleRateHz, sampleRateHz), createResampler(wav.sampleRateHz, sampleRateHz)]
  const inputs = [new Float32Array(INPUT_BLOCK_FRAMES), new Float32Array(INPUT_BLOCK_FRAMES)] as const
  let ready: readonly [Float32Array, Float32Array] = [new Float32Array(0), new Float32Array(0)]
  let used = 0
  let ended = false

  const convert = (channel: 0 | 1, count: number) => {
    const resampler = resamplers[channel] as ReturnType<typeof createResampler>
    return count > 0 ? resampler.process(inputs[channel].subarray(0, count)) : resampler.flush()
  }

  const refill = async () => {
    const count = await wav.read(inputs[0], inputs[1])
    const left = convert(0, count)
    ready = [left, wav.channels === 1 ? left : convert(1, count)]
    used = 0
    ended = count === 0
  }

  return {
    frames: Math.round((wav.frames * sampleRateHz) / wav.sampleRateHz),
    async read(left, right) {
      let filled = 0
      while (filled < left.length) {
        if (used === ready[0].length) {
          if (ended) break
          await refill()
        }
        const to = Math.min(ready[0].length, used + left.length - filled)
        left.set(ready[0].subarray(used, to), filled)
        right.set(ready[1].subarray(used, to), filled)
        filled += to - used
        used = to
      }
      return filled
    },
    close: () => wav.close(),
  }
}
