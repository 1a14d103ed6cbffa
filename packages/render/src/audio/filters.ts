/** The coefficients of a second-order filter, normalised so that a0 is 1. */
export interface BiquadCoefficients {
  readonly b0: number
  readonly b1: number
  readonly b2: number
  readonly a1: number
  readonly a2: number
}

/** A filter with memory: processes a signal block by block, in place. */
export interface Filter {
  process(samples: Float32Array, count?: number): void
}

/** Runs a second-order section (transposed direct form II). */
export function createBiquad({ b0, b1, b2, a1, a2 }: BiquadCoefficients): Filter {
  let first = 0
  let second = 0
  return {
    process(samples, count = samples.length) {
      let s1 = first
      let s2 = second
      for (let index = 0; index < count; index++) {
        const input = samples[index] as number
        const output = b0 * input + s1
        s1 = b1 * input - a1 * output + s2
        s2 = b2 * input - a2 * output
        samples[index] = output
      }
      first = settle(s1)
      second = settle(s2)
    },
  }
}

/** Runs several sections one after the other, by twos: a processor works on both at once. */
export function createCascade(...sections: readonly BiquadCoefficients[]): Filter {
  const filters: Filter[] = []
  for (let index = 0; index < sections.length; index += 2) {
    const [first, second] = [sections[index] as BiquadCoefficients, sections[index + 1]]
    filters.push(second ? createPair(first, second) : createBiquad(first))
  }
  return {
    process(samples, count) {
      for (const filter of filters) filter.process(samples, count)
    },
  }
}

function createPair(one: BiquadCoefficients, two: BiquadCoefficients): Filter {
  const { b0, b1, b2, a1, a2 } = one
  const { b0: d0, b1: d1, b2: d2, a1: c1, a2: c2 } = two
  let state: readonly [number, number, number, number] = [0, 0, 0, 0]
  return {
    process(samples, count = samples.length) {
      let [s1, s2, s3, s4] = state
      for (let index = 0; index < count; index++) {
        const input = samples[index] as number
        const between = b0 * input + s1
        s1 = b1 * input - a1 * between + s2
        s2 = b2 * input - a2 * between
        const output = d0 * between + s3
        s3 = d1 * between - c1 * output + s4
        s4 = d2 * between - c2 * output
        samples[index] = output
      }
      state = [settle(s1), settle(s2), settle(s3), settle(s4)]
    },
  }
}

/** Denormal numbers are slow: a filter that has rung out is at rest. */
const settle = (value: number): number => (Math.abs(value) < 1e-20 ? 0 : value)

/* The designs follow Robert Bristow-Johnson's "Audio EQ Cookbook". */

/** Takes away what is below `frequencyHz`, 12 dB an octave. */
export function highPass(frequencyHz: number, sampleRateHz: number, q = Math.SQRT1_2): BiquadCoefficients {
  const { cosine, alpha } = prototype(frequencyHz, sampleRateHz, q)
  return normalise((1 + cosine) / 2, -(1 + cosine), (1 + cosine) / 2, 1 + alpha, -2 * cosine, 1 - alpha)
}

/** Takes away what is below `frequencyHz`, 6 dB an octave: what it leaves and what it takes add up without a bump. */
export function gentleHighPass(frequencyHz: number, sampleRateHz: number): BiquadCoefficients {
  const k = Math.tan((Math.PI * frequencyHz) / sampleRateHz)
  return normalise(1, -1, 0, 1 + k, k - 1, 0)
}

/** Takes away what is above `frequencyHz`, 12 dB an octave. */
export function lowPass(frequencyHz: number, sampleRateHz: number, q = Math.SQRT1_2): BiquadCoefficients {
  const { cosine, alpha } = prototype(frequencyHz, sampleRateHz, q)
  return normalise((1 - cosine) / 2, 1 - cosine, (1 - cosine) / 2, 1 + alpha, -2 * cosine, 1 - alpha)
}

/** Raises or lowers a band around `frequencyHz`. */
export function peaking(frequencyHz: number, sampleRateHz: number, gainDb: number, q: number): BiquadCoefficients {
  const { cosine, alpha } = prototype(frequencyHz, sampleRateHz, q)
  const gain = 10 ** (gainDb / 40)
  return normalise(1 + alpha * gain, -2 * cosine, 1 - alpha * gain, 1 + alpha / gain, -2 * cosine, 1 - alpha / gain)
}

/** Raises or lowers everything above `frequencyHz`. */
export function highShelf(frequencyHz: number, sampleRateHz: number, gainDb: number): BiquadCoefficients {
  return shelf(frequencyHz, sampleRateHz, gainDb, 1)
}

/** Raises or lowers everything below `frequencyHz`. */
export function lowShelf(frequencyHz: number, sampleRateHz: number, gainDb: number): BiquadCoefficients {
  return shelf(frequencyHz, sampleRateHz, gainDb, -1)
}

/** The cookbook's two shelves differ in the sign of their cosine terms only. */
function shelf(frequencyHz: number, sampleRateHz: number, gainDb: number, side: 1 | -1): BiquadCoefficients {
  const { cosine, alpha } = prototype(frequencyHz, sampleRateHz, Math.SQRT1_2)
  const gain = 10 ** (gainDb / 40)
  const width = 2 * Math.sqrt(gain) * alpha
  const tilt = side * cosine
  return normalise(
    gain * (gain + 1 + (gain - 1) * tilt + width),
    -2 * side * gain * (gain - 1 + (gain + 1) * tilt),
    gain * (gain + 1 + (gain - 1) * tilt - width),
    gain + 1 - (gain - 1) * tilt + width,
    2 * side * (gain - 1 - (gain + 1) * tilt),
    gain + 1 - (gain - 1) * tilt - width,
  )
}

function prototype(frequencyHz: number, sampleRateHz: number, q: number): { cosine: number; alpha: number } {
  const angle = (2 * Math.PI * frequencyHz) / sampleRateHz
  return { cosine: Math.cos(angle), alpha: Math.sin(angle) / (2 * q) }
}

function normalise(b0: number, b1: number, b2: number, a0: number, a1: number, a2: number): BiquadCoefficients {
  return { b0: b0 / a0, b1: b1 / a0, b2: b2 / a0, a1: a1 / a0, a2: a2 / a0 }
}
