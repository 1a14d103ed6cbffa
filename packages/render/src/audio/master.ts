import { forEachBlock, type BlockOptions } from './blocks.ts'
import { createLimiter } from './limiter.ts'
import { createLoudnessMeter, type Loudness } from './loudness.ts'
import type { MixSource } from './mix-source.ts'
import { createWav } from './wav.ts'

export interface MasterOptions extends BlockOptions {
  readonly gainDb: number
  readonly ceilingDbtp: number
  /** A stereo float WAV, written over. */
  readonly file: string
}

/** Writes a mix at a gain, under a limiter, and measures what was written. */
export async function writeMaster(mix: MixSource, options: MasterOptions): Promise<Loudness> {
  const { sampleRateHz } = options
  const limiter = createLimiter(sampleRateHz, options.ceilingDbtp)
  const gain = 10 ** (options.gainDb / 20)
  const meter = createLoudnessMeter(sampleRateHz)
  const wav = await createWav(options.file, { sampleRateHz, channels: 2 })
  const readLimited = async (left: Float32Array, right: Float32Array) => {
    await mix.read(left, right)
    scale(left, gain)
    scale(right, gain)
    limiter.process(left, right, left.length)
  }
  try {
    // The limiter's delay is run off first; it ends in the silence that the mix gives after its own end.
    await readLimited(new Float32Array(limiter.delayFrames), new Float32Array(limiter.delayFrames))
    await forEachBlock(options, async (left, right) => {
      await readLimited(left, right)
      meter.push(left, right)
      await wav.write(left, right)
    })
  } finally {
    await wav.close()
  }
  return meter.result()
}

function scale(samples: Float32Array, gain: number): void {
  for (let index = 0; index < samples.length; index++) samples[index] = (samples[index] as number) * gain
}
