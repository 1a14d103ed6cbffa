import { createBiquad, createCascade, highPass, lowPass } from './filters.ts'

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
  const tone = createCascade(createBiquad(highPass(220, sampleRateHz)), createBiquad(lowPass(5200, sampleRateHz)))
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
  const size = 2048 * Math.ceil(sampleRateHz / 48_000)
  const line = new Float32Array(size)
  const taps = REFLECTIONS.map((tap) => ({ ...tap, delay: Math.round(tap.seconds * sampleRateHz) }))
  let at = 0
  return (wet, left, right, count) => {
    for (let index = 0; index < count; index++) {
      line[at] = wet[index] as number
      for (const tap of taps) {
        const echo = line[(at - tap.delay + size) % size] as number
        left[index] = (left[index] as number) + echo * tap.left
        right[index] = (right[index] as number) + echo * tap.right
      }
      at = (at + 1) % size
    }
  }
}

/** A feedback delay network of four lines, mixed by a Householder matrix, each with a gentle low-pass. */
function createTail(sampleRateHz: number): Adder {
  const lines = TAIL_SECONDS.map((seconds) => new Float32Array(Math.round(seconds * sampleRateHz)))
  const feedback = lines.map((line) => 10 ** ((-3 * line.length) / (DECAY_SECONDS * sampleRateHz)))
  const damped = new Float64Array(lines.length)
  const positions = new Int32Array(lines.length)
  return (wet, left, right, count) => {
    for (let index = 0; index < count; index++) {
      let sum = 0
      for (let k = 0; k < lines.length; k++) {
        const out = (lines[k] as Float32Array)[positions[k] as number] as number
        damped[k] = (damped[k] as number) + 0.6 * (out * (feedback[k] as number) - (damped[k] as number))
        sum += damped[k] as number
      }
      const input = wet[index] as number
      for (let k = 0; k < lines.length; k++) {
        const line = lines[k] as Float32Array
        const next = input + (damped[k] as number) - sum / 2
        // Denormal numbers are slow: what cannot be heard is nothing.
        line[positions[k] as number] = Math.abs(next) < 1e-12 ? 0 : next
        positions[k] = ((positions[k] as number) + 1) % line.length
      }
      left[index] = (left[index] as number) + 0.3 * ((damped[0] as number) - (damped[2] as number))
      right[index] = (right[index] as number) + 0.3 * ((damped[1] as number) - (damped[3] as number))
    }
  }
}
