import { createCompressor } from './compressor.ts'
import { createBiquad, gentleHighPass, type Filter } from './filters.ts'

const BAND_HZ = 3000

/** Softens hissing sounds: what is above 3 kHz is compressed on its own, so that vowels keep their brightness. */
export function createDeEsser(sampleRateHz: number, thresholdDb: number): Filter {
  const split = createBiquad(gentleHighPass(BAND_HZ, sampleRateHz))
  const compressor = createCompressor(sampleRateHz, {
    thresholdDb,
    ratio: 4,
    kneeDb: 6,
    attackSeconds: 0.002,
    releaseSeconds: 0.05,
  })
  let band = new Float32Array(0)
  return {
    process(samples, count = samples.length) {
      if (band.length < count) band = new Float32Array(count)
      band.set(samples.subarray(0, count))
      split.process(band, count)
      for (let index = 0; index < count; index++) samples[index] = (samples[index] as number) - (band[index] as number)
      compressor.process(band, count)
      for (let index = 0; index < count; index++) samples[index] = (samples[index] as number) + (band[index] as number)
    },
  }
}
