import { createPeakMeter } from './true-peak.ts'
import { createPowerSteps } from './weighting.ts'

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

/** A gating block is 400 ms long. */
const STEPS_PER_BLOCK = 4
const RELATIVE_GATE_LU = -10

/** Measures a whole stereo signal. For mono give the same channel twice: it is then heard from both sides. */
export function measureLoudness(left: Float32Array, right: Float32Array, sampleRateHz: number): Loudness {
  const meter = createLoudnessMeter(sampleRateHz)
  meter.push(left, right)
  return meter.result()
}

/** A meter for stereo signals. */
export function createLoudnessMeter(sampleRateHz: number): LoudnessMeter {
  const power = createPowerSteps(sampleRateHz)
  const peaks = [createPeakMeter(), createPeakMeter()] as const
  return {
    push(left, right, count = left.length) {
      power.push(left, right, count)
      peaks[0].push(left, count)
      peaks[1].push(right, count)
    },
    result() {
      const peak = Math.max(peaks[0].peak, peaks[1].peak)
      return {
        integratedLufs: integratedLoudness(power.steps),
        truePeakDbtp: Math.max(SILENCE_DBTP, 20 * Math.log10(peak)),
      }
    },
  }
}

/**
 * Integrated loudness in LUFS from K-weighted powers of 100 ms each: the mean of the overlapping blocks above the
 * absolute gate, and above the gate 10 LU under their own mean.
 */
export function integratedLoudness(steps: readonly number[]): number {
  const audible = blockPowers(steps).filter((block) => toLufs(block) > SILENCE_LUFS)
  if (audible.length === 0) return SILENCE_LUFS
  const relativeGate = toLufs(mean(audible)) + RELATIVE_GATE_LU
  return toLufs(mean(audible.filter((block) => toLufs(block) > relativeGate)))
}

function blockPowers(steps: readonly number[]): number[] {
  const blocks: number[] = []
  for (let end = STEPS_PER_BLOCK; end <= steps.length; end++) blocks.push(mean(steps.slice(end - STEPS_PER_BLOCK, end)))
  return blocks
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Loudness of a K-weighted power, in LUFS. */
export const toLufs = (power: number): number => -0.691 + 10 * Math.log10(power)
