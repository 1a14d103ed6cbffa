import { setImmediate as others } from 'node:timers/promises'
import { createSpectrum } from './spectrum.ts'

/** What a recording sounds like, a frame every 10 ms. */
export interface Features {
  readonly frames: number
  /** `frames` rows of `FEATURES` values, each column with mean 0. */
  readonly values: Float32Array
}

/** The rate that features are taken at. */
export const SAMPLE_RATE_HZ = 16_000
export const FRAMES_A_SECOND = 100
/** From a frame's start to its middle. */
export const FRAME_CENTRE_SECONDS = 0.0125

const BLOCK = 512
const WINDOW = 400
const HOP = SAMPLE_RATE_HZ / FRAMES_A_SECOND
const BANDS = 26
const BAND_HZ = { from: 80, to: 7600 } as const
const COEFFICIENTS = 13
const PRE_EMPHASIS = 0.97

/** Values of a frame: the coefficients, and how they change. */
export const FEATURES = 2 * COEFFICIENTS

/** Loudness weighs more than each detail of the sound. */
const LOUDNESS_WEIGHT = 1.5

/** So many frames are worked on before others get their turn: a few milliseconds. */
const FRAMES_AT_ONCE = 200

/** Mel-frequency cepstral coefficients and their slopes of mono speech at 16 kHz (Davis and Mermelstein, 1980). */
export async function speechFeatures(samples: Float32Array, signal: AbortSignal): Promise<Features> {
  const frames = Math.max(1, Math.floor((samples.length - WINDOW) / HOP) + 1)
  const cepstra = new Float32Array(frames * COEFFICIENTS)
  const analyse = createAnalysis()
  for (let frame = 0; frame < frames; frame++) {
    if (frame % FRAMES_AT_ONCE === 0) await others(undefined, { signal })
    analyse(samples, frame * HOP, cepstra.subarray(frame * COEFFICIENTS, (frame + 1) * COEFFICIENTS))
  }
  return { frames, values: normalise(withSlopes(cepstra, frames), frames) }
}

/** What turns one window of sound into its coefficients. */
function createAnalysis(): (samples: Float32Array, start: number, into: Float32Array) => void {
  const spectrum = createSpectrum(BLOCK)
  const block = new Float64Array(BLOCK)
  const power = new Float64Array(BLOCK / 2 + 1)
  const energies = new Float64Array(BANDS)
  const filters = melFilters()
  const hann = Float64Array.from({ length: WINDOW }, (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / WINDOW))
  const cosines = Array.from({ length: COEFFICIENTS }, (_, k) =>
    Float64Array.from({ length: BANDS }, (__, band) => Math.cos((Math.PI * k * (band + 0.5)) / BANDS)),
  )
  return (samples, start, into) => {
    for (let at = 0; at < WINDOW; at++) {
      const sample = (samples[start + at] ?? 0) - PRE_EMPHASIS * (samples[start + at - 1] ?? 0)
      block[at] = sample * (hann[at] as number)
    }
    spectrum.measure(block, power)
    for (const [band, { from, weights }] of filters.entries()) {
      let sum = 1e-8
      for (let at = 0; at < weights.length; at++) sum += (weights[at] as number) * (power[from + at] as number)
      energies[band] = Math.log(sum)
    }
    for (const [k, cosine] of cosines.entries()) {
      let sum = 0
      for (let band = 0; band < BANDS; band++) sum += (cosine[band] as number) * (energies[band] as number)
      into[k] = sum
    }
  }
}

/** Overlapping triangles, evenly spaced on the mel scale. */
function melFilters(): { readonly from: number; readonly weights: Float64Array }[] {
  const toMel = (hz: number) => 2595 * Math.log10(1 + hz / 700)
  const toHz = (mel: number) => 700 * (10 ** (mel / 2595) - 1)
  const lowest = toMel(BAND_HZ.from)
  const step = (toMel(BAND_HZ.to) - lowest) / (BANDS + 1)
  const edge = (index: number) => (toHz(lowest + step * index) * BLOCK) / SAMPLE_RATE_HZ
  return Array.from({ length: BANDS }, (_, band) => {
    const [low, middle, high] = [edge(band), edge(band + 1), edge(band + 2)]
    const from = Math.ceil(low)
    const weights = Float64Array.from({ length: Math.ceil(high) - from }, (__, at) => {
      const bin = from + at
      return bin < middle ? (bin - low) / (middle - low) : (high - bin) / (high - middle)
    })
    return { from, weights }
  })
}

/** Coefficients with their slopes beside them. */
function withSlopes(cepstra: Float32Array, frames: number): Float32Array {
  const values = new Float32Array(frames * FEATURES)
  for (let frame = 0; frame < frames; frame++) {
    const before = Math.max(0, frame - 2) * COEFFICIENTS
    const after = Math.min(frames - 1, frame + 2) * COEFFICIENTS
    for (let k = 0; k < COEFFICIENTS; k++) {
      values[frame * FEATURES + k] = cepstra[frame * COEFFICIENTS + k] as number
      values[frame * FEATURES + COEFFICIENTS + k] = (cepstra[after + k] as number) - (cepstra[before + k] as number)
    }
  }
  return values
}

/** Every column with mean 0 and deviation 1, so that voices and microphones compare; loudness counts more. */
function normalise(values: Float32Array, frames: number): Float32Array {
  for (let k = 0; k < FEATURES; k++) {
    let sum = 0
    let squares = 0
    for (let at = k; at < values.length; at += FEATURES) {
      sum += values[at] as number
      squares += (values[at] as number) ** 2
    }
    const mean = sum / frames
    const deviation = Math.sqrt(Math.max(0, squares / frames - mean ** 2)) || 1
    const weight = k % COEFFICIENTS === 0 ? LOUDNESS_WEIGHT : 1
    for (let at = k; at < values.length; at += FEATURES) {
      values[at] = (((values[at] as number) - mean) / deviation) * weight
    }
  }
  return values
}

/** The same at a coarser pace: each row is the mean of so many. */
export function coarsen({ frames, values }: Features, by: number): Features {
  const rows = Math.ceil(frames / by)
  const coarse = new Float32Array(rows * FEATURES)
  for (let frame = 0; frame < frames; frame++) {
    const row = Math.floor(frame / by)
    const share = 1 / Math.min(by, frames - row * by)
    for (let k = 0; k < FEATURES; k++) coarse[row * FEATURES + k]! += (values[frame * FEATURES + k] as number) * share
  }
  return { frames: rows, values: coarse }
}
