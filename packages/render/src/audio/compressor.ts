import type { Filter } from './filters.ts'

export interface CompressorOptions {
  readonly thresholdDb: number
  readonly ratio: number
  /** Width of the soft knee around the threshold. */
  readonly kneeDb: number
  readonly attackSeconds: number
  readonly releaseSeconds: number
}

/** Gain is worked out once for this many samples and glides in between. */
const STRIDE = 16
const DETECTOR_SECONDS = 0.01

/** Evens out a mono signal: louder parts are turned down, smoothly, by their RMS level. Nothing is turned up. */
export function createCompressor(sampleRateHz: number, options: CompressorOptions): Filter {
  const coefficient = (seconds: number) => 1 - Math.exp(-STRIDE / (seconds * sampleRateHz))
  const detect = coefficient(DETECTOR_SECONDS)
  const attack = coefficient(options.attackSeconds)
  const release = coefficient(options.releaseSeconds)
  let power = 0
  let reductionDb = 0
  let gain = 1

  const glide = (samples: Float32Array, from: number, to: number) => {
    let sum = 0
    for (let index = from; index < to; index++) sum += (samples[index] as number) ** 2
    power += detect * (sum / (to - from) - power)
    const wanted = reductionAt(10 * Math.log10(power + 1e-12), options)
    reductionDb += (wanted > reductionDb ? attack : release) * (wanted - reductionDb)
    const next = 10 ** (-reductionDb / 20)
    const step = (next - gain) / (to - from)
    for (let index = from; index < to; index++) {
      gain += step
      samples[index] = (samples[index] as number) * gain
    }
    gain = next
  }

  return {
    process(samples, count = samples.length) {
      for (let from = 0; from < count; from += STRIDE) glide(samples, from, Math.min(count, from + STRIDE))
    },
  }
}

/** How many dB a level is turned down: nothing under the knee, a parabola in it, a straight line above. */
function reductionAt(levelDb: number, { thresholdDb, ratio, kneeDb }: CompressorOptions): number {
  const over = levelDb - thresholdDb + kneeDb / 2
  const slope = 1 - 1 / ratio
  if (over <= 0) return 0
  return over < kneeDb ? (slope * over * over) / (2 * kneeDb) : slope * (levelDb - thresholdDb)
}
