import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fakeRenderer, finalizingContract, sampleManifest, sampleTimeline } from '@mavs/core/testing'
import { createFinisher } from './index.js'
import { captionsOf } from './texts.js'

/** A renderer that measures what the sample video should be. */
const renderer = fakeRenderer({
  measure: async () => sampleManifest().measurement,
  still: async () => Buffer.from('a picture for tests'),
})

for (const check of finalizingContract({ create: () => createFinisher(renderer) })) test(check.name, check.run)

test('writes captions as players read them', () => {
  const word = { text: 'Water', startSeconds: 61.5, endSeconds: 62.25 }
  const { tracks, ...timeline } = sampleTimeline()
  const captions = [{ startSeconds: 61.5, endSeconds: 62.25, lines: [[word]] }]
  const spoken = { ...timeline, tracks: { ...tracks, captions } }
  assert.equal(captionsOf(spoken, 'srt'), '1\n00:01:01,500 --> 00:01:02,250\nWater\n')
  assert.equal(captionsOf(spoken, 'vtt'), 'WEBVTT\n\n00:01:01.500 --> 00:01:02.250\nWater\n')
})
