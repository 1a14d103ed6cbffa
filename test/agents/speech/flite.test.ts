import { Worker } from 'node:worker_threads'
import type { Speech, SpeechRequest } from '@mavs/core'
import { speechContract } from '@mavs/core/testing'
import { afterAll, describe, expect, it } from 'vitest'
import type { FliteWorkerData } from '../../../packages/agents/src/speech/flite-worker.ts'
import { createFlite } from '../../../packages/agents/src/speech/flite.ts'

const flite = createFlite()
afterAll(() => flite.dispose!())

const signal = new AbortController().signal
const say = (text: string, more: Partial<SpeechRequest> = {}) =>
  flite.synthesize({ text, voice: 'rms', rate: 1, language: 'en', ...more }, { signal })
const seconds = (speech: Speech) => speech.samples.length / speech.sampleRateHz

/** Loudness of a stretch of sound in decibels. */
function levelOf(speech: Speech, fromSeconds: number, toSeconds: number): number {
  const part = speech.samples.subarray(fromSeconds * speech.sampleRateHz, toSeconds * speech.sampleRateHz)
  const power = part.reduce((sum, sample) => sum + sample * sample, 0) / part.length
  return 10 * Math.log10(power + 1e-12)
}

describe('Flite', () => {
  for (const check of speechContract({ create: () => createFlite() })) it(check.name, check.run)

  it.each(['rms', 'slt', 'awb', 'kal16'])('speaks with the voice %s', async (voice) => {
    const speech = await say('Rain falls on the hills.', { voice })
    expect(speech.sampleRateHz).toBe(16_000)
    expect(levelOf(speech, 0, seconds(speech))).toBeGreaterThan(-40)
  })

  it('gives the same sound and times again', async () => {
    const again = createFlite()
    try {
      const request = { text: 'In 1995 it cost $3.50.', voice: 'slt', rate: 1.05, language: 'en' }
      expect(await again.synthesize(request, { signal })).toEqual(await flite.synthesize(request, { signal }))
    } finally {
      await again.dispose!()
    }
  })

  it('begins with the first word and ends with the last one, without silence around them', async () => {
    const speech = await say('Rain falls. It runs to the sea.')
    expect(speech.words![0]!.startSeconds).toBeLessThanOrEqual(0.05)
    expect(seconds(speech) - speech.words!.at(-1)!.endSeconds).toBeLessThanOrEqual(0.1)
  })

  it('gives an expanded number the time of all its words, and a dash none', async () => {
    const { words } = await say('It cost $3.50 — in 1995.')
    const [, , price, dash] = words!
    expect(price!.endSeconds - price!.startSeconds).toBeGreaterThan(1)
    expect(dash!.endSeconds).toBe(dash!.startSeconds)
  })

  it('leaves a pause between sentences and joins them without a click', async () => {
    const speech = await say('Rain falls. It runs to the sea. Then it rises again.')
    const [, falls, it_] = speech.words!
    const pause = it_!.startSeconds - falls!.endSeconds
    expect(pause).toBeGreaterThan(0.3)
    expect(pause).toBeLessThan(0.7)
    expect(levelOf(speech, falls!.endSeconds + 0.12, it_!.startSeconds - 0.1)).toBeLessThan(-60)
    const jumps = speech.samples.slice(1).map((sample, index) => Math.abs(sample - speech.samples[index]!))
    const [from, to] = [falls!.endSeconds, it_!.startSeconds].map((time) => Math.round(time * speech.sampleRateHz))
    expect(Math.max(...jumps.slice(from, to))).toBeLessThan(0.02)
  })

  it('speaks a long text whole, sentence by sentence', async () => {
    const sentence = 'The river carries sand and stones from the mountains to the sea.'
    const text = Array.from({ length: 12 }, () => sentence).join(' ')
    const speech = await say(text)
    expect(speech.words).toHaveLength(12 * 12)
    expect(seconds(speech)).toBeGreaterThan(30)
  })

  it('breaks an endless sentence without losing a word', async () => {
    const text = Array.from({ length: 200 }, (_, index) => `stone${index % 3 === 0 ? '' : 's'}`).join(' ')
    const { words } = await say(text)
    const silent = words!.filter((word) => word.endSeconds <= word.startSeconds)
    expect(silent).toEqual([])
  })

  it('reports words that it cannot say and speaks the others', async () => {
    const speech = await say(`The word мир and ${'x'.repeat(50)} are shown.`)
    expect(speech.unspoken).toEqual(['мир', 'x'.repeat(50)])
    expect(speech.words).toHaveLength(7)
    expect(seconds(speech)).toBeGreaterThan(0.8)
  })

  it('answers with no sound, but with every word, when there is nothing to say', async () => {
    const speech = await say('— 😀 …')
    expect(speech.samples).toHaveLength(0)
    expect(speech.words).toHaveLength(3)
  })

  it('refuses another language, by its tag or by its letters, and says what helps', async () => {
    const german = say('Der Regen fällt.', { language: 'de' })
    await expect(german).rejects.toMatchObject({ code: 'LANGUAGE_UNSUPPORTED' })
    const russian = say('Дождь идёт над морем today')
    await expect(russian).rejects.toMatchObject({ code: 'LANGUAGE_UNSUPPORTED' })
    await expect(russian).rejects.toThrow(/speech provider for its language/)
  })

  it('refuses a voice that it does not have', async () => {
    await expect(say('Rain.', { voice: 'kal' })).rejects.toMatchObject({ code: 'VOICE_UNKNOWN' })
  })

  it('stops at once when its signal aborts, and speaks on afterwards', async () => {
    const controller = new AbortController()
    const text = 'A long way from home. '.repeat(40)
    const call = flite.synthesize({ text, voice: 'rms', rate: 1, language: 'en' }, { signal: controller.signal })
    const abortedAt = performance.now()
    controller.abort(new Error('called off'))
    await expect(call).rejects.toThrow('called off')
    expect(performance.now() - abortedAt).toBeLessThan(500)
    await expect(say('Still here.')).resolves.toBeDefined()
  })

  it('tells plainly that its program is missing, and does not hang', async () => {
    const broken = createFlite({ program: '/nowhere/flite.wasm' })
    const request = { text: 'Rain.', voice: 'rms', rate: 1, language: 'en' }
    const call = broken.synthesize(request, { signal })
    await expect(call).rejects.toMatchObject({ code: 'PROVIDER_FAILED' })
    await expect(call).rejects.toThrow(/"flite" failed: ENOENT/)
    await broken.dispose!()
  })

  it('survives the crash of its thread: that call fails plainly, the next one works', async () => {
    const workers: Worker[] = []
    const crashOnce = (workerData: FliteWorkerData) => {
      const real = new URL('../../../packages/agents/src/speech/flite-worker.ts', import.meta.url)
      const worker =
        workers.length === 0
          ? new Worker(`require('node:worker_threads').parentPort.once('message', () => process.exit(134))`, {
              eval: true,
            })
          : new Worker(real, { workerData })
      workers.push(worker)
      return worker
    }
    const shaky = createFlite({ startWorker: crashOnce })
    const request = { text: 'Rain falls.', voice: 'rms', rate: 1, language: 'en' }
    const crashed = shaky.synthesize(request, { signal })
    await expect(crashed).rejects.toMatchObject({ code: 'PROVIDER_FAILED', isRetryable: true })
    await expect(crashed).rejects.toThrow(/ended with code 134/)
    await expect(shaky.synthesize(request, { signal })).resolves.toMatchObject({ sampleRateHz: 16_000 })
    expect(workers).toHaveLength(2)
    await shaky.dispose!()
  })

  it('fails calls under way when it is disposed', async () => {
    const closing = createFlite()
    const request = { text: 'Rain falls on the hills. '.repeat(10), voice: 'rms', rate: 1, language: 'en' }
    const call = closing.synthesize(request, { signal })
    const expectation = expect(call).rejects.toMatchObject({ code: 'PROVIDER_FAILED' })
    await closing.dispose!()
    await expectation
  })
})
