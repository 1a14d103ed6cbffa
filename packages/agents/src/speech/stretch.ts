import { setImmediate as others } from 'node:timers/promises'

/** Sound is cut into pieces of this length, each faded into the next: a few periods of the deepest voice. */
const PIECE_SECONDS = 0.03
/** How far a piece may be moved to fit to the one before. */
const SEARCH_SECONDS = 0.012
/** So many pieces are placed before others get their turn: a few milliseconds. */
const PIECES_AT_ONCE = 100

/**
 * Speaks faster (rate over 1) or slower at the same pitch, by WSOLA (Verhelst and Roelands, 1993): pieces are taken at
 * the new pace, each moved to where it continues the one before, and faded together. For rates near 1.
 */
export async function stretchSpeech(
  samples: Float32Array,
  sampleRateHz: number,
  rate: number,
  signal: AbortSignal,
): Promise<Float32Array> {
  const half = Math.round((PIECE_SECONDS * sampleRateHz) / 2)
  const search = Math.round(SEARCH_SECONDS * sampleRateHz)
  const output = new Float32Array(Math.round(samples.length / rate))
  const fade = Float32Array.from({ length: half }, (_, at) => 0.5 - 0.5 * Math.cos((Math.PI * (at + 0.5)) / half))
  output.set(samples.subarray(0, Math.min(half, output.length)))
  let taken = 0
  for (let at = half, piece = 1; at < output.length; at += half, piece++) {
    if (piece % PIECES_AT_ONCE === 0) await others(undefined, { signal })
    // What follows the last piece in the original: the next piece should sound like it.
    const wanted = taken + half
    const near = Math.round((at - half) * rate) + half
    taken = bestMatch(samples, wanted, near, { half, search })
    crossFade(samples, { from: wanted, to: taken, output, at, fade })
  }
  return output
}

interface Reach {
  readonly half: number
  readonly search: number
}

/** The place near `near` whose sound is most like that at `wanted`, by normalised correlation of every other sample. */
function bestMatch(samples: Float32Array, wanted: number, near: number, { half, search }: Reach): number {
  const last = Math.max(0, samples.length - half)
  let best = Math.min(Math.max(0, near), last)
  let bestLikeness = Number.NEGATIVE_INFINITY
  for (let place = Math.max(0, near - search); place <= Math.min(last, near + search); place += 2) {
    let product = 0
    let energy = 1e-9
    for (let index = 0; index < half; index += 2) {
      const sample = samples[place + index] as number
      product += sample * (samples[wanted + index] ?? 0)
      energy += sample * sample
    }
    const likeness = product / Math.sqrt(energy)
    if (likeness > bestLikeness) {
      bestLikeness = likeness
      best = place
    }
  }
  return best
}

interface Joint {
  readonly from: number
  readonly to: number
  readonly output: Float32Array
  readonly at: number
  readonly fade: Float32Array
}

/** Goes over from the sound at `from` to that at `to`. */
function crossFade(samples: Float32Array, { from, to, output, at, fade }: Joint): void {
  for (let index = 0; index < fade.length && at + index < output.length; index++) {
    const gain = fade[index] as number
    output[at + index] = (samples[from + index] ?? 0) * (1 - gain) + (samples[to + index] ?? 0) * gain
  }
}
