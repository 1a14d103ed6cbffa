import { createDucking, type DuckingOptions } from './ducking.ts'
import { integratedLoudness, SILENCE_LUFS } from './loudness.ts'
import type { VoiceStem } from './voice-stem.ts'
import { STEP_SECONDS } from './weighting.ts'

/** How loud the parts of a mix are against each other, before its common gain. */
export interface Balance {
  /** The music's gain. */
  readonly ducking: DuckingOptions
  /** What accents are measured against: the voice or, without one, the music. */
  readonly leadLufs: number
  /** Voice and music together, as far as can be told from their parts; `SILENCE_LUFS` when there is nothing. */
  readonly mixLufs: number
}

/** Music against the voice, in LU: while it speaks, and where nobody does. */
const UNDER_SPEECH_LU = -20
const OPEN_LU = -8

/** Sets music against voice. Both are given as K-weighted powers of 100 ms; none where there is no such part. */
export function planBalance(voice: VoiceStem, musicSteps: readonly number[]): Balance {
  const voiceLufs = integratedLoudness(voice.steps)
  const musicLufs = integratedLoudness(musicSteps)
  const speaks = voiceLufs > SILENCE_LUFS
  const distance = voiceLufs - musicLufs
  const ducking = speaks
    ? { underSpeechDb: distance + UNDER_SPEECH_LU, openDb: distance + OPEN_LU }
    : { underSpeechDb: 0, openDb: 0 }
  const leadLufs = speaks ? voiceLufs : musicLufs
  return { ducking, leadLufs, mixLufs: integratedLoudness(addSteps(voice, musicSteps, ducking)) }
}

/** Voice and music have nothing to do with each other, so that their powers add up. */
function addSteps(voice: VoiceStem, musicSteps: readonly number[], levels: DuckingOptions): number[] {
  const ducking = createDucking(voice.speech, levels)
  const length = Math.max(voice.steps.length, musicSteps.length)
  return Array.from({ length }, (_, step) => {
    const gain = 10 ** (ducking.gainDb((step + 0.5) * STEP_SECONDS) / 10)
    return (voice.steps[step] ?? 0) + (musicSteps[step] ?? 0) * gain
  })
}
