/** Taps of each of the four phases. */
export const PEAK_TAPS = 12

/**
 * The four-times oversampling filter of ITU-R BS.1770-4, annex 2: phases 0 and 1. Phases 3 and 2 are these backwards.
 * An output of any phase lies about `PEAK_TAPS / 2` samples behind the newest input.
 */
const PHASE_0 = [
  0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875, 0.1373291015625, 0.97216796875,
  -0.102294921875, 0.047607421875, -0.026611328125, 0.014892578125, -0.00830078125,
] as const
const PHASE_1 = [
  -0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625, 0.77978515625,
  -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375,
] as const

const PHASES: readonly Float64Array[] = [
  Float64Array.from(PHASE_0),
  Float64Array.from(PHASE_1),
  Float64Array.from(PHASE_1.toReversed()),
  Float64Array.from(PHASE_0.toReversed()),
]

/** No signal of sample peak 1 comes out of the filter higher than this. */
export const OVERSHOOT_BOUND = Math.max(...PHASES.map((taps) => taps.reduce((sum, tap) => sum + Math.abs(tap), 0)))

/** The highest of the four oversampled values around the twelve samples that end at `samples[newest]`. */
export function oversampledPeak(samples: Float32Array, newest: number): number {
  let peak = 0
  for (const taps of PHASES) {
    let sum = 0
    for (let tap = 0; tap < PEAK_TAPS; tap++) sum += (taps[tap] as number) * (samples[newest - tap] as number)
    peak = Math.max(peak, Math.abs(sum))
  }
  return peak
}

/** Follows the true peak of one channel. */
export interface PeakMeter {
  push(samples: Float32Array, count: number): void
  /** Linear, 0 for silence; the peak so far. */
  readonly peak: number
}

/** Whole chunks whose samples are too small to raise the peak are passed over. */
const CHUNK = 32

/** A true-peak meter for one channel, in linear units. Also counts the plain samples, as the standard allows. */
export function createPeakMeter(): PeakMeter {
  const lead = PEAK_TAPS - 1
  let window = new Float32Array(lead)
  let peak = 0
  return {
    push(samples, count) {
      const previous = window.subarray(window.length - lead)
      const signal = new Float32Array(lead + count)
      signal.set(previous)
      signal.set(samples.subarray(0, count), lead)
      for (let from = lead; from < signal.length; from += CHUNK) {
        const to = Math.min(from + CHUNK, signal.length)
        const highest = highestSample(signal, from - lead, to)
        if (highest * OVERSHOOT_BOUND <= peak) continue
        peak = Math.max(peak, highest)
        for (let index = from; index < to; index++) peak = Math.max(peak, oversampledPeak(signal, index))
      }
      window = signal
    },
    get peak() {
      return peak
    },
  }
}

/** The largest magnitude among `samples[from]` to `samples[to - 1]`. */
export function highestSample(samples: Float32Array, from: number, to: number): number {
  let highest = 0
  for (let index = from; index < to; index++) {
    const magnitude = Math.abs(samples[index] as number)
    if (magnitude > highest) highest = magnitude
  }
  return highest
}
