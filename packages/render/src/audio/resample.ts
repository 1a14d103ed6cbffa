/** Converts a signal from one sample rate to another, block by block. */
export interface Resampler {
  /** Takes the next samples and gives those of the new rate that can be told already; valid until the next call. */
  process(input: Float32Array): Float32Array
  /** The rest. All outputs together are round(inputs × new rate ÷ old rate) samples, aligned with the input's start. */
  flush(): Float32Array
}

/** Zero crossings of the sinc on each side: with the window below, 90 dB of rejection. */
const HALF_WIDTH = 32
/** Kaiser's shape parameter for 90 dB. */
const KAISER_BETA = 9
/** The pass band's edge as a part of the smaller Nyquist frequency. */
const PASS_BAND = 0.95

/** A whole signal at another rate. */
export function resample(input: Float32Array, fromHz: number, toHz: number): Float32Array {
  const resampler = createResampler(fromHz, toHz)
  const head = resampler.process(input).slice()
  const tail = resampler.flush()
  const output = new Float32Array(head.length + tail.length)
  output.set(head)
  output.set(tail, head.length)
  return output
}

/** A polyphase windowed-sinc converter between two whole rates in Hz; exact rational steps, so nothing drifts. */
export function createResampler(fromHz: number, toHz: number): Resampler {
  if (fromHz === toHz) return { process: (input) => input, flush: () => new Float32Array(0) }
  const divisor = greatestCommonDivisor(fromHz, toHz)
  return createPolyphase(toHz / divisor, fromHz / divisor)
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

/** `up` outputs for every `down` inputs. */
function createPolyphase(up: number, down: number): Resampler {
  // Even, so that all taps can be taken by fours.
  const halfTaps = 2 * Math.ceil((HALF_WIDTH / 2) * Math.max(1, down / up))
  const taps = halfTaps * 2
  const table = createTable(up, halfTaps, Math.min(1, up / down) * PASS_BAND)
  // Silence before the signal centres the first output on the first input.
  let signal = new Float64Array(halfTaps - 1)
  let kept = halfTaps - 1
  let output = new Float32Array(0)
  let consumed = 0
  let produced = 0
  let phase = 0

  const process = (input: Float32Array): Float32Array => {
    const length = kept + input.length
    if (signal.length < length) signal = lengthened(signal, length)
    signal.set(input, kept)
    const count = Math.max(0, Math.ceil(((length - taps + 1) * up - phase) / down))
    if (output.length < count) output = new Float32Array(count)
    let at = 0
    for (let index = 0; index < count; index++) {
      const row = phase * taps
      // Written out here, and as four sums that do not wait for each other: this is the mix's innermost loop.
      let a = 0
      let b = 0
      let c = 0
      let d = 0
      for (let tap = 0; tap < taps; tap += 4) {
        a += (table[row + tap] as number) * (signal[at + tap] as number)
        b += (table[row + tap + 1] as number) * (signal[at + tap + 1] as number)
        c += (table[row + tap + 2] as number) * (signal[at + tap + 2] as number)
        d += (table[row + tap + 3] as number) * (signal[at + tap + 3] as number)
      }
      output[index] = a + b + (c + d)
      phase += down
      at += Math.floor(phase / up)
      phase %= up
    }
    signal.copyWithin(0, at, length)
    kept = length - at
    produced += count
    return output.subarray(0, count)
  }

  return {
    process(input) {
      consumed += input.length
      return process(input)
    },
    flush() {
      const missing = Math.round((consumed * up) / down) - produced
      return missing > 0 ? process(new Float32Array(halfTaps + 1)).subarray(0, missing) : new Float32Array(0)
    },
  }
}

function lengthened(samples: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(length)
  longer.set(samples)
  return longer
}

/** One row of filter taps for each of the `phases` places that an output can have between two inputs. */
function createTable(phases: number, halfTaps: number, cutoff: number): Float64Array {
  const taps = halfTaps * 2
  const table = new Float64Array(phases * taps)
  for (let phase = 0; phase < phases; phase++) {
    const row = Array.from({ length: taps }, (_, tap) =>
      windowedSinc(tap - (halfTaps - 1) - phase / phases, halfTaps, cutoff),
    )
    // Each row passes a constant unchanged, so that no phase is louder than another.
    const sum = row.reduce((total, value) => total + value, 0)
    for (const [tap, value] of row.entries()) table[phase * taps + tap] = value / sum
  }
  return table
}

function windowedSinc(time: number, halfWidth: number, cutoff: number): number {
  const position = time / halfWidth
  if (Math.abs(position) >= 1) return 0
  const angle = Math.PI * time * cutoff
  const sinc = angle === 0 ? 1 : Math.sin(angle) / angle
  return (sinc * besselI0(KAISER_BETA * Math.sqrt(1 - position * position))) / besselI0(KAISER_BETA)
}

/** The modified Bessel function of order 0, by its series. */
function besselI0(x: number): number {
  let sum = 1
  let term = 1
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}
