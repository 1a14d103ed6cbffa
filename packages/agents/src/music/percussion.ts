import { ease, noise, SAMPLE_RATE_HZ, silence, soften, thin } from './waves.ts'

/* Each function makes one stroke, peak about 1. */

/** A soft kick: a sine that falls from 120 to 52 Hz. */
export function kick(): Float32Array {
  const samples = silence(0.3)
  let phase = 0
  for (let index = 0; index < samples.length; index++) {
    const seconds = index / SAMPLE_RATE_HZ
    phase += (2 * Math.PI * (52 + 68 * Math.exp(-seconds / 0.022))) / SAMPLE_RATE_HZ
    samples[index] = Math.sin(phase) * Math.exp(-seconds / 0.075)
  }
  return ease(samples, 0.002, 0.05)
}

/** A shaker: a short swell of high noise. */
export function shaker(): Float32Array {
  return burst({ seed: 11, seconds: 0.09, attackSeconds: 0.018, decaySeconds: 0.022, lowHz: 4500, highHz: 9000 })
}

/** A closed hi-hat. */
export function hat(): Float32Array {
  return burst({ seed: 12, seconds: 0.07, attackSeconds: 0.001, decaySeconds: 0.014, lowHz: 5500, highHz: 11_000 })
}

/** A finger snap. */
export function snap(): Float32Array {
  return burst({ seed: 13, seconds: 0.12, attackSeconds: 0.001, decaySeconds: 0.02, lowHz: 1300, highHz: 3200 })
}

/** A hand clap: four bursts close together, the last one rings. */
export function clap(): Float32Array {
  const samples = silence(0.22)
  const strokes = [0, 0.011, 0.021, 0.03]
  for (const [index, at] of strokes.entries()) {
    const decaySeconds = index === strokes.length - 1 ? 0.045 : 0.006
    const stroke = burst({
      seed: 20 + index,
      seconds: 0.18,
      attackSeconds: 0.001,
      decaySeconds,
      lowHz: 900,
      highHz: 2600,
    })
    const offset = Math.round(at * SAMPLE_RATE_HZ)
    for (let k = 0; k < stroke.length && offset + k < samples.length; k++) {
      samples[offset + k] = (samples[offset + k] as number) + 0.8 * (stroke[k] as number)
    }
  }
  return ease(samples, 0.001, 0.03)
}

interface Burst {
  readonly seed: number
  readonly seconds: number
  readonly attackSeconds: number
  readonly decaySeconds: number
  /** The band that is kept. */
  readonly lowHz: number
  readonly highHz: number
}

function burst({ seed, seconds, attackSeconds, decaySeconds, lowHz, highHz }: Burst): Float32Array {
  const length = silence(seconds).length
  const band = soften(soften(thin(thin(noise(length, seed), lowHz), lowHz), highHz), highHz)
  const peak = band.reduce((highest, value) => Math.max(highest, Math.abs(value)), 0)
  const shaped = band.map((value, index) => {
    const time = index / SAMPLE_RATE_HZ
    return (value / peak) * Math.exp(-Math.max(0, time - attackSeconds) / decaySeconds)
  })
  return ease(shaped, attackSeconds, 0.02)
}
