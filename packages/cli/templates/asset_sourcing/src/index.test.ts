import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assetContract, createTestContext, sampleRequest, sampleScript } from '@mavs/core/testing'
import { createHills } from './index.js'

for (const check of assetContract({ create: createHills })) test(check.name, check.run)

test('draws another picture for each scene of words, and none for the credits', async () => {
  const bench = createTestContext()
  try {
    const input = { request: sampleRequest(), script: sampleScript() }
    const assets = await createHills().source(input, bench.context)
    assert.deepEqual(
      assets.map(({ sceneId }) => sceneId),
      ['opening', 'sun'],
    )
    const [first, second] = await Promise.all(assets.map(({ artifact }) => bench.context.artifacts.read(artifact)))
    assert.match(first!.toString(), /^<svg [^]*<\/svg>$/)
    assert.notDeepEqual(first, second)
  } finally {
    await bench.dispose()
  }
})
