import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Timeline } from '@mavs/core'
import { runFfmpeg } from '../media/run.ts'
import { fileDigest } from './digest.ts'
import type { PictureEncoding } from './encode-segments.ts'

/** The sound's part of a rendering. */
export interface SoundEncoding extends Pick<
  PictureEncoding,
  'ffmpeg' | 'fingerprint' | 'timeline' | 'store' | 'signal'
> {
  /** What the timeline's files are relative to. */
  readonly directory: string
  /** For the mix, which is removed when it has been encoded. */
  readonly workDirectory: string
  /** Writes the sound of exactly the timeline's length as a stereo WAV file. */
  mixAudio(
    timeline: Timeline,
    directory: string,
    options: { readonly signal: AbortSignal; readonly output: string },
  ): Promise<unknown>
}

/** Mixes the sound and encodes it as AAC-LC in a file of its own, unless the store holds it: nothing heard has changed. */
export async function encodeSound(encoding: SoundEncoding): Promise<string> {
  const { ffmpeg, timeline, directory, workDirectory, store, signal } = encoding
  const key = await soundKey(encoding)
  const reused = await store.find(key)
  if (reused) return reused
  const mix = join(workDirectory, 'mix.wav')
  await encoding.mixAudio(timeline, directory, { signal, output: mix })
  await runFfmpeg(ffmpeg, {
    arguments: [...soundArguments(timeline, mix), store.draft(key)],
    what: 'Encoding the sound',
    signal,
  })
  await rm(mix)
  return store.keep(key)
}

/** The arguments that turn a WAV file into AAC-LC. */
export function soundArguments({ audioBitrateKbps }: Timeline, mix: string): string[] {
  const exact = '-fflags +bitexact -map_metadata -1 -f mp4'
  return ['-v', 'error', '-i', mix, '-vn', ...aacArguments(audioBitrateKbps), ...exact.split(' ')]
}

/** The arguments of the sound's codec. */
export function aacArguments(bitrateKbps: number): string[] {
  // The other coder, two-loop, lets peaks past the limiter by up to 4 dB.
  return `-c:a aac -aac_coder fast -b:a ${bitrateKbps}k -ar 48000 -ac 2 -flags:a +bitexact`.split(' ')
}

/** A digest of all that the sound depends on: the clips and their files, and what accents go by. */
async function soundKey({ timeline, directory, fingerprint, ffmpeg }: SoundEncoding): Promise<string> {
  const { durationSeconds, audioBitrateKbps, seed, style, brand, accents, declared, tracks } = timeline
  const clips = [...tracks.narration, ...tracks.music]
  const content = {
    makers: [fingerprint, ffmpeg.build],
    sound: { durationSeconds, audioBitrateKbps, seed, style, brand, accents, declared },
    clips,
    files: await Promise.all(clips.map(({ file }) => digestOf(join(directory, file)))),
    scenes: tracks.scenes.map(({ visual, cues: _cues, ...scene }) => ({
      ...scene,
      isSection: visual.kind === 'section',
    })),
  }
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32)
}

/** What cannot be read is the mix's to complain about. */
const digestOf = (file: string): Promise<string> => fileDigest(file).catch(() => 'absent')
