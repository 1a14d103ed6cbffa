import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { createRandom, type AudioClip } from '@mavs/core'
import { mixAudio } from '../../../packages/render/src/audio/mix.ts'
import { createWav, writeWav } from '../../../packages/render/src/audio/wav.ts'
import { babble, measureWithFfmpeg, signal, timelineOf } from './signals.ts'

/** Sounds of all sorts in a folder: voices at 16 and 48 kHz, and music. */
export async function writeMaterial(directory: string): Promise<void> {
  const write = (name: string, samples: Float32Array, sampleRateHz: number) =>
    writeWav(join(directory, name), [samples], { sampleRateHz })
  const random = createRandom(9)
  await write('voice.wav', babble(8, 16_000, -20), 16_000)
  await write('quiet.wav', babble(8, 16_000, -62), 16_000)
  await write(
    'clipped.wav',
    babble(8, 48_000, 20).map((value) => Math.max(-1, Math.min(1, value))),
    48_000,
  )
  await write('word.wav', babble(0.45, 24_000, -20), 24_000)
  const chord = (time: number) => [110, 165, 220, 277.2].reduce((sum, hz) => sum + Math.sin(2 * Math.PI * hz * time), 0)
  await write(
    'music.wav',
    signal(12, 48_000, (time) => 0.08 * chord(time) * (0.6 + 0.4 * Math.cos(time))),
    48_000,
  )
  const beat = (time: number) =>
    Math.exp(-(time % 0.5) * 18) * (Math.sin(2 * Math.PI * 70 * time) + 0.4 * (random() - 0.5))
  await write(
    'beat.wav',
    signal(12, 48_000, (time) => 0.9 * beat(time)),
    48_000,
  )
}

/** The same sound over and over, for so many seconds. */
export async function writeLong(file: string, seconds: number, sound: Float32Array): Promise<void> {
  const wav = await createWav(file, { sampleRateHz: 48_000, channels: 1, format: 'pcm16' })
  for (let written = 0; written < seconds * 48_000; written += sound.length) await wav.write(sound, sound)
  await wav.close()
}

export const clip = (file: string, startSeconds: number, durationSeconds: number): AudioClip => ({
  file,
  startSeconds,
  durationSeconds,
})

/** Mixes, encodes as the renderer does, and measures what ffmpeg decodes. */
export async function deliver(
  directory: string,
  seconds: number,
  tracks: Parameters<typeof timelineOf>[1],
  bitrate: string,
): Promise<{ readonly integratedLufs: number; readonly truePeakDbtp: number }> {
  const [mix, encoded] = [join(directory, 'mix.wav'), join(directory, 'mix.m4a')]
  await mixAudio(timelineOf(seconds, tracks), directory, { signal: new AbortController().signal, output: mix })
  const codec = ['-c:a', 'aac', '-aac_coder', 'fast', '-b:a', bitrate]
  spawnSync('ffmpeg', ['-v', 'error', '-y', '-i', mix, ...codec, encoded])
  return measureWithFfmpeg(encoded)
}
