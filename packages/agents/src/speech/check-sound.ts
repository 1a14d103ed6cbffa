import { providerFailure, type Speech } from '@mavs/core'
import { usualSeconds } from '../shared/spoken-length.ts'
import { hasSound } from './characters.ts'

/** Below this peak nothing is heard; a quiet voice is far above. */
const SILENT_PEAK = 0.001

/** Speech touches the ceiling now and then; noise and broken decoding live there. */
const CEILING = 0.99
const MOST_AT_CEILING = 0.2

/** How far from the usual length a text may be, whatever the voice and its rate. */
const LENGTHS = { times: 5, seconds: 5 } as const

/** Refuses what cannot be the text's sound: throws an `invalid-reply`, so that the next provider is asked. */
export function checkSound(speech: Speech, text: string, provider: string): void {
  const problem = problemOf(speech, text)
  if (problem === undefined) return
  const message = `${provider} answered with ${problem}, for "${[...text].slice(0, 40).join('')}"`
  throw providerFailure({ provider, kind: 'invalid-reply', message })
}

function problemOf({ samples, sampleRateHz, unspoken = [] }: Speech, text: string): string | undefined {
  if (!(sampleRateHz > 0)) return 'sound without a sample rate'
  if (!samples.every((sample) => sample >= -1 && sample <= 1)) return 'sound that is not from -1 to 1'
  const audible = text.split(/\s+/).filter(hasSound)
  if (unspoken.length >= audible.length) return undefined
  const { peak, ceilingShare } = levelsOf(samples)
  if (peak < SILENT_PEAK) return 'silence'
  if (ceilingShare > MOST_AT_CEILING) return `noise: ${Math.round(ceilingShare * 100)} % of it is at full level`
  const seconds = samples.length / sampleRateHz
  const isShort = unspoken.length === 0 && seconds < (usualSeconds(text) - LENGTHS.seconds) / LENGTHS.times
  const isLong = seconds > usualSeconds(text) * LENGTHS.times + LENGTHS.seconds
  return isShort || isLong ? `${seconds.toFixed(1)} s of sound, which cannot be its length` : undefined
}

function levelsOf(samples: Float32Array): { readonly peak: number; readonly ceilingShare: number } {
  let peak = 0
  let high = 0
  for (const sample of samples) {
    const level = Math.abs(sample)
    if (level > peak) peak = level
    if (level >= CEILING) high++
  }
  return { peak, ceilingShare: high / samples.length }
}
