import type { BiquadCoefficients } from './filters.ts'

/** Collects the K-weighted power of a stereo signal. */
export interface PowerSteps {
  /** Mean power of every whole step so far, both channels added. */
  readonly steps: readonly number[]
  /** Takes the first `count` samples of both channels. */
  push(left: Float32Array, right: Float32Array, count: number): void
}

/** Length of a step; a gating block of the standard is four of them. */
export const STEP_SECONDS = 0.1

/** Measures power by steps of 100 ms with the K weighting of ITU-R BS.1770-4, at any sample rate. */
export function createPowerSteps(sampleRateHz: number): PowerSteps {
  const add = createWeightedSum(headShelf(sampleRateHz), lowCut(sampleRateHz))
  const stepFrames = Math.round(sampleRateHz * STEP_SECONDS)
  const steps: number[] = []
  let sum = 0
  let filled = 0
  return {
    steps,
    push(left, right, count) {
      for (let from = 0; from < count;) {
        const to = Math.min(count, from + stepFrames - filled)
        sum = add(left, right, from, to, sum)
        filled += to - from
        from = to
        if (filled < stepFrames) continue
        steps.push(sum / stepFrames)
        sum = 0
        filled = 0
      }
    },
  }
}

type WeightedSum = (left: Float32Array, right: Float32Array, from: number, to: number, sum: number) => number

/** Both filters on both channels in one loop: the four recurrences run beside each other instead of after each other. */
function createWeightedSum(first: BiquadCoefficients, second: BiquadCoefficients): WeightedSum {
  const { b0, b1, b2, a1, a2 } = first
  const { b0: d0, b1: d1, b2: d2, a1: c1, a2: c2 } = second
  const state = new Float64Array(8)
  return (left, right, from, to, sum) => {
    let [p1, p2, p3, p4, q1, q2, q3, q4] = state as unknown as Octet
    for (let index = from; index < to; index++) {
      const l = left[index] as number
      const r = right[index] as number
      const shelvedL = b0 * l + p1
      const shelvedR = b0 * r + q1
      p1 = b1 * l - a1 * shelvedL + p2
      q1 = b1 * r - a1 * shelvedR + q2
      p2 = b2 * l - a2 * shelvedL
      q2 = b2 * r - a2 * shelvedR
      const cutL = d0 * shelvedL + p3
      const cutR = d0 * shelvedR + q3
      p3 = d1 * shelvedL - c1 * cutL + p4
      q3 = d1 * shelvedR - c1 * cutR + q4
      p4 = d2 * shelvedL - c2 * cutL
      q4 = d2 * shelvedR - c2 * cutR
      sum += cutL * cutL + cutR * cutR
    }
    state.set([p1, p2, p3, p4, q1, q2, q3, q4])
    // Denormal numbers are slow: a filter that has rung out is at rest.
    for (let index = 0; index < state.length; index++) if (Math.abs(state[index] as number) < 1e-20) state[index] = 0
    return sum
  }
}

type Octet = [number, number, number, number, number, number, number, number]

/* The standard tabulates both filters at 48 kHz only; these are the analogue prototypes that give its numbers there. */

/** The shelf that stands for the head. */
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
