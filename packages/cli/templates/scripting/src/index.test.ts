import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestContext, sampleRequest, sampleResearch, scriptContract } from '@mavs/core/testing'
import { createCountdown } from './index.js'

for (const check of scriptContract({ create: createCountdown })) test(check.name, check.run)

test('tells the first claims, the most important one last', async () => {
  const bench = createTestContext()
  try {
    const { basis, ...research } = sampleResearch()
    const claims = ['First.', 'Second.', 'Third.'].map((text, index) => ({
      id: `c${index}`,
      text,
      sourceIds: ['usgs'],
    }))
    const input = { request: sampleRequest(), research: { ...research, basis, claims } }
    const { scenes } = await createCountdown().write(input, bench.context)
    assert.deepEqual(
      scenes.map(({ narration }) => narration),
      ['The water cycle: a countdown.', 'Number 2. Second.', 'Number 1. First.', ''],
    )
  } finally {
    await bench.dispose()
  }
})
