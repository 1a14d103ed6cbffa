import assert from 'node:assert/strict'
import { test } from 'node:test'
import { musicContract } from '@mavs/core/testing'
import { createDrone } from './index.js'

for (const check of musicContract({ create: createDrone })) test(check.name, check.run)

test('plays other chords for other seeds', async () => {
  const { signal } = new AbortController()
  const pieces = [1, 2, 3, 4, 5].map((seed) =>
    createDrone().compose({ durationSeconds: 1, style: 'casual', seed, sceneStarts: [0] }, { signal }),
  )
  const roots = new Set((await Promise.all(pieces)).map(({ description }) => /on ([\d.]+) Hz/.exec(description)![1]))
  assert.ok(roots.size > 1)
})
