import { createWav } from '../../../packages/render/src/audio/wav.ts'
import type { RenderParts } from '../../../packages/render/src/encoding/render-timeline.ts'
import { resolveFfmpeg, type Ffmpeg } from '../../../packages/render/src/media/ffmpeg.ts'
import { createTestSource } from './drawing.ts'

/** What a rendering needs, with the test's pictures and a tone for the sound. */
export async function testParts(overrides: Partial<RenderParts> = {}): Promise<RenderParts> {
  return {
    ffmpeg: await resolveFfmpeg(),
    fingerprint: 'test',
    createDrawer: async (timeline) => createTestSource(timeline),
    mixAudio: async (timeline, _directory, { output }) => writeTone(output, timeline.durationSeconds),
    ...overrides,
  }
}

/** The bundled build of 2018, whatever else is installed; undefined where npm left it out. */
export async function bundledFfmpeg(): Promise<Ffmpeg | undefined> {
  const found = await resolveFfmpeg({ environment: { PATH: '' } }).catch(() => undefined)
  return found?.source === '@ffmpeg-installer/ffmpeg' ? found : undefined
}

/** A stereo WAV of 440 Hz at −20 dBFS. */
export async function writeTone(file: string, durationSeconds: number): Promise<void> {
  const samples = Float32Array.from(
    { length: Math.round(durationSeconds * 48_000) },
    (_, index) => 0.1 * Math.sin((2 * Math.PI * 440 * index) / 48_000),
  )
  const wav = await createWav(file, { sampleRateHz: 48_000, channels: 2 })
  await wav.write(samples, samples)
  await wav.close()
}
