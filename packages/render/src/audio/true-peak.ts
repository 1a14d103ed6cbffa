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

/** All four phases, one after the other. */
const TAPS = Float64Array.from([...PHASE_0, ...PHASE_1, ...PHASE_1.toReversed(), ...PHASE_0.toReversed()])

/** No signal of sample peak 1 comes out of the filter higher than this. */
export const OVERSHOOT_BOUND = Math.max(...[PHASE_0, PHASE_1].map(sumOfMagnitudes))

function sumOfMagnitudes(taps: readonly number[]): number {
  return taps.reduce((sum, tap) => sum + Math.abs(tap), 0)
}

/** The highest of the four oversampled values around the twelve samples that end at `samples[newest]`. */
export function oversampledPeak(samples: Float32Array, newest: number): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  for (let tap = 0; tap < PEAK_TAPS; tap++) {
    const sample = samples[newest - tap] as number
    a += (TAPS[tap] as number) * sample
    b += (TAPS[tap + PEAK_TAPS] as number) * sample
    c += (TAPS[tap + PEAK_TAPS * 2] as number) * sample
    d += (TAPS[tap + PEAK_TAPS * 3] as number) * sample
  }
  return Math.max(Math.abs(a), Math.abs(b), Math.abs(c), Math.abs(d))
}

/** Follows the true peak of one channel. */
export interface PeakMeter {
  push(samples: Float32Array, count: number): void
  /** Linear, 0 for silence; the peak so far. */
  readonly peak: number
}

/** Whole chunks whose samples are too small to raise the peak are passed over. */
const CHUNK = 64

/** A true-peak meter for one channel, in linear units. Also counts the plain samples, as the standard allows. */
export function createPeakMeter(): PeakMeter {
  const window = createPeakWindow()
  let peak = 0
  return {
    push(samples, count) {
      const signal = window(samples, count)
      for (let from = 0; from < count; from += CHUNK) {
        const to = Math.min(from + CHUNK, count)
        const highest = highestSample(signal, from, to + PEAK_LEAD)
        if (highest * OVERSHOOT_BOUND <= peak) continue
        peak = Math.max(peak, highest)
        for (let index = from; index < to; index++) peak = Math.max(peak, oversampledPeak(signal, index + PEAK_LEAD))
      }
    },
    get peak() {
      return peak
    },
  }
}

/** Samples before a block that its first oversampled values take in. */
export const PEAK_LEAD = PEAK_TAPS - 1

/**
 * Puts the last `PEAK_LEAD` samples of the block before in front of each block. What it answers with may be longer than
 * the two, and is the same array every time.
 */
export function createPeakWindow(): (samples: Float32Array, count: number) => Float32Array {
  let signal = new Float32Array(PEAK_LEAD)
  let filled = 0
  return (samples, count) => {
    const longer = signal.length < PEAK_LEAD + count ? new Float32Array(PEAK_LEAD + count) : signal
    longer.set(signal.subarray(filled, filled + PEAK_LEAD))
    longer.set(samples.subarray(0, count), PEAK_LEAD)
    signal = longer
    filled = count
    return signal
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
