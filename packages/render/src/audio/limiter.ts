import { createPeakWindow, highestSample, OVERSHOOT_BOUND, oversampledPeak, PEAK_LEAD, PEAK_TAPS } from './true-peak.ts'

/** Keeps true peaks under a ceiling by turning the signal down ahead of them. */
export interface Limiter {
  /** Both channels in place; what comes out is `delayFrames` late. */
  process(left: Float32Array, right: Float32Array, count: number): void
  readonly delayFrames: number
}

const LOOK_AHEAD_SECONDS = 0.005
const RELEASE_SECONDS = 0.12
/** Stretches that are quiet enough are not oversampled. */
const CHUNK = 64

/** A stereo-linked look-ahead limiter; its gain never moves faster than the look-ahead, so it does not distort. */
export function createLimiter(sampleRateHz: number, ceilingDbtp: number): Limiter {
  const lookAhead = Math.round(LOOK_AHEAD_SECONDS * sampleRateHz)
  // An oversampled peak belongs to samples up to a filter's length back: these are held down as well.
  const delayFrames = lookAhead + PEAK_TAPS
  const detect = createGainDetector(10 ** (ceilingDbtp / 20))
  const steps: readonly GainStep[] = [
    createSlidingMinimum(delayFrames + 1),
    createRelease(1 - Math.exp(-1 / (RELEASE_SECONDS * sampleRateHz))),
    createMovingAverage(lookAhead),
  ]
  const delays = [createDelay(delayFrames), createDelay(delayFrames)] as const
  let gains = new Float64Array(0)
  let isAtRest = true
  return {
    delayFrames,
    process(left, right, count) {
      if (gains.length < count) gains = new Float64Array(count)
      const isLoud = detect(left, right, count, gains)
      delays[0](left, count)
      delays[1](right, count)
      if (isAtRest && !isLoud) return
      for (const step of steps) step(gains, count)
      multiply(left, gains, count)
      multiply(right, gains, count)
      // Once a whole block longer than any step remembers has passed untouched, the steps have nothing left to do.
      isAtRest = !isLoud && count > delayFrames + lookAhead && gains.subarray(0, count).every((gain) => gain === 1)
    },
  }
}

function multiply(samples: Float32Array, gains: Float64Array, count: number): void {
  for (let index = 0; index < count; index++) samples[index] = (samples[index] as number) * (gains[index] as number)
}

/** Changes gains in place; 1 in stays 1 once a step has come to rest. */
type GainStep = (gains: Float64Array, count: number) => void

/** The gain at which each sample's neighbourhood stays under the ceiling; tells whether it is less than 1 anywhere. */
function createGainDetector(ceiling: number) {
  const windows = [createPeakWindow(), createPeakWindow()] as const
  return (left: Float32Array, right: Float32Array, count: number, gains: Float64Array): boolean => {
    const signals = [windows[0](left, count), windows[1](right, count)] as const
    gains.fill(1, 0, count)
    let isLoud = false
    for (const signal of signals) {
      for (let from = 0; from < count; from += CHUNK) {
        const to = Math.min(count, from + CHUNK)
        if (highestSample(signal, from, to + PEAK_LEAD) * OVERSHOOT_BOUND <= ceiling) continue
        for (let index = from; index < to; index++) {
          const peak = Math.max(
            Math.abs(signal[index + PEAK_LEAD] as number),
            oversampledPeak(signal, index + PEAK_LEAD),
          )
          if (peak <= ceiling) continue
          gains[index] = Math.min(gains[index] as number, ceiling / peak)
          isLoud = true
        }
      }
    }
    return isLoud
  }
}

/** The smallest of the last `length` values, by a queue of candidates that only grow. */
function createSlidingMinimum(length: number): GainStep {
  const size = length + 1
  const values = new Float64Array(size)
  const times = new Float64Array(size)
  let [first, next, now] = [0, 0, 0]
  return (gains, count) => {
    for (let index = 0; index < count; index++, now++) {
      const value = gains[index] as number
      while (next > first && (values[(next - 1) % size] as number) >= value) next--
      values[next % size] = value
      times[next % size] = now
      next++
      if ((times[first % size] as number) <= now - length) first++
      gains[index] = values[first % size] as number
    }
  }
}

/** Down at once, up slowly; the last billionth at once, so that there is an end. */
function createRelease(amount: number): GainStep {
  let released = 1
  return (gains, count) => {
    for (let index = 0; index < count; index++) {
      const risen = released + amount * (1 - released)
      released = Math.min(gains[index] as number, risen > 1 - 1e-9 ? 1 : risen)
      gains[index] = released
    }
  }
}

function createMovingAverage(length: number): GainStep {
  const values = new Float64Array(length).fill(1)
  let at = 0
  let excess = 0
  // Counted as distance from 1, which is exact while nothing is limited: rounding cannot pile up.
  return (gains, count) => {
    for (let index = 0; index < count; index++) {
      const value = gains[index] as number
      excess += value - (values[at] as number)
      values[at] = value
      at = at + 1 === length ? 0 : at + 1
      if (value === 1 && Math.abs(excess) < 1e-9) excess = 0
      gains[index] = 1 + excess / length
    }
  }
}

function createDelay(length: number): (samples: Float32Array, count: number) => void {
  let line = new Float32Array(length)
  return (samples, count) => {
    if (line.length < length + count) {
      const longer = new Float32Array(length + count)
      longer.set(line.subarray(0, length))
      line = longer
    }
    line.set(samples.subarray(0, count), length)
    samples.set(line.subarray(0, count))
    line.copyWithin(0, count, count + length)
  }
}
