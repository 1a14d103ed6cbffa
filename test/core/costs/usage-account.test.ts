import { createUsageAccount, providerFailure, type UsageRecord } from '@mavs/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gate } from '../support.ts'

const prices = { model: { inputTokens: 1, outputTokens: 4 }, voice: { characters: 100 }, image: { images: 0.05 } }
const image = { product: 'image', planned: { images: 1 } }
const made = async () => ({ result: 'made', used: { images: 1 } })

describe('a session’s accounts', () => {
  it('count by stage and product what calls took and cost', async () => {
    const account = createUsageAccount({ prices })
    const research = account.recorder('researching')
    const call = { product: 'model', planned: { inputTokens: 9, outputTokens: 9, requests: 1 } }
    const used = { inputTokens: 1000, outputTokens: 500, requests: 1 }
    for (const result of ['one', 'two']) {
      expect(await research.charge(call, async () => ({ result, used }))).toBe(result)
    }
    await account.recorder('audio_generation').charge({ product: 'unheard-of', planned: {} }, async () => ({
      result: undefined,
      used: { characters: 7 },
    }))
    const taken = { inputTokens: 2000, outputTokens: 1000, requests: 2 }
    expect(account.entries()).toEqual([
      { stage: 'researching', product: 'model', calls: 2, used: taken, costUsd: expect.closeTo(0.006) },
      { stage: 'audio_generation', product: 'unheard-of', calls: 1, used: { characters: 7 }, costUsd: null },
    ])
  })

  it('stop before the call that could pass the limit, also while others are being made', async () => {
    const account = createUsageAccount({ prices, limitUsd: 0.12 })
    const recorder = account.recorder('asset_sourcing')
    const slow = gate()
    let calls = 0
    const make = async () => {
      calls += 1
      await slow.opened
      return made()
    }
    const both = [recorder.charge(image, make), recorder.charge(image, make)]
    await expect(recorder.charge(image, make)).rejects.toMatchObject({
      code: 'COST_LIMIT',
      message: expect.stringMatching(/"image" may cost up to \$0\.05, and \$0\.10 of max_cost_usd \$0\.12/),
    })
    slow.open()
    await Promise.all(both)
    await expect(recorder.charge(image, make)).rejects.toMatchObject({ code: 'COST_LIMIT' })
    expect(calls).toBe(2)
    // What costs nothing is no matter of the limit.
    expect(await recorder.charge({ ...image, isFree: true }, made)).toBe('made')
  })

  it('refuse a product without a price when there is a limit', async () => {
    const recorder = createUsageAccount({ prices, limitUsd: 5 }).recorder('scripting')
    await expect(recorder.charge({ product: 'unheard-of', planned: { requests: 1 } }, made)).rejects.toMatchObject({
      code: 'COST_UNKNOWN',
      message: expect.stringContaining('MAVS_PRICES'),
    })
  })

  it('take a failed call for free, and one that was given up on for made', async () => {
    const account = createUsageAccount({ prices })
    const recorder = account.recorder('asset_sourcing')
    const failing = (kind: 'unavailable' | 'timeout') =>
      recorder.charge(image, () => Promise.reject(providerFailure({ provider: 'image', kind, message: 'no' })))
    await expect(failing('unavailable')).rejects.toThrow('no')
    expect(account.entries()).toEqual([])
    await expect(failing('timeout')).rejects.toThrow('no')
    expect(account.entries()).toMatchObject([{ calls: 1, costUsd: 0.05 }])
  })

  it('keep a call before it is made, so that a crash in it counts as spent', async () => {
    const kept: UsageRecord[] = []
    const save = async (record: UsageRecord) => void kept.push(structuredClone(record))
    const crashed = createUsageAccount({ prices, save })
    const begun = gate()
    void crashed.recorder('asset_sourcing').charge(image, () => {
      begun.open()
      return new Promise<never>(() => {})
    })
    await begun.opened
    expect(kept.at(-1)).toMatchObject({ entries: [], open: [{ product: 'image', costUsd: 0.05 }] })
    const resumed = createUsageAccount({ prices, limitUsd: 0.06, record: kept.at(-1)!, save })
    expect(resumed.entries()).toMatchObject([{ product: 'image', calls: 1, costUsd: 0.05 }])
    await expect(resumed.recorder('asset_sourcing').charge(image, made)).rejects.toMatchObject({ code: 'COST_LIMIT' })
    await resumed.flush()
    expect(kept.at(-1)).toMatchObject({ entries: [{ calls: 1 }], open: [] })
  })

  it('never spend more than the limit, whatever is asked for and however it ends', async () => {
    const calls = fc.array(
      fc.record({ units: fc.integer({ min: 1, max: 20 }), outcome: fc.constantFrom('ok', 'no', 'late') }),
    )
    await fc.assert(
      fc.asyncProperty(calls, fc.integer({ min: 0, max: 40 }), async (asked, limit) => {
        const account = createUsageAccount({ prices: { unit: { images: 0.01 } }, limitUsd: limit / 100 })
        const recorder = account.recorder('asset_sourcing')
        let spent = 0
        await Promise.allSettled(
          asked.map(({ units, outcome }) =>
            recorder.charge({ product: 'unit', planned: { images: units } }, async () => {
              await Promise.resolve()
              if (outcome === 'no') throw new Error('no')
              spent += units
              if (outcome === 'late') throw providerFailure({ provider: 'unit', kind: 'timeout', message: 'late' })
              return { result: undefined, used: { images: units } }
            }),
          ),
        )
        expect(spent).toBeLessThanOrEqual(limit)
        expect(account.entries()[0]?.costUsd ?? 0).toBeCloseTo(spent / 100)
      }),
    )
  })
})
