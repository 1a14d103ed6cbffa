import { failureKindOf, retryAfterOf, VideoError, type SpeechRequest } from '@mavs/core'
import { FAILURE_KINDS, FAULTS, speechContract, type Vendor, type VendorReply } from '@mavs/core/testing'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import plugin, { createElevenLabs, type ElevenLabsOptions } from '../src/index.ts'
import { Body, GEORGE, KEY, LILY, refusal, SARAH, spoken, startElevenLabs } from './vendor.ts'

const { signal } = new AbortController()
const HELLO: SpeechRequest = { text: 'Hello, “dear” world — hello!', voice: GEORGE, rate: 1, language: 'en' }

let vendor: Vendor
beforeEach(async () => {
  vendor = await startElevenLabs()
})
afterEach(() => vendor.close())

const create = (options: ElevenLabsOptions = {}, at = vendor) =>
  createElevenLabs({ apiKey: KEY, baseUrl: at.baseUrl, ...options }, {})!

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

/** The bodies of what was asked to be spoken. */
const asked = (at = vendor) =>
  at.requests.filter(({ method }) => method === 'POST').map(({ json }) => Body.parse(json()))

describe('ElevenLabs', () => {
  for (const check of speechContract({ create: () => create() })) it(check.name, () => check.run())

  it.each(FAULTS)('ends in a failure of its kind when the answer is %s', async (fault) => {
    const speech = create({ timeoutMs: fault === 'slow' ? 300 : 5000 })
    await speech.voices()
    vendor.fail(fault, { retryAfter: '3' })
    const error = await thrownBy(speech.synthesize(HELLO, { signal }))
    await speech.dispose?.()
    expect(failureKindOf(error)).toBe(FAILURE_KINDS[fault])
    expect(retryAfterOf(error)).toBe(typeof fault === 'number' ? 3000 : undefined)
    expect((error as VideoError).message).toMatch(/^elevenlabs/)
    expect(JSON.stringify([(error as VideoError).message, (error as VideoError).details])).not.toContain(KEY)
  })

  it.each([
    ['a used-up plan, though its status speaks of the key', 401, 'quota_exceeded', 'quota'],
    ['an unknown key', 400, 'invalid_api_key', 'key-refused'],
    ['a voice that the account lost', 400, 'voice_not_found', 'not-found'],
    ['a text that is too long, though its status speaks of the key', 401, 'max_character_limit_exceeded', 'rejected'],
    ['a text against its policy', 400, 'content_against_policy', 'refused-content'],
    ['a busy service', 429, 'system_busy', 'rate-limited'],
    ['anything else by its status', 422, 'invalid_parameters', 'rejected'],
  ] as const)('understands %s', async (_, status, code, kind) => {
    const other = await startElevenLabs(({ method }) => (method === 'POST' ? refusal(status, code) : undefined))
    const error = await thrownBy(create({}, other).synthesize(HELLO, { signal }))
    await other.close()
    expect(failureKindOf(error)).toBe(kind)
  })

  it.each<[string, VendorReply['body']]>([
    ['without sound', { ...spoken('', 24_000) }],
    ['whose sound is not base64', { audio_base64: '<html>' }],
  ])('takes no answer %s', async (_, body) => {
    const other = await startElevenLabs(({ method }) => (method === 'POST' ? { body } : undefined))
    const error = await thrownBy(create({}, other).synthesize(HELLO, { signal }))
    await other.close()
    expect(failureKindOf(error)).toBe('invalid-reply')
  })

  it('tells the words of the script, with their punctuation, but times of what is heard of them', async () => {
    const { words } = await create().synthesize(HELLO, { signal })
    expect(words!.map(({ text }) => text)).toEqual(['Hello,', '“dear”', 'world', '—', 'hello!'])
    expect(words!.map(({ startSeconds }) => Math.round(startSeconds / 0.06))).toEqual([0, 8, 14, 20, 22])
    expect(words!.map(({ endSeconds }) => Math.round(endSeconds / 0.06))).toEqual([5, 12, 19, 21, 27])
  })

  it('tells no word times rather than wrong ones', async () => {
    const alignment = spoken('Something else', 24_000).alignment
    for (const told of [null, alignment]) {
      const body = { ...spoken(HELLO.text, 24_000), alignment: told }
      const other = await startElevenLabs(({ method }) => (method === 'POST' ? { body } : undefined))
      expect((await create({}, other).synthesize(HELLO, { signal })).words).toBeUndefined()
      await other.close()
    }
  })

  it('speaks a long text in parts that know their neighbours, as one sound with all words in time', async () => {
    const sentence = 'The river carries sand and silt for many miles before it meets the sea.'
    const text = Array.from({ length: 12 }, (_, index) => `${index + 1}: ${sentence}`).join(' ')
    const { samples, sampleRateHz, words } = await create({ maxCharacters: 400 }).synthesize(
      { ...HELLO, text },
      { signal },
    )
    const bodies = asked()
    expect(bodies.map((body) => body.text).join(' ')).toBe(text)
    expect(bodies.every((body) => body.text.length <= 400 && body.text.endsWith('sea.'))).toBe(true)
    expect(bodies.map((body) => [body.previous_text?.slice(-4), body.next_text?.slice(0, 2)])).toEqual([
      [undefined, '6:'],
      ['sea.', '11'],
      ['sea.', undefined],
    ])
    expect(words!.map((word) => word.text)).toEqual(text.split(' '))
    const gaps = words!.slice(1).map((word, index) => word.startSeconds - words![index]!.endSeconds)
    expect(gaps.every((gap) => gap > 0.05 && gap < 0.35)).toBe(true)
    expect(samples.length / sampleRateHz).toBeCloseTo(text.length * 0.06 + 2 * (0.15 - 0.06), 1)
    expect(loudestStep(samples)).toBeLessThan(0.03)
  })

  it('asks for no more text at once than the model takes, and minds what version 3 refuses', async () => {
    const text = 'A sentence of some length stands here for the test. '.repeat(12)
    await create({ model: 'eleven_v3' }).synthesize({ ...HELLO, text }, { signal })
    expect(asked().length).toBeGreaterThan(2)
  })

  it('keeps a voice’s own settings under those of the operator, and its own speed under the rate', async () => {
    const speech = create({ voiceSettings: { stability: 0.3 }, model: 'eleven_flash_v2_5', outputFormat: 'pcm_16000' })
    const slow = await speech.synthesize({ ...HELLO, voice: SARAH, rate: 1.1, language: 'hu-HU' }, { signal })
    await speech.synthesize({ ...HELLO, voice: LILY, rate: 2, language: 'fr' }, { signal })
    expect(slow.sampleRateHz).toBe(16_000)
    expect(asked().map(({ voice_settings, language_code }) => ({ ...voice_settings, language_code }))).toEqual([
      {
        stability: 0.3,
        similarity_boost: 0.7,
        style: 0,
        use_speaker_boost: true,
        speed: expect.closeTo(0.99),
        language_code: 'hu',
      },
      { stability: 0.3, speed: 1.2 },
    ])
  })

  it('describes the account’s voices: their own languages first, then the model’s', async () => {
    const speech = create({ voices: { neutral: SARAH, male: 'gone' } })
    expect(await speech.voices()).toEqual([
      { id: GEORGE, description: 'George: british, mature', gender: 'male', languages: ['en', 'en-GB', 'de', 'ja'] },
      { id: SARAH, description: 'Sarah', gender: 'female', languages: ['en-GB', 'en', 'de', 'ja'] },
      { id: LILY, description: 'Lily', gender: 'neutral', languages: ['en', 'en-GB', 'de', 'ja'] },
    ])
    expect(speech.defaults).toEqual({ neutral: SARAH, male: GEORGE, female: SARAH })
  })

  it('remembers the account’s voices for an hour, and no failure', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const speech = create()
    vendor.fail(500, { times: 2 })
    expect(failureKindOf(await thrownBy(speech.voices()))).toBe('unavailable')
    await vi.waitFor(() => expect(vendor.requests).toHaveLength(2))
    const asks = []
    for (const minutes of [0, 59, 61]) {
      vi.setSystemTime(minutes * 60_000)
      const before = vendor.requests.length
      await speech.voices()
      asks.push(vendor.requests.length - before)
    }
    expect(asks).toEqual([3, 0, 3])
  })

  it('does without the list of models where the key may not ask for it', async () => {
    const other = await startElevenLabs(({ url }) =>
      url.pathname === '/v1/models' ? refusal(401, 'missing_permissions') : undefined,
    )
    const speech = create({}, other)
    expect((await speech.voices())[0]!.languages).toEqual(['en', 'en-GB'])
    expect((await speech.synthesize(HELLO, { signal })).words).toHaveLength(5)
    await other.close()
  })

  it('refuses a voice that the account does not have, before it is asked for', async () => {
    const error = await thrownBy(create().synthesize({ ...HELLO, voice: 'nobody' }, { signal }))
    expect(error).toMatchObject({ code: 'VOICE_UNKNOWN' })
    expect(asked()).toEqual([])
  })

  it.each(['before', 'while it speaks'])('ends with the signal’s reason when that aborts %s', async (when) => {
    const speech = create()
    await speech.voices()
    vendor.fail('slow')
    const controller = new AbortController()
    if (when === 'before') controller.abort(new Error('called off'))
    const call = speech.synthesize(HELLO, { signal: controller.signal })
    controller.abort(new Error('called off'))
    await expect(call).rejects.toThrow('called off')
  })

  it('takes part only with a key, which no diagnosis shows', async () => {
    expect(createElevenLabs({}, {})).toBeUndefined()
    const speech = createElevenLabs({}, { ELEVENLABS_API_KEY: KEY })!
    expect(speech).toMatchObject({ id: 'elevenlabs', isRemote: true, product: 'elevenlabs/eleven_multilingual_v2' })
    expect(JSON.stringify(await speech.diagnose?.())).not.toContain(KEY)
    expect(plugin.options.safeParse({ speed: 2 }).success).toBe(false)
  })
})

/** The largest difference between two neighbouring samples: a click is one. */
function loudestStep(samples: Float32Array): number {
  let largest = 0
  for (let at = 1; at < samples.length; at++) largest = Math.max(largest, Math.abs(samples[at]! - samples[at - 1]!))
  return largest
}
