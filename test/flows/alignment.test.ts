import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readWav } from '@mavs/render'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alignText, hasPocketsphinx, startErrors, summarise } from '../helpers/forced-alignment.ts'
import { extractSpeech } from './decode.ts'
import { openStudio, type Made, type Studio } from './studio.ts'

const SAMPLE_RATE_HZ = 16_000
const TIMEOUT_MS = 180_000
let studio: Studio
beforeAll(async () => {
  studio = await openStudio()
})
afterAll(() => studio.close())

const title = hasPocketsphinx ? 'captions and speech' : 'captions and speech (skipped: needs pocketsphinx)'

describe.skipIf(!hasPocketsphinx)(title, { timeout: TIMEOUT_MS }, () => {
  it.each([
    ['neutral', 0.06],
    ['female', 0.1],
  ])('shows each word when the voice “%s” is heard to say it (p95 ≤ %s s)', async (voice, p95Seconds) => {
    const made = await studio.make({ duration_preference: 30, voice_preference: voice, music: false })
    const errors = await captionErrors(made)
    expect(errors.length).toBeGreaterThan(40)
    expect(summarise(errors).p95).toBeLessThanOrEqual(p95Seconds)
  })
})

/** How far each caption word's start in the video lies from where an independent recogniser hears it. */
async function captionErrors({ file, script, timeline }: Made): Promise<number[]> {
  const samples = await speechOf(file)
  const errors: number[] = []
  for (const { id, startSeconds, endSeconds } of timeline.tracks.scenes) {
    const narration = script.scenes.find((scene) => scene.id === id)?.narration ?? ''
    if (narration === '') continue
    const cues = timeline.tracks.captions.filter(
      (cue) => cue.startSeconds >= startSeconds && cue.startSeconds < endSeconds,
    )
    const part = samples.subarray(Math.round(startSeconds * SAMPLE_RATE_HZ), Math.round(endSeconds * SAMPLE_RATE_HZ))
    const heard = await alignText(part, narration)
    expect(heard, `the recogniser finds “${narration}”`).toBeDefined()
    const told = cues.flatMap((cue) => cue.lines.flat())
    const inVideo = heard!.map((word) => ({ ...word, startSeconds: word.startSeconds + startSeconds }))
    errors.push(...startErrors(told, inVideo))
  }
  return errors
}

async function speechOf(file: string): Promise<Float32Array> {
  const directory = await mkdtemp(join(tmpdir(), 'mavs-flow-speech-'))
  try {
    await extractSpeech(file, join(directory, 'speech.wav'))
    return (await readWav(join(directory, 'speech.wav'))).left
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
