import { createCascade, highPass, lowPass, type Filter } from './filters.ts'

/** Level of the made-up octave against the band that it is made from. */
const AMOUNT = 0.3
const ENVELOPE_SECONDS = 0.004

/**
 * Makes the octave that a 16 kHz voice lacks: the band from 3.5 to 7.5 kHz, squared, is the same band an octave higher.
 * Squaring can't reach beyond 16 kHz, so nothing folds back; dividing by the envelope keeps the level proportional.
 */
export function createExciter(sampleRateHz: number): Filter {
  const band = createCascade(highPass(3500, sampleRateHz), lowPass(7500, sampleRateHz), lowPass(7500, sampleRateHz))
  const octave = createCascade(
    highPass(7200, sampleRateHz),
    highPass(7200, sampleRateHz),
    lowPass(13_000, sampleRateHz),
  )
  const smoothing = 1 - Math.exp(-1 / (ENVELOPE_SECONDS * sampleRateHz))
  let made = new Float32Array(0)
  let envelope = 0
  return {
    process(samples, count = samples.length) {
      if (made.length < count) made = new Float32Array(count)
      made.set(samples.subarray(0, count))
      band.process(made, count)
      for (let index = 0; index < count; index++) {
        const value = made[index] as number
        envelope += smoothing * (Math.abs(value) - envelope)
        made[index] = (value * value) / (envelope + 1e-4)
      }
      if (envelope < 1e-20) envelope = 0
      octave.process(made, count)
      for (let index = 0; index < count; index++) {
        samples[index] = (samples[index] as number) + AMOUNT * (made[index] as number)
      }
    },
  }
}
