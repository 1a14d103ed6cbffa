import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { Timeline } from '@mavs/core'
import {
  assemblyContract,
  createTestContext,
  fakeRenderer,
  sampleNarration,
  sampleRequest,
  sampleScript,
} from '@mavs/core/testing'
import { createCutter } from './index.js'

/** A renderer that keeps what it was given, and writes no video. */
function keepingRenderer() {
  const kept: Timeline[] = []
  const renderer = fakeRenderer({
    async render({ timeline, output }) {
      kept.push(timeline)
      await writeFile(output, 'a video for tests\n')
      const { durationSeconds } = timeline
      return { durationSeconds, sizeBytes: 18, segments: { rendered: 1, reused: 0 }, warnings: [] }
    },
  })
  return { renderer, kept }
}

for (const check of assemblyContract({ create: () => createCutter(keepingRenderer().renderer) })) {
  test(check.name, check.run)
}

test('lays scenes end to end, each with its sound, and captions every word once', async () => {
  const bench = createTestContext()
  try {
    const { renderer, kept } = keepingRenderer()
    const narration = sampleNarration()
    const input = { request: sampleRequest(), script: sampleScript(), assets: [], narration }
    await createCutter(renderer).assemble(input, bench.context)
    const { tracks } = kept[0]!
    for (const [index, { startSeconds }] of tracks.scenes.entries()) {
      assert.equal(startSeconds, index === 0 ? 0 : tracks.scenes[index - 1]!.endSeconds)
    }
    assert.equal(tracks.narration.length, 2)
    assert.deepEqual(
      tracks.captions.flatMap(({ lines }) => lines.flat().map(({ text }) => text)),
      narration.scenes.flatMap(({ words }) => words.map(({ text }) => text)),
    )
  } finally {
    await bench.dispose()
  }
})
