import { highestSample, OVERSHOOT_BOUND, oversampledPeak, PEAK_TAPS } from './true-peak.ts'

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
  const ceiling = 10 ** (ceilingDbtp / 20)
  const lookAhead = Math.round(LOOK_AHEAD_SECONDS * sampleRateHz)
  // An oversampled peak belongs to samples up to a filter's length back: these are held down as well.
  const delayFrames = lookAhead + PEAK_TAPS
  const needed = createGainDetector(ceiling)
  const held = createSlidingMinimum(delayFrames + 1)
  const smooth = createMovingAverage(lookAhead)
  const release = 1 - Math.exp(-1 / (RELEASE_SECONDS * sampleRateHz))
  const delays = [createDelay(delayFrames), createDelay(delayFrames)] as const
  let gains = new Float64Array(0)
  let released = 1
  return {
    delayFrames,
    process(left, right, count) {
      if (gains.length < count) gains = new Float64Array(count)
      needed(left, right, count, gains)
      for (let index = 0; index < count; index++) {
        released = Math.min(held(gains[index] as number), released + release * (1 - released))
        const gain = smooth(released)
        left[index] = delays[0](left[index] as number) * gain
        right[index] = delays[1](right[index] as number) * gain
      }
    },
  }
}

/** The gain at which each sample's neighbourhood stays under the ceiling. */
function createGainDetector(ceiling: number) {
  const lead = PEAK_TAPS - 1
  let history = [new Float32Array(lead), new Float32Array(lead)] as const
  return (left: Float32Array, right: Float32Array, count: number, gains: Float64Array): void => {
    const signals = [withLead(history[0], left, count), withLead(history[1], right, count)] as const
    for (let from = 0; from < count; from += CHUNK) {
      const to = Math.min(count, from + CHUNK)
      gains.fill(1, from, to)
      for (const signal of signals) {
        if (highestSample(signal, from, to + lead) * OVERSHOOT_BOUND <= ceiling) continue
        for (let index = from; index < to; index++) {
          const peak = Math.max(Math.abs(signal[index + lead] as number), oversampledPeak(signal, index + lead))
          if (peak > ceiling) gains[index] = Math.min(gains[index] as number, ceiling / peak)
        }
      }
    }
    history = [signals[0].slice(-lead), signals[1].slice(-lead)]
  }
}

function withLead(lead: Float32Array, samples: Float32Array, count: number): Float32Array {
  const signal = new Float32Array(lead.length + count)
  signal.set(lead)
  signal.set(samples.subarray(0, count), lead.length)
  return signal
}

/** The smallest of the last `length` values, by a queue of candidates that only grow. */
function createSlidingMinimum(length: number): (value: number) => number {
  const values = new Float64Array(length + 1)
  const times = new Float64Array(length + 1)
  let [first, size, now] = [0, 0, 0]
  return (value) => {
    const last = () => (first + size - 1) % values.length
    while (size > 0 && (values[last()] as number) >= value) size--
    size++
    values[last()] = value
    times[last()] = now
    if ((times[first] as number) <= now - length) {
      first = (first + 1) % values.length
      size--
    }
    now++
    return values[first] as number
  }
}

function createMovingAverage(length: number): (value: number) => number {
  const values = new Float64Array(length).fill(1)
  let at = 0
  let excess = 0
  // Counted as distance from 1, which is exact while nothing is limited: rounding cannot pile up.
  return (value) => {
    excess += value - (values[at] as number)
    values[at] = value
    at = (at + 1) % length
    if (value === 1 && Math.abs(excess) < 1e-9) excess = 0
    return 1 + excess / length
  }
}

function createDelay(length: number): (value: number) => number {
  const line = new Float32Array(length)
  let at = 0
  return (value) => {
    const delayed = line[at] as number
    line[at] = value
    at = (at + 1) % length
    return delayed
  }
}
