import type { AudioClip } from '@mavs/core'
import { openClip, type ClipReader } from './clip-reader.ts'
import { createDucking, type Ducking } from './ducking.ts'
import { createTrack, type TrackReader } from './track.ts'
import { SILENCE_LUFS } from './loudness.ts'
import type { VoiceStem } from './voice-stem.ts'

/** Voice and music together, before their common level is set. */
export interface MixSource {
  /** Replaces both arrays by the next samples. */
  read(left: Float32Array, right: Float32Array): Promise<void>
  close(): Promise<void>
}

export interface MixSourceOptions {
  readonly sampleRateHz: number
  readonly directory: string
  readonly durationSeconds: number
  readonly music: readonly AudioClip[]
  /** `SILENCE_LUFS` when there is no music. */
  readonly musicLufs: number
  readonly voice: VoiceStem
  /** The voice stem's file. */
  readonly voiceFile: string
}

/** Music against the voice, in LU: while it speaks, and where nobody does. */
const UNDER_SPEECH_LU = -20
const OPEN_LU = -8

const MUSIC_FADE_SECONDS = 0.02
/** Where the timeline cuts a piece of music short. */
const MUSIC_CUT_FADE_SECONDS = 0.6
/** The ducking gain is worked out this often, in samples, and glides in between. */
const GAIN_STRIDE = 120

/** Opens the music alone, at its own level. */
export function openMusic({ sampleRateHz, directory, durationSeconds, music }: MixSourceOptions): TrackReader {
  return createTrack(music, {
    sampleRateHz,
    directory,
    fadeSeconds: MUSIC_FADE_SECONDS,
    cutFadeSeconds: MUSIC_CUT_FADE_SECONDS,
    endSeconds: durationSeconds,
  })
}

/** Opens the mix from its beginning. */
export async function openMix(options: MixSourceOptions): Promise<MixSource> {
  const { voice, musicLufs, sampleRateHz } = options
  const speaks = voice.integratedLufs > SILENCE_LUFS
  const music = musicLufs > SILENCE_LUFS ? openMusic(options) : undefined
  const stem = speaks ? await openClip(options.voiceFile, sampleRateHz) : undefined
  const balance = speaks ? voice.integratedLufs - musicLufs : 0
  const ducking = createDucking(voice.speech, {
    underSpeechDb: balance + UNDER_SPEECH_LU,
    openDb: speaks ? balance + OPEN_LU : 0,
  })
  return createSum(stem, music, createGlide(ducking, sampleRateHz))
}

function createSum(stem: ClipReader | undefined, music: TrackReader | undefined, glide: Glide): MixSource {
  let voice = [new Float32Array(0), new Float32Array(0)] as const
  return {
    async read(left, right) {
      left.fill(0)
      right.fill(0)
      if (music) {
        await music.read(left, right)
        glide(left, right)
      }
      if (!stem) return
      if (voice[0].length < left.length) voice = [new Float32Array(left.length), new Float32Array(left.length)]
      const count = await stem.read(voice[0].subarray(0, left.length), voice[1].subarray(0, left.length))
      add(voice[0], left, count)
      add(voice[1], right, count)
    },
    async close() {
      await stem?.close()
      await music?.close()
    },
  }
}

type Glide = (left: Float32Array, right: Float32Array) => void

/** Applies a planned gain to a signal that is given in order. */
function createGlide(ducking: Ducking, sampleRateHz: number): Glide {
  let position = 0
  let gain = linear(ducking.gainDb(0))
  let step = 0
  return (left, right) => {
    for (let index = 0; index < left.length; index++, position++) {
      if (position % GAIN_STRIDE === 0) {
        step = (linear(ducking.gainDb((position + GAIN_STRIDE) / sampleRateHz)) - gain) / GAIN_STRIDE
      }
      gain += step
      left[index] = (left[index] as number) * gain
      right[index] = (right[index] as number) * gain
    }
  }
}

const linear = (decibels: number): number => 10 ** (decibels / 20)

function add(source: Float32Array, target: Float32Array, count: number): void {
  for (let index = 0; index < count; index++) target[index] = (target[index] as number) + (source[index] as number)
}
