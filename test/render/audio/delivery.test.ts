import { describe, expect, it } from 'vitest'
import { clip, deliver, writeMaterial } from './delivery.ts'
import { hasFfmpeg, temporaryDirectory } from './signals.ts'

const music = [clip('music.wav', 0, 10)]
const cases = [
  ['a voice alone', { narration: [clip('voice.wav', 0.5, 8)] }],
  ['music alone', { music }],
  ['music with hard beats alone', { music: [clip('beat.wav', 0, 10)] }],
  ['voice and music', { narration: [clip('voice.wav', 1, 8)], music }],
  ['a very quiet voice', { narration: [clip('quiet.wav', 0.5, 8)], music }],
  ['a voice that was clipped', { narration: [clip('clipped.wav', 0.5, 8)], music }],
  ['a single word', { narration: [clip('word.wav', 4, 0.45)] }],
  ['a few words far apart', { narration: [0.5, 4, 8.5].map((start) => clip('word.wav', start, 0.45)) }],
] as const

describe.runIf(hasFfmpeg)('what is delivered as AAC', () => {
  it.each(cases)('is at −16 ± 0.5 LUFS under −1.5 dBTP: %s', async (_, tracks) => {
    const directory = await temporaryDirectory()
    await writeMaterial(directory)
    for (const bitrate of ['96k', '192k']) {
      const measured = await deliver(directory, 10, tracks, bitrate)
      expect(Math.abs(measured.integratedLufs + 16), `${bitrate}: ${measured.integratedLufs} LUFS`).toBeLessThanOrEqual(
        0.5,
      )
      expect(measured.truePeakDbtp, bitrate).toBeLessThanOrEqual(-1.5)
    }
  })
})
