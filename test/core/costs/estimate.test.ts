import { sampleAgents, sampleAgentsPlugin } from '@mavs/core/testing'
import { expect, it } from 'vitest'
import { openSystem } from '../support.ts'

const sample = sampleAgents()
const paying = sampleAgentsPlugin({
  audio: {
    ...sample.audio,
    estimate: async ({ duration_preference: seconds }) => [
      { product: 'acme/voice', planned: { characters: seconds * 15 } },
      { product: 'acme/local', planned: { requests: 3 }, isFree: true },
    ],
  },
  asset: { ...sample.asset, estimate: async () => [{ product: 'acme/unheard-of', planned: { images: 2 } }] },
})

it('an estimate tells what a request is likely to cost and take, and files nothing', async () => {
  const system = await openSystem({ plugins: [paying], prices: { 'acme/voice': { characters: 100 } } })
  const estimate = await system.estimate({ prompt: 'A video that costs something', duration_preference: 200 })
  expect(estimate).toEqual({
    cost_usd: 0.3,
    unpriced: ['acme/unheard-of'],
    expected_seconds: expect.any(Number),
    entries: [
      { stage: 'asset_sourcing', product: 'acme/unheard-of', images: 2, cost_usd: null },
      { stage: 'audio_generation', product: 'acme/voice', characters: 3000, cost_usd: expect.closeTo(0.3) },
      { stage: 'audio_generation', product: 'acme/local', requests: 3, cost_usd: 0 },
    ],
  })
  expect(estimate.expected_seconds).toBeGreaterThan(30)
  expect((await system.list()).total_count).toBe(0)
  await expect(system.estimate({ prompt: 'short' })).rejects.toMatchObject({ code: 'REQUEST_INVALID' })
})
