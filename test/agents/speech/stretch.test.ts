import { afterAll, describe, expect, it } from 'vitest'
import { alignByExample } from '../../../packages/agents/src/alignment/by-example.ts'
import { createFlite } from '../../../packages/agents/src/speech/flite.ts'
import { stretchSpeech } from '../../../packages/agents/src/speech/stretch.ts'

const RATE_HZ = 16_000
const { signal } = new AbortController()
const flite = createFlite()
afterAll(() => flite.dispose!())

describe('stretchSpeech', () => {
  it.each([0.92, 1.07, 1.15])('speaks %f times as fast at the same pitch and level, without clicks', async (rate) => {
    const tone = Float32Array.from({ length: RATE_HZ }, (_, at) => 0.5 * Math.sin((2 * Math.PI * 150 * at) / RATE_HZ))
    const stretched = await stretchSpeech(tone, RATE_HZ, rate, signal)
    expect(stretched.length / tone.length).toBeCloseTo(1 / rate, 3)
    const inner = stretched.subarray(400, stretched.length - 800)
    const rises = inner.filter((sample, at) => at > 0 && sample >= 0 && inner[at - 1]! < 0).length
    expect(rises / (inner.length / RATE_HZ)).toBeCloseTo(150, -1)
    const power = inner.reduce((sum, sample) => sum + sample * sample, 0) / inner.length
    expect(Math.sqrt(power)).toBeCloseTo(0.5 * Math.SQRT1_2, 2)
    const jump = inner.reduce((most, sample, at) => Math.max(most, at > 0 ? Math.abs(sample - inner[at - 1]!) : 0), 0)
    expect(jump).toBeLessThan(0.05)
  })

  it('keeps each word at its place', async () => {
    const text = 'The birch canoe slid on the smooth planks. Rice is often served in round bowls.'
    const { samples, words } = await flite.synthesize({ text, voice: 'rms', rate: 1, language: 'en' }, { signal })
    const stretched = { samples: await stretchSpeech(samples, RATE_HZ, 1.1, signal), sampleRateHz: RATE_HZ }
    const found = await alignByExample(stretched, { samples, sampleRateHz: RATE_HZ, words: words! }, signal)
    for (const [index, { startSeconds }] of found.entries()) {
      expect(Math.abs(startSeconds - words![index]!.startSeconds / 1.1)).toBeLessThan(0.06)
    }
  })

  it('leaves nothing of nothing', async () => {
    expect(await stretchSpeech(new Float32Array(0), RATE_HZ, 1.1, signal)).toHaveLength(0)
    expect(await stretchSpeech(new Float32Array(50).fill(0.1), RATE_HZ, 1.1, signal)).toHaveLength(45)
  })
})
