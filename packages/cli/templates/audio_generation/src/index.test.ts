import assert from 'node:assert/strict'
import { test } from 'node:test'
import { audioContract, createTestContext, fakeSpeech, sampleRequest, sampleScript } from '@mavs/core/testing'
import { createNarrator } from './index.js'

/** A voice that hums for a tenth of a second a character, and counts its calls. */
function hummingVoice() {
  let calls = 0
  const speech = fakeSpeech({
    voices: async () => [{ id: 'fake', description: 'Hums', gender: 'neutral', languages: ['en'] }],
    async synthesize({ text }) {
      calls++
      const samples = Float32Array.from({ length: 1600 * text.length }, (_, at) => 0.3 * Math.sin(at / 10))
      return { samples, sampleRateHz: 16_000 }
    },
  })
  return { speech, calls: () => calls }
}

for (const check of audioContract({ create: () => createNarrator([hummingVoice().speech]) }))
  test(check.name, check.run)

test('shares out the time of a voice that tells no words, and has nothing spoken twice', async () => {
  const bench = createTestContext()
  try {
    const { speech, calls } = hummingVoice()
    const input = { request: sampleRequest(), script: sampleScript() }
    const { scenes, durationSeconds } = await createNarrator([speech]).narrate(input, bench.context)
    assert.equal(scenes[0]!.words.length, 4)
    assert.ok(Math.abs(scenes[0]!.words.at(-1)!.endSeconds - scenes[0]!.speechSeconds) < 1e-9)
    assert.equal(
      durationSeconds,
      scenes.reduce((sum, scene) => sum + scene.durationSeconds, 0),
    )
    await createNarrator([speech]).narrate(input, bench.context)
    assert.equal(calls(), 2)
  } finally {
    await bench.dispose()
  }
})
