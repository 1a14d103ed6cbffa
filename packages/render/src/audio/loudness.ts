import { createBiquad, createCascade, type BiquadCoefficients, type Filter } from './filters.ts'
import { createPeakMeter } from './true-peak.ts'

/** How loud a signal is, by ITU-R BS.1770-4. */
export interface Loudness {
  /** Integrated loudness with both gates; −70 when nothing passes the absolute one. */
  readonly integratedLufs: number
  /** True peak, four times oversampled; −120 at the lowest. */
  readonly truePeakDbtp: number
}

/** Measures a signal that arrives block by block. */
export interface LoudnessMeter {
  /** Takes the first `count` samples (default: all) of both channels. */
  push(left: Float32Array, right: Float32Array, count?: number): void
  /** Of everything so far. */
  result(): Loudness
}

/** The absolute gate: what is quieter counts as silence. */
export const SILENCE_LUFS = -70
/** Reported instead of minus infinity. */
const SILENCE_DBTP = -120

const STEP_SECONDS = 0.1
/** A gating block is 400 ms long, that is four steps. */
const STEPS_PER_BLOCK = 4
const RELATIVE_GATE_LU = -10

/** Measures a whole stereo signal. For mono give the same channel twice: it is then heard from both sides. */
export function measureLoudness(left: Float32Array, right: Float32Array, sampleRateHz: number): Loudness {
  const meter = createLoudnessMeter(sampleRateHz)
  meter.push(left, right)
  return meter.result()
}

/** A meter for stereo signals. Without `truePeak` it is faster and reports −120 as the peak. */
export function createLoudnessMeter(
  sampleRateHz: number,
  { truePeak = true }: { readonly truePeak?: boolean } = {},
): LoudnessMeter {
  const energy = createEnergySteps(sampleRateHz)
  const peaks = [createPeakMeter(), createPeakMeter()] as const
  return {
    push(left, right, count = left.length) {
      energy.push(left, right, count)
      if (!truePeak) return
      peaks[0].push(left, count)
      peaks[1].push(right, count)
    },
    result() {
      const peak = Math.max(peaks[0].peak, peaks[1].peak)
      return {
        integratedLufs: integrate(blockPowers(energy.steps)),
        truePeakDbtp: Math.max(SILENCE_DBTP, 20 * Math.log10(peak)),
      }
    },
  }
}

/** Collects the K-weighted power of every 100 ms, both channels added. */
function createEnergySteps(sampleRateHz: number) {
  const filters = [createWeighting(sampleRateHz), createWeighting(sampleRateHz)] as const
  const stepFrames = Math.round(sampleRateHz * STEP_SECONDS)
  const steps: number[] = []
  let weighted = [new Float32Array(0), new Float32Array(0)] as const
  let sum = 0
  let filled = 0
  const addStep = () => {
    steps.push(sum / stepFrames)
    sum = 0
    filled = 0
  }
  return {
    steps,
    push(left: Float32Array, right: Float32Array, count: number) {
      if (weighted[0].length < count) weighted = [new Float32Array(count), new Float32Array(count)]
      for (const [channel, samples] of [left, right].entries()) {
        const target = weighted[channel as 0 | 1]
        target.set(samples.subarray(0, count))
        filters[channel as 0 | 1].process(target, count)
      }
      for (let from = 0; from < count;) {
        const to = Math.min(count, from + stepFrames - filled)
        // One by one, in the order of time, however the signal is cut into blocks.
        for (let index = from; index < to; index++) sum += weighted[0][index]! ** 2 + weighted[1][index]! ** 2
        filled += to - from
        from = to
        if (filled === stepFrames) addStep()
      }
    },
  }
}

/** Overlapping gating blocks of 400 ms from steps of 100 ms. */
function blockPowers(steps: readonly number[]): number[] {
  const blocks: number[] = []
  for (let end = STEPS_PER_BLOCK; end <= steps.length; end++) {
    const block = steps.slice(end - STEPS_PER_BLOCK, end)
    blocks.push(mean(block))
  }
  return blocks
}

/** The mean of the blocks above the absolute gate, and above the gate 10 LU under their own mean. */
function integrate(blocks: readonly number[]): number {
  const audible = blocks.filter((block) => toLufs(block) > SILENCE_LUFS)
  if (audible.length === 0) return SILENCE_LUFS
  const relativeGate = toLufs(mean(audible)) + RELATIVE_GATE_LU
  return toLufs(mean(audible.filter((block) => toLufs(block) > relativeGate)))
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const toLufs = (power: number): number => -0.691 + 10 * Math.log10(power)

/** The K weighting of the standard for any sample rate: a shelf for the head, then a high-pass. */
function createWeighting(sampleRateHz: number): Filter {
  return createCascade(createBiquad(headShelf(sampleRateHz)), createBiquad(lowCut(sampleRateHz)))
}

/* The standard tabulates both filters at 48 kHz only; these are the analogue prototypes that give its numbers there. */

function headShelf(sampleRateHz: number): BiquadCoefficients {
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRateHz)
  const q = 0.7071752369554196
  const high = 10 ** (3.999843853973347 / 20)
  const band = high ** 0.4996667741545416
  const a0 = 1 + k / q + k * k
  return {
    b0: (high + (band * k) / q + k * k) / a0,
    b1: (2 * (k * k - high)) / a0,
    b2: (high - (band * k) / q + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / q + k * k) / a0,
  }
}

function lowCut(sampleRateHz: number): BiquadCoefficients {
  const k = Math.tan((Math.PI * 38.13547087602444) / sampleRateHz)
  const q = 0.5003270373238773
  const a0 = 1 + k / q + k * k
  return { b0: 1, b1: -2, b2: 1, a1: (2 * (k * k - 1)) / a0, a2: (1 - k / q + k * k) / a0 }
}
