import assert from 'node:assert/strict'
import { test } from 'node:test'
import { speechContract } from '@mavs/core/testing'
import { createVoice } from './index.js'

for (const check of speechContract({ create: createVoice })) test(check.name, check.run)

test('is silent between two words, and heard in each', async () => {
  const request = { text: 'one three', voice: 'tones', rate: 1, language: 'en' }
  const { signal } = new AbortController()
  const { samples, sampleRateHz, words = [] } = await createVoice().synthesize(request, { signal })
  const loudest = (from: number, to: number) =>
    Math.max(...samples.subarray(Math.round(from * sampleRateHz), Math.round(to * sampleRateHz)).map(Math.abs))
  assert.equal(words.length, 2)
  for (const { startSeconds, endSeconds } of words) assert.ok(loudest(startSeconds, endSeconds) > 0.2)
  assert.equal(loudest(words[0]!.endSeconds, words[1]!.startSeconds), 0)
})
