import { providerFailure, type AgentContext, type LedgerCall, type SpeechProvider } from '@mavs/core'
import { createTestContext, fakeSpeech } from '@mavs/core/testing'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { speak } from '../../../packages/agents/src/speech/speak.ts'

const RATE_HZ = 8000
const voice = { id: 'fake', description: 'A tone', gender: 'neutral' as const, languages: ['en'] }
const TEXT = 'Water rises — 水 falls.'

const tone = () => ({
  samples: Float32Array.from({ length: 2 * RATE_HZ }, (_, at) => 0.3 * Math.sin(at / 6)),
  sampleRateHz: RATE_HZ,
})

function bench() {
  const test = createTestContext({ offline: false })
  onTestFinished(test.dispose)
  return test
}
const say = (provider: SpeechProvider, context: AgentContext, rate = 1) =>
  speak({ text: TEXT, rate, language: 'en' }, { provider, voice }, context)

describe('speak', () => {
  it('charges a call once, by the text’s characters, and what is in the ledger not at all', async () => {
    const { context, usage } = bench()
    const provider = fakeSpeech({ id: 'paid', product: 'paid/voice', isRemote: true, synthesize: async () => tone() })
    await say(provider, context)
    await say(provider, context)
    expect(usage.entries()).toMatchObject([{ product: 'paid/voice', calls: 1, used: { characters: [...TEXT].length } }])
  })

  it('tells the ledger which calls leave the machine', async () => {
    const { context } = bench()
    const calls: LedgerCall[] = []
    const once: AgentContext['ledger']['once'] = (call, make) => {
      calls.push(call)
      return context.ledger.once(call, make)
    }
    for (const isRemote of [true, false]) {
      await say(fakeSpeech({ id: `${isRemote}`, isRemote, synthesize: async () => tone() }), {
        ...context,
        ledger: { once },
      })
    }
    expect(calls.map(({ isRemote }) => isRemote)).toEqual([true, false])
  })

  it('makes another rate of a costly voice from the same recording, and of a free one anew', async () => {
    const { context } = bench()
    const rates: string[] = []
    const synthesize: SpeechProvider['synthesize'] = async ({ rate }) => {
      rates.push(String(rate))
      return {
        ...tone(),
        words: TEXT.split(' ').map((text, at) => ({ text, startSeconds: at / 3, endSeconds: at / 3 })),
      }
    }
    const paid = await say(fakeSpeech({ id: 'paid', product: 'paid/voice', synthesize }), context, 1.1)
    expect(rates).toEqual(['1'])
    expect(paid.seconds).toBeCloseTo(2 / 1.1, 2)
    expect(paid.words![3]!.startSeconds).toBeCloseTo(1 / 1.1, 2)
    await say(fakeSpeech({ id: 'free', synthesize }), context, 1.1)
    expect(rates).toEqual(['1', '1.1'])
  })

  it('tries a vendor again when it was busy, and an engine of the machine not', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const { context, usage } = bench()
    const busy = (isRemote: boolean) => {
      let calls = 0
      const synthesize = async () => {
        if (++calls > 1) return tone()
        throw providerFailure({ provider: 'busy', kind: 'rate-limited', message: 'busy', retryAfterMs: 2000 })
      }
      return fakeSpeech({ id: `busy-${isRemote}`, isRemote, product: 'busy/voice', synthesize })
    }
    const again = say(busy(true), context)
    await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0))
    await vi.advanceTimersByTimeAsync(2000)
    expect((await again).seconds).toBe(2)
    await expect(say(busy(false), context)).rejects.toMatchObject({ details: { failure: 'rate-limited' } })
    expect(usage.entries()).toMatchObject([{ calls: 1 }])
  })

  it('keeps a provider’s limits over all sessions', async () => {
    let running = 0
    let most = 0
    const synthesize = async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setImmediate(resolve))
      running--
      return tone()
    }
    const provider = fakeSpeech({ limits: { concurrency: 1 }, synthesize })
    await Promise.all([bench(), bench(), bench()].map(({ context }) => say(provider, context)))
    expect(most).toBe(1)
  })

  it('leaves a vendor alone that was out several times in a row', async () => {
    const { context } = bench()
    let calls = 0
    const synthesize = async () => {
      calls++
      throw new Error('out')
    }
    const provider = fakeSpeech({ id: 'out', limits: { retries: 0 }, synthesize })
    for (let at = 0; at < 8; at++) {
      await expect(
        speak({ text: `Text ${at}`, rate: 1, language: 'en' }, { provider, voice }, context),
      ).rejects.toThrow()
    }
    expect(calls).toBe(5)
  })
})
