import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestContext, researchContract, sampleRequest } from '@mavs/core/testing'
import { createNotes } from './index.js'

const text = '# The sea\n\n- Most of the water on Earth is salt water.\n- Tides follow the Moon.\n'
const request = sampleRequest({ sources: [{ name: 'notes.md', text }] })

for (const check of researchContract({ create: createNotes, request })) test(check.name, check.run)

test('takes every line but headings, and names the file that it is from', async () => {
  const bench = createTestContext()
  try {
    const { claims, sources } = await createNotes().research({ request }, bench.context)
    assert.deepEqual(
      claims.map(({ text: said }) => said),
      ['Most of the water on Earth is salt water.', 'Tides follow the Moon.'],
    )
    assert.deepEqual(sources, [{ id: 'source-1', title: 'notes.md' }])
  } finally {
    await bench.dispose()
  }
})

test('refuses a request without notes before a session is filed', async () => {
  const bench = createTestContext()
  try {
    await assert.rejects(createNotes().check!(sampleRequest(), bench.context), { code: 'REQUEST_INVALID' })
  } finally {
    await bench.dispose()
  }
})
