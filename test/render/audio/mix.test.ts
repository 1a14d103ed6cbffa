import { spawnSync } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createBiquad, highPass } from '../../../packages/render/src/audio/filters.ts'
import { measureLoudness } from '../../../packages/render/src/audio/loudness.ts'
import { mixAudio } from '../../../packages/render/src/audio/mix.ts'
import { readWav, writeWav } from '../../../packages/render/src/audio/wav.ts'
import {
  babble,
  hasFfmpeg,
  largestStep,
  levelDb,
  measureWithFfmpeg,
  signal,
  temporaryDirectory,
  timelineOf,
} from './signals.ts'

const signalOfNobody = new AbortController().signal
const pad = (time: number) => 0.2 * (Math.sin(2 * Math.PI * 220 * time) + Math.sin(2 * Math.PI * 277.18 * time))

/** A folder with `voice.wav` (4 s, 16 kHz mono) and `music.wav` (20 s, 48 kHz stereo). */
async function material(): Promise<string> {
  const directory = await temporaryDirectory()
  await writeWav(join(directory, 'voice.wav'), [babble(4, 16_000, -30)], { sampleRateHz: 16_000, format: 'pcm16' })
  const music = signal(20, 48_000, pad)
  await writeWav(join(directory, 'music.wav'), [music, music], { sampleRateHz: 48_000 })
  return directory
}

const voiceAt = (startSeconds: number, durationSeconds = 4) => ({ startSeconds, durationSeconds, file: 'voice.wav' })
const musicFor = (durationSeconds: number) => ({ startSeconds: 0, durationSeconds, file: 'music.wav' })
const mixTo = (directory: string, timeline: ReturnType<typeof timelineOf>, name = 'mix.wav') =>
  mixAudio(timeline, directory, { signal: signalOfNobody, output: join(directory, name) })

const loudness = (samples: Float32Array, fromSeconds: number, toSeconds: number) => {
  const part = samples.subarray(fromSeconds * 48_000, toSeconds * 48_000)
  return measureLoudness(part, part, 48_000).integratedLufs
}

