import { onePole, SAMPLE_RATE_HZ } from './waves.ts'

/** A reverberant hall: eight delay lines that feed each other. */
export interface Hall {
  /** Adds the hall's sound of the first `count` samples of `input` to both channels. */
  addTo(input: Float32Array, left: Float32Array, right: Float32Array, count: number): void
}

/* Primes in samples at 48 kHz, so that echoes do not fall together. */
const LINES = [1433, 1613, 1933, 2143, 2477, 2851, 3169, 3547] as const
const DAMPING_HZ = 4200
const LOW_CUT_HZ = 260

/** A hall in which sound decays by 60 dB in `decaySeconds`; the tail is darker than what goes in. */
export function createHall(decaySeconds: number, level: number): Hall {
  const lines = LINES.map((length) => new Float32Array(length))
  const feedback = LINES.map((length) => 10 ** ((-3 * length) / (decaySeconds * SAMPLE_RATE_HZ)))
  const [damping, lowCut] = [onePole(DAMPING_HZ), onePole(LOW_CUT_HZ)]
  const positions = new Int32Array(LINES.length)
  const heard = new Float64Array(LINES.length)
  let lows = 0

  /** Reads every line, damped, and gives their sum. */
  const listen = (): number => {
    let sum = 0
    for (let k = 0; k < LINES.length; k++) {
      const out = ((lines[k] as Float32Array)[positions[k] as number] as number) * (feedback[k] as number)
      heard[k] = (heard[k] as number) + damping * (out - (heard[k] as number))
      sum += heard[k] as number
    }
    return sum
  }

  /** Sends the input, and what was heard through a Householder matrix, into the lines again. */
  const speak = (input: number, sum: number): void => {
    for (let k = 0; k < LINES.length; k++) {
      const next = input + (heard[k] as number) - sum / 4
      // Denormal numbers are slow: what cannot be heard is nothing.
      ;(lines[k] as Float32Array)[positions[k] as number] = Math.abs(next) < 1e-12 ? 0 : next
      positions[k] = positions[k] === (LINES[k] as number) - 1 ? 0 : (positions[k] as number) + 1
    }
  }

  return {
    addTo(input, left, right, count) {
      for (let index = 0; index < count; index++) {
        lows += lowCut * ((input[index] as number) - lows)
        speak((input[index] as number) - lows, listen())
        const [a, b, c, d, e, f, g, h] = heard as unknown as readonly [
          number,
          number,
          number,
          number,
          number,
          number,
          number,
          number,
        ]
        left[index] = (left[index] as number) + level * (a - c + e - g)
        right[index] = (right[index] as number) + level * (b - d + f - h)
      }
    },
  }
}
