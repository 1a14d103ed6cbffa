import { forEachBlock, type BlockOptions, type StereoStream } from './blocks.ts'
import { createLimiter } from './limiter.ts'
import { integratedLoudness } from './loudness.ts'
import { createWav } from './wav.ts'
import { createPowerSteps } from './weighting.ts'

export interface MasterOptions extends BlockOptions {
  readonly gainDb: number
  readonly ceilingDbtp: number
  /** A stereo float WAV, written over. */
  readonly file: string
}

/** Writes a mix at a gain, under a limiter, and tells its integrated loudness in LUFS. */
export async function writeMaster(mix: StereoStream, options: MasterOptions): Promise<number> {
  const { sampleRateHz } = options
  const limiter = createLimiter(sampleRateHz, options.ceilingDbtp)
  const gain = 10 ** (options.gainDb / 20)
  const power = createPowerSteps(sampleRateHz)
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
      power.push(left, right, left.length)
      await wav.write(left, right)
    })
  } finally {
    await wav.close()
  }
  return integratedLoudness(power.steps)
}

function scale(samples: Float32Array, gain: number): void {
  for (let index = 0; index < samples.length; index++) samples[index] = (samples[index] as number) * gain
}