describe('the mix', () => {
  it('is as long as the timeline to the sample, at −16 LUFS under −3 dBTP, and leaves nothing else behind', async () => {
    const directory = await material()
    const timeline = timelineOf(12.3456, { narration: [voiceAt(0.5), voiceAt(5.2)], music: [musicFor(12.3456)] })
    const lufs = await mixTo(directory, timeline)
    const mix = await readWav(join(directory, 'mix.wav'))
    expect(mix.sampleRateHz).toBe(48_000)
    expect(mix.left.length).toBe(Math.round(12.3456 * 48_000))
    expect(Math.abs(lufs + 16)).toBeLessThan(0.15)
    const measured = measureLoudness(mix.left, mix.right, 48_000)
    expect(measured.integratedLufs).toBeCloseTo(lufs, 3)
    expect(measured.truePeakDbtp).toBeLessThan(-2.9)
    expect((await readdir(directory)).toSorted()).toEqual(['mix.wav', 'music.wav', 'voice.wav'])
  })

  it.each([
    ['speech alone', { narration: [voiceAt(0.5), voiceAt(5)] }],
    ['music alone', { music: [musicFor(10)] }],
    ['both', { narration: [voiceAt(3)], music: [musicFor(10)] }],
  ])('is still at −16 ± 0.3 LUFS and under −1.5 dBTP after AAC: %s', async (_, tracks) => {
    if (!hasFfmpeg) return
    const directory = await material()
    await mixTo(directory, timelineOf(10, tracks))
    const encoded = join(directory, 'mix.m4a')
    spawnSync('ffmpeg', ['-v', 'error', '-i', join(directory, 'mix.wav'), '-c:a', 'aac', '-b:a', '96k', encoded])
    const measured = measureWithFfmpeg(encoded)
    expect(Math.abs(measured.integratedLufs + 16)).toBeLessThanOrEqual(0.3)
    expect(measured.truePeakDbtp).toBeLessThanOrEqual(-1.5)
  })

  it('has the music 18 to 22 dB under the voice, and louder where nobody speaks', async () => {
    const directory = await material()
    await mixTo(directory, timelineOf(14, { narration: [voiceAt(4)], music: [musicFor(14)] }))
    const { left } = await readWav(join(directory, 'mix.wav'))
    // In the babble's pause, when its room has rung out, the music is alone but still held down.
    const under = loudness(left, 6.58, 6.99)
    const speech = loudness(left, 4, 6.5)
    expect(speech - under).toBeGreaterThan(18)
    expect(speech - under).toBeLessThan(22)
    expect(loudness(left, 1, 3) - under).toBeGreaterThan(10)
    expect(loudness(left, 10, 13) - under).toBeGreaterThan(10)
  })

  it('keeps the music still in the short pauses of speech, and never moves it faster than 6 dB in 100 ms', async () => {
    const directory = await temporaryDirectory()
    await writeWav(join(directory, 'voice.wav'), [babble(12, 16_000, -20)], { sampleRateHz: 16_000 })
    const pilot = signal(24, 48_000, (time) => 0.1 * Math.sin(2 * Math.PI * 18_000 * time))
    await writeWav(join(directory, 'music.wav'), [pilot], { sampleRateHz: 48_000 })
    await mixTo(directory, timelineOf(24, { narration: [voiceAt(6, 12)], music: [musicFor(24)] }))
    const { left } = await readWav(join(directory, 'mix.wav'))
    // Two high-passes leave the pilot tone alone: its level is the music's gain.
    for (let pass = 0; pass < 3; pass++) createBiquad(highPass(16_000, 48_000)).process(left)
    const gains = Array.from({ length: 2390 }, (_, index) => levelDb(left, 48_000, index / 100, index / 100 + 0.02))
    const spoken = gains.slice(600, 1740)
    // The limiter may touch the loudest syllables.
    expect(Math.max(...spoken) - Math.min(...spoken)).toBeLessThan(1.5)
    const moves = gains.slice(20, -20).map((gain, index) => Math.abs(gain - (gains[index + 10] as number)))
    expect(Math.max(...moves)).toBeLessThan(6)
    expect(levelDb(left, 48_000, 1, 5) - levelDb(left, 48_000, 7, 17)).toBeCloseTo(12, 0)
  })

  it('has no jump where clips begin, end or are cut', async () => {
    const directory = await material()
    const loud = signal(6, 48_000, () => 0.5)
    await writeWav(join(directory, 'constant.wav'), [loud, loud], { sampleRateHz: 48_000 })
    const music = [
      { startSeconds: 1, durationSeconds: 2, file: 'constant.wav' },
      { startSeconds: 4, durationSeconds: 6, file: 'constant.wav' },
    ]
    const hum = signal(4, 16_000, (time) => 0.4 * Math.cos(2 * Math.PI * 150 * time))
    await writeWav(join(directory, 'voice.wav'), [hum], { sampleRateHz: 16_000 })
    await mixTo(directory, timelineOf(8, { music, narration: [voiceAt(2.5, 1.111), voiceAt(6)] }))
    const mix = await readWav(join(directory, 'mix.wav'))
    expect(largestStep(mix.left)).toBeLessThan(0.03)
    expect(Math.abs(mix.left.at(-1) ?? 1)).toBeLessThan(0.02)
  })

  it('is digital silence without sounds, and with silent ones', async () => {
    const directory = await temporaryDirectory()
    const nothing = new Float32Array(48_000)
    await writeWav(join(directory, 'voice.wav'), [nothing], { sampleRateHz: 16_000 })
    await writeWav(join(directory, 'music.wav'), [nothing, nothing], { sampleRateHz: 48_000 })
    for (const tracks of [{}, { narration: [voiceAt(0.5, 2)], music: [musicFor(1)] }]) {
      expect(await mixTo(directory, timelineOf(3, tracks))).toBe(-70)
      const mix = await readWav(join(directory, 'mix.wav'))
      expect(mix.left.length).toBe(144_000)
      expect(mix.left.every((value) => value === 0) && mix.right.every((value) => value === 0)).toBe(true)
    }
  })

  it('gives the same bytes every time', async () => {
    const directory = await material()
    const timeline = timelineOf(6, { narration: [voiceAt(0.5)], music: [musicFor(6)] })
    await mixTo(directory, timeline, 'a.wav')
    await mixTo(directory, timeline, 'b.wav')
    expect((await readFile(join(directory, 'a.wav'))).equals(await readFile(join(directory, 'b.wav')))).toBe(true)
  })

  it('brings clips of different levels to one', async () => {
    const directory = await material()
    await writeWav(join(directory, 'loud.wav'), [babble(4, 24_000, -6)], { sampleRateHz: 24_000 })
    const narration = [voiceAt(0.5), { ...voiceAt(5.5), file: 'loud.wav' }]
    await mixTo(directory, timelineOf(10, { narration }))
    const { left } = await readWav(join(directory, 'mix.wav'))
    expect(Math.abs(levelDb(left, 48_000, 0.5, 3) - levelDb(left, 48_000, 5.5, 8))).toBeLessThan(1.5)
  })

  it('names a clip that is no audio, and leaves no file', async () => {
    const directory = await material()
    await writeFile(join(directory, 'voice.wav'), 'not a sound')
    await expect(mixTo(directory, timelineOf(5, { narration: [voiceAt(0)] }))).rejects.toMatchObject({
      code: 'TIMELINE_INVALID',
      message: expect.stringContaining('voice.wav'),
    })
    expect((await readdir(directory)).toSorted()).toEqual(['music.wav', 'voice.wav'])
  })

  it('stops when it is told to, and leaves no file', async () => {
    const directory = await material()
    const timeline = timelineOf(20, { narration: [voiceAt(0.5)], music: [musicFor(20)] })
    const options = { signal: AbortSignal.timeout(20), output: join(directory, 'mix.wav') }
    await expect(mixAudio(timeline, directory, options)).rejects.toMatchObject({ name: 'TimeoutError' })
    expect((await readdir(directory)).toSorted()).toEqual(['music.wav', 'voice.wav'])
  })
})
