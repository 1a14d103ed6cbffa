import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readWav } from '../../../packages/render/src/audio/wav.ts'
import { clip, deliver, writeLong, writeMaterial } from './delivery.ts'
import { hasFfmpeg, temporaryDirectory } from './signals.ts'

describe.runIf(hasFfmpeg)('ten minutes delivered as AAC', () => {
  it('are at −16 ± 0.5 LUFS under −1.5 dBTP, mixed in the memory of ten seconds', async () => {
    const directory = await temporaryDirectory()
    await writeMaterial(directory)
    const { left } = await readWav(join(directory, 'music.wav'))
    await writeLong(join(directory, 'long.wav'), 600, left)
    const narration = Array.from({ length: 58 }, (_, index) => clip('voice.wav', 1 + index * 10, 8))
    await deliver(directory, 10, { narration: narration.slice(0, 1), music: [clip('long.wav', 0, 10)] }, '96k')
    const before = process.resourceUsage().maxRSS
    const measured = await deliver(directory, 600, { narration, music: [clip('long.wav', 0, 600)] }, '96k')
    expect((process.resourceUsage().maxRSS - before) / 1024).toBeLessThan(60)
    expect(Math.abs(measured.integratedLufs + 16)).toBeLessThanOrEqual(0.5)
    expect(measured.truePeakDbtp).toBeLessThanOrEqual(-1.5)
  })
})
