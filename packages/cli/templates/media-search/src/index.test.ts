import assert from 'node:assert/strict'
import { test } from 'node:test'
import { imageSearchContract } from '@mavs/core/testing'
import { createStock } from './index.js'

for (const check of imageSearchContract({ create: createStock })) test(check.name, check.run)

test('finds the picture first that most of the words name', async () => {
  const size = { orientation: 'landscape', minWidthPx: 640, minHeightPx: 360 } as const
  const query = { query: 'water under a sea at night', kind: 'image', ...size, language: 'en', count: 2 } as const
  const { signal } = new AbortController()
  const found = await createStock().search(query, { signal })
  assert.deepEqual(
    found.map(({ title }) => title),
    ['Night over the sea', 'Mountain lake'],
  )
})
