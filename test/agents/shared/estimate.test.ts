import { VideoError } from '@mavs/core'
import { createTestContext, fakeSpeech } from '@mavs/core/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createEstimate } from '../../../packages/agents/src/shared/estimate.ts'

const speechOf = (seconds: number) => ({ samples: new Float32Array(seconds * 1000).fill(0.1), sampleRateHz: 1000 })
const voices = async () => [{ id: 'fake', description: 'A fake', gender: 'neutral' as const, languages: ['en'] }]

function prepare(speech: ReturnType<typeof fakeSpeech>[]) {
  const test = createTestContext()
  onTestFinished(() => test.dispose())
  return createEstimate({ request: { voice_preference: 'neutral' }, language: 'en', speech, context: test.context })
}

describe('createEstimate', () => {
  it('measures by speaking, and speaks each text once', async () => {
    let calls = 0
    const synthesize = async ({ text }: { readonly text: string }) => {
      calls++
      return speechOf(text.length)
    }
    const estimate = prepare([fakeSpeech({ voices, synthesize })])
    expect([await estimate('ab'), await estimate('abcd'), await estimate('ab')]).toEqual([2, 4, 2])
    expect(calls).toBe(2)
  })

  it('goes on with the voice that took over, and is costly only as long as that one is', async () => {
    let calls = 0
    const synthesize = async () => {
      calls++
      throw new VideoError('PROVIDER_FAILED', 'no quota', { details: { failure: 'quota' } })
    }
    const paid = fakeSpeech({ id: 'paid', product: 'paid/voice', voices, synthesize })
    const free = fakeSpeech({ id: 'free', voices, synthesize: async ({ text }) => speechOf(text.length) })
    const estimate = prepare([paid, free])
    expect(await estimate.isCostly!()).toBe(true)
    expect([await estimate('ab'), await estimate('abc')]).toEqual([2, 3])
    expect(await estimate.isCostly!()).toBe(false)
    expect(calls).toBe(1)
  })

  it('measures with the next provider when the first one fails', async () => {
    const failing = fakeSpeech({ id: 'failing', voices, synthesize: async () => Promise.reject(new Error('quota')) })
    const working = fakeSpeech({ id: 'working', voices, synthesize: async () => speechOf(3) })
    expect(await prepare([failing, working])('ab')).toBe(3)
  })

  it('says what each provider said when none can speak', async () => {
    const failing = (id: string) =>
      fakeSpeech({ id, voices, synthesize: async () => Promise.reject(new Error(`${id} is out`)) })
    const call = prepare([failing('one'), failing('two')])('ab')
    await expect(call).rejects.toMatchObject({ code: 'PROVIDER_FAILED' })
    await expect(call).rejects.toThrow('one: one is out; two: two is out')
  })
})
