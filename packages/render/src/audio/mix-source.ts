import type { AudioClip } from '@mavs/core/essentials'
import type { Accent } from './accents.ts'
import { createAccentTrack } from './accent-track.ts'
import type { Balance } from './balance.ts'
import type { StereoStream } from './blocks.ts'
import { openClip } from './clip-reader.ts'
import { createDucking, createGlide, type Ducking } from './ducking.ts'
import { createTrack, type TrackReader } from './track.ts'
import type { VoiceStem } from './voice-stem.ts'

export interface MixSourceOptions {
  readonly sampleRateHz: number
  readonly directory: string
  readonly durationSeconds: number
  readonly music: readonly AudioClip[]
  readonly voice: VoiceStem
  /** The voice stem's file; it is there when `voice` has steps. */
  readonly voiceFile: string
  readonly balance: Balance
  readonly accents: readonly Accent[]
}

const MUSIC_FADE_SECONDS = 0.02
/** Where the timeline cuts a piece of music short. */
const MUSIC_CUT_FADE_SECONDS = 0.6

/** Opens the music alone, at its own level. */
export function openMusic(
  music: readonly AudioClip[],
  options: Pick<MixSourceOptions, 'sampleRateHz' | 'directory' | 'durationSeconds'>,
): TrackReader {
  return createTrack(music, {
    sampleRateHz: options.sampleRateHz,
    directory: options.directory,
    fadeSeconds: MUSIC_FADE_SECONDS,
    cutFadeSeconds: MUSIC_CUT_FADE_SECONDS,
    endSeconds: options.durationSeconds,
  })
}

/** Opens everything that is heard, from its beginning, before its common level is set. */
export async function openMix(options: MixSourceOptions): Promise<StereoStream> {
  const { voice, music, accents, balance, sampleRateHz } = options
  const parts: StereoStream[] = []
  if (music.length > 0) {
    parts.push(duck(openMusic(music, options), createDucking(voice.speech, balance.ducking), sampleRateHz))
  }
  if (voice.steps.length > 0) parts.push(await openStem(options.voiceFile, sampleRateHz))
  if (accents.length > 0) parts.push(createAccentTrack(accents, balance.leadLufs, sampleRateHz))
  return createSum(parts)
}

function duck(music: TrackReader, ducking: Ducking, sampleRateHz: number): StereoStream {
  const glide = createGlide(ducking, sampleRateHz)
  return {
    async read(left, right) {
      await music.read(left, right)
      glide(left, right)
    },
    close: () => music.close(),
  }
}

async function openStem(file: string, sampleRateHz: number): Promise<StereoStream> {
  const clip = await openClip(file, sampleRateHz)
  return {
    async read(left, right) {
      const count = await clip.read(left, right)
      left.fill(0, count)
      right.fill(0, count)
    },
    close: () => clip.close(),
  }
}

function createSum(parts: readonly StereoStream[]): StereoStream {
  let part = [new Float32Array(0), new Float32Array(0)] as const
  return {
    async read(left, right) {
      left.fill(0)
      right.fill(0)
      if (part[0].length < left.length) part = [new Float32Array(left.length), new Float32Array(left.length)]
      const [partLeft, partRight] = [part[0].subarray(0, left.length), part[1].subarray(0, left.length)]
      for (const source of parts) {
        await source.read(partLeft, partRight)
        add(partLeft, left)
        add(partRight, right)
      }
    },
    async close() {
      for (const source of parts) await source.close()
    },
  }
}

function add(source: Float32Array, target: Float32Array): void {
  for (let index = 0; index < target.length; index++) {
    target[index] = (target[index] as number) + (source[index] as number)
  }
}
