import { createCascade, highPass, lowPass } from './filters.ts'

/** Puts a mono signal into a small room: adds early reflections and a short tail, both wide. */
export interface Room {
  /** Adds the room's sound, of the first `count` samples of `input`, to both channels. */
  addTo(input: Float32Array, left: Float32Array, right: Float32Array, count: number): void
}

/* Lengths in seconds, mutually prime once in samples, so that no pitch rings out. */
const TAIL_SECONDS = [0.0211, 0.0257, 0.0313, 0.0367] as const
const DECAY_SECONDS = 0.3
const REFLECTIONS: readonly { readonly seconds: number; readonly left: number; readonly right: number }[] = [
  { seconds: 0.0073, left: 0.5, right: 0.22 },
  { seconds: 0.0109, left: 0.2, right: 0.46 },
  { seconds: 0.0167, left: 0.34, right: -0.2 },
  { seconds: 0.0229, left: -0.18, right: 0.3 },
  { seconds: 0.0293, left: 0.2, right: 0.16 },
]

/** A small, soft room. `gain` is the linear level of its sound against the dry signal. */
export function createRoom(sampleRateHz: number, gain: number): Room {
  const tone = createCascade(highPass(220, sampleRateHz), lowPass(5200, sampleRateHz))
  const early = createReflections(sampleRateHz)
  const tail = createTail(sampleRateHz)
  let wet = new Float32Array(0)
  return {
    addTo(input, left, right, count) {
      if (wet.length < count) wet = new Float32Array(count)
      wet.set(input.subarray(0, count))
      tone.process(wet, count)
      for (let index = 0; index < count; index++) wet[index] = (wet[index] as number) * gain
      early(wet, left, right, count)
      tail(wet, left, right, count)
    },
  }
}

type Adder = (wet: Float32Array, left: Float32Array, right: Float32Array, count: number) => void

function createReflections(sampleRateHz: number): Adder {
  const taps = REFLECTIONS.map((tap) => ({ ...tap, delay: Math.round(tap.seconds * sampleRateHz) }))
  const lead = Math.max(...taps.map((tap) => tap.delay))
  // What was heard lately, and behind it the block.
  let line = new Float32Array(lead)
  return (wet, left, right, count) => {
    if (line.length < lead + count) line = extended(line, lead, lead + count)
    line.set(wet.subarray(0, count), lead)
    for (const { delay, left: leftGain, right: rightGain } of taps) {
      const offset = lead - delay
      for (let index = 0; index < count; index++) {
        const echo = line[offset + index] as number
        left[index] = (left[index] as number) + echo * leftGain
        right[index] = (right[index] as number) + echo * rightGain
      }
    }
    line.copyWithin(0, count, count + lead)
  }
}

function extended(samples: Float32Array, kept: number, length: number): Float32Array<ArrayBuffer> {
  const longer = new Float32Array(length)
  longer.set(samples.subarray(0, kept))
  return longer
}

/** A feedback delay network of four lines, mixed by a Householder matrix, each with a gentle low-pass. */
function createTail(sampleRateHz: number): Adder {
  const lines = TAIL_SECONDS.map(
    (seconds) => new Float32Array(Math.round(seconds * sampleRateHz)),
  ) as Four<Float32Array>
  const feedback = lines.map((line) => 10 ** ((-3 * line.length) / (DECAY_SECONDS * sampleRateHz))) as Four<number>
  const positions: Four<number> = [0, 0, 0, 0]
  let damped: Four<number> = [0, 0, 0, 0]
  return (wet, left, right, count) => {
    for (let from = 0; from < count;) {
      // No line wraps round within a run.
      const run = Math.min(count - from, ...lines.map((line, k) => line.length - (positions[k] as number)))
      const part = (samples: Float32Array) => samples.subarray(from, from + run)
      const ends = lines.map((line, k) => line.subarray(positions[k], (positions[k] as number) + run))
      damped = circulate(part(wet), part(left), part(right), ends as Four<Float32Array>, feedback, damped)
      for (let k = 0; k < 4; k++) {
        positions[k] = ((positions[k] as number) + run) % (lines[k] as Float32Array).length
      }
      from += run
    }
  }
}

type Four<Value> = [Value, Value, Value, Value]

/** Reads a run of each line, adds what is heard to both channels, and sends it round again with the input. */
function circulate(
  wet: Float32Array,
  left: Float32Array,
  right: Float32Array,
  [lineA, lineB, lineC, lineD]: Four<Float32Array>,
  [feedbackA, feedbackB, feedbackC, feedbackD]: Four<number>,
  damped: Four<number>,
): Four<number> {
  let [a, b, c, d] = damped
  for (let index = 0; index < wet.length; index++) {
    a += 0.6 * ((lineA[index] as number) * feedbackA - a)
    b += 0.6 * ((lineB[index] as number) * feedbackB - b)
    c += 0.6 * ((lineC[index] as number) * feedbackC - c)
    d += 0.6 * ((lineD[index] as number) * feedbackD - d)
    const input = (wet[index] as number) - (a + b + c + d) / 2
    lineA[index] = audible(input + a)
    lineB[index] = audible(input + b)
    lineC[index] = audible(input + c)
    lineD[index] = audible(input + d)
    left[index] = (left[index] as number) + 0.3 * (a - c)
    right[index] = (right[index] as number) + 0.3 * (b - d)
  }
  return [a, b, c, d]
}

/** Denormal numbers are slow: what cannot be heard is nothing. */
const audible = (value: number): number => (Math.abs(value) < 1e-12 ? 0 : value)
