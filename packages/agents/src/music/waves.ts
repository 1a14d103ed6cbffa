import { createRandom } from '@mavs/core/essentials'

export const SAMPLE_RATE_HZ = 48_000

const TABLE_LENGTH = 2048

/** How strong each harmonic of a tone is, the fundamental being number 1. */
export type Spectrum = (harmonic: number) => number

/**
 * One period of a tone, peak 1, plus one sample for reading between. Harmonics fade out around `cutoffHz`, as behind a
 * gentle filter, and none is near half the sample rate, so nothing aliases.
 */
export function createTable(frequencyHz: number, spectrum: Spectrum, cutoffHz: number): Float32Array {
  const harmonics = Math.max(1, Math.floor(Math.min(cutoffHz * 2.5, SAMPLE_RATE_HZ / 2.2) / frequencyHz))
  const table = new Float64Array(TABLE_LENGTH + 1)
  for (let harmonic = 1; harmonic <= harmonics; harmonic++) {
    const amplitude = spectrum(harmonic) / (1 + ((harmonic * frequencyHz) / cutoffHz) ** 4)
    // Alternating phases keep the peaks of many harmonics apart.
    const phase = (harmonic * harmonic * Math.PI) / 7
    for (let index = 0; index <= TABLE_LENGTH; index++) {
      const angle = (2 * Math.PI * harmonic * index) / TABLE_LENGTH + phase
      table[index] = (table[index] as number) + amplitude * Math.sin(angle)
    }
  }
  const peak = table.reduce((highest, value) => Math.max(highest, Math.abs(value)), 0)
  return Float32Array.from(table, (value) => value / peak)
}

/** Levels are worked out this often, in samples, and glide in between. */
const LEVEL_STRIDE = 32

/** Adds a tone read from a table, with a level that changes over its samples. */
export function addTable(
  target: Float32Array,
  table: Float32Array,
  frequencyHz: number,
  levelAt: (index: number) => number,
  startPhase = 0,
): void {
  const step = (frequencyHz * TABLE_LENGTH) / SAMPLE_RATE_HZ
  let position = startPhase * TABLE_LENGTH
  let level = levelAt(0)
  for (let from = 0; from < target.length; from += LEVEL_STRIDE) {
    const slope = (levelAt(from + LEVEL_STRIDE) - level) / LEVEL_STRIDE
    const to = Math.min(target.length, from + LEVEL_STRIDE)
    for (let index = from; index < to; index++) {
      const whole = Math.floor(position)
      const below = table[whole] as number
      const value = below + (position - whole) * ((table[whole + 1] as number) - below)
      target[index] = (target[index] as number) + value * level
      level += slope
      position += step
      if (position >= TABLE_LENGTH) position -= TABLE_LENGTH
    }
  }
}

/** Adds a sine that decays by 60 dB in `decaySeconds`, by a rotating phasor. */
export function addPartial(target: Float32Array, frequencyHz: number, amplitude: number, decaySeconds: number): void {
  if (frequencyHz > SAMPLE_RATE_HZ / 2.5) return
  const angle = (2 * Math.PI * frequencyHz) / SAMPLE_RATE_HZ
  const shrink = 10 ** (-3 / (decaySeconds * SAMPLE_RATE_HZ))
  const [cosine, sine] = [Math.cos(angle) * shrink, Math.sin(angle) * shrink]
  let [real, imaginary] = [amplitude, 0]
  for (let index = 0; index < target.length; index++) {
    target[index] = (target[index] as number) + imaginary
    const next = real * cosine - imaginary * sine
    imaginary = real * sine + imaginary * cosine
    real = next
  }
}

/** White noise, always the same for the same seed. */
export function noise(length: number, seed: number): Float32Array {
  const random = createRandom(seed)
  return Float32Array.from({ length }, () => random() * 2 - 1)
}

/** Takes away what is above `frequencyHz`, 6 dB an octave, in place. */
export function soften(samples: Float32Array, frequencyHz: number): Float32Array {
  const amount = onePole(frequencyHz)
  let low = 0
  for (let index = 0; index < samples.length; index++) {
    low += amount * ((samples[index] as number) - low)
    samples[index] = low
  }
  return samples
}

/** Takes away what is below `frequencyHz`, 6 dB an octave, in place. */
export function thin(samples: Float32Array, frequencyHz: number): Float32Array {
  const amount = onePole(frequencyHz)
  let low = 0
  for (let index = 0; index < samples.length; index++) {
    const value = samples[index] as number
    low += amount * (value - low)
    samples[index] = value - low
  }
  return samples
}

/** The smoothing factor of a one-pole filter. */
export const onePole = (frequencyHz: number): number => 1 - Math.exp((-2 * Math.PI * frequencyHz) / SAMPLE_RATE_HZ)

/** Eases the first and last samples of a sound to nothing, in place. */
export function ease(samples: Float32Array, attackSeconds: number, releaseSeconds: number): Float32Array {
  const attack = Math.min(samples.length, Math.round(attackSeconds * SAMPLE_RATE_HZ))
  const release = Math.min(samples.length, Math.round(releaseSeconds * SAMPLE_RATE_HZ))
  for (let index = 0; index < attack; index++) {
    samples[index] = (samples[index] as number) * raisedCosine(index / attack)
  }
  for (let index = 0; index < release; index++) {
    const at = samples.length - 1 - index
    samples[at] = (samples[at] as number) * raisedCosine(index / release)
  }
  return samples
}

const raisedCosine = (position: number): number => 0.5 - 0.5 * Math.cos(Math.PI * position)

/** Silence of so many seconds, to add sounds to. */
export const silence = (seconds: number): Float32Array => new Float32Array(Math.ceil(seconds * SAMPLE_RATE_HZ))
