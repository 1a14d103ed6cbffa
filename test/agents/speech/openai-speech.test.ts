import { failureKindOf, Scene, VideoRequest, type Script, type SpeechProvider, type VideoError } from '@mavs/core'
import {
  createTestContext,
  FAILURE_KINDS,
  FAULTS,
  speechContract,
  startVendor,
  type VendorReply,
} from '@mavs/core/testing'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { spokenSpans } from '../../../packages/agents/src/alignment/pauses.ts'
import { createAudioAgent } from '../../../packages/agents/src/audio/audio-agent.ts'
import { createFlite } from '../../../packages/agents/src/speech/flite.ts'
import { createOpenAiSpeech, type OpenAiSpeechOptions } from '../../../packages/agents/src/speech/openai-speech.ts'
import { errorBody, SPEECH_KEY, startOpenAiSpeech } from '../../vendors/speech.ts'

const { signal } = new AbortController()
const TEXT = 'Water rises from the sea.'
const REQUEST = { text: TEXT, voice: 'marin', rate: 1, language: 'en' }

async function opened(
  options: OpenAiSpeechOptions = {},
  start: () => ReturnType<typeof startVendor> = startOpenAiSpeech,
) {
  const vendor = await start()
  const speech = createOpenAiSpeech({ apiKey: SPEECH_KEY, baseUrl: vendor.baseUrl, ...options }, {})!
  onTestFinished(async () => {
    await speech.dispose?.()
    await vendor.close()
  })
  return { vendor, speech }
}

const thrownBy = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('speech by OpenAI', () => {
  for (const model of ['gpt-4o-mini-tts', 'tts-1']) {
    const contract = speechContract({ create: async () => (await opened({ model })).speech })
    it.each(contract.map((check) => [check.name, check] as const))(`of ${model} %s`, (_, check) => check.run())
  }

  it('asks for what its documentation describes, and names its model for the price', async () => {
    const { vendor, speech } = await opened()
    await speech.synthesize({ ...REQUEST, rate: 1.1 }, { signal })
    expect(vendor.requests[0]!.json()).toEqual({
      model: 'gpt-4o-mini-tts',
      input: TEXT,
      voice: 'marin',
      response_format: 'wav',
      speed: 1.1,
    })
    expect(speech.product).toBeUndefined()
    expect(createOpenAiSpeech({ apiKey: 'a' }, {})).toMatchObject({ product: 'openai/gpt-4o-mini-tts', isRemote: true })
  })

  it.each(FAULTS)('meets the fault %s with a failure of its kind, without the key', async (fault) => {
    const { vendor, speech } = await opened({ timeoutMs: fault === 'slow' ? 300 : 20_000 })
    vendor.fail(fault, { retryAfter: '5' })
    const error = await thrownBy(speech.synthesize(REQUEST, { signal }))
    expect(failureKindOf(error)).toBe(FAILURE_KINDS[fault])
    expect((error as VideoError).message).not.toContain(SPEECH_KEY)
  })

  it.each<[status: number, code: string, kind: string]>([
    [429, 'insufficient_quota', 'quota'],
    [400, 'content_policy_violation', 'refused-content'],
    [400, 'invalid_value', 'rejected'],
  ])('knows what %i with “%s” means', async (status, code, kind) => {
    const respond = (): VendorReply => ({ status, body: { error: { message: 'no', type: code, param: null, code } } })
    const { speech } = await opened({}, () => startVendor({ errorBody, respond }))
    expect(failureKindOf(await thrownBy(speech.synthesize(REQUEST, { signal })))).toBe(kind)
  })

  it('speaks a long text in parts of whole sentences, with pauses and without clicks between them', async () => {
    const { vendor, speech } = await opened()
    const sentence = 'Every morning, millions of people drink coffee without thinking about where it comes from. '
    const { samples, sampleRateHz } = await speech.synthesize({ ...REQUEST, text: sentence.repeat(50) }, { signal })
    const inputs = vendor.requests.map((request) => (request.json() as { input: string }).input)
    expect(inputs).toHaveLength(3)
    for (const input of inputs) expect(input).toMatch(/^Every .* from\.$/)
    expect(inputs.join(' ')).toBe(sentence.repeat(50).trim())
    const spans = spokenSpans({ samples, sampleRateHz })
    expect(spans).toHaveLength(3)
    for (const [index, { startSeconds }] of spans.slice(1).entries()) {
      expect(startSeconds - spans[index]!.endSeconds).toBeGreaterThan(0.25)
      expect(startSeconds - spans[index]!.endSeconds).toBeLessThan(0.65)
    }
    const jumps = samples.map((sample, at) => Math.abs(sample - (samples[at - 1] ?? 0)))
    expect(jumps.reduce((most, jump) => Math.max(most, jump), 0)).toBeLessThan(0.25)
  })
})

describe('a video’s speech by OpenAI', () => {
  const scene = (id: string, narration: string) =>
    Scene.parse({ id, headline: 'Headline', narration, visual: { kind: 'statement', text: 'A statement' } })
  const script: Script = {
    title: 'Water',
    language: 'en',
    basis: { kind: 'brief', label: 'A brief' },
    scenes: [scene('one', TEXT), scene('two', 'Rain falls on the land, and runs back.'), scene('credits', '')],
  }
  const request = VideoRequest.parse({ prompt: 'The water cycle', duration_preference: 10, music: false })
  const flite = createFlite()
  afterAll(() => flite.dispose!())
  const narrate = async (speech: SpeechProvider) => {
    const test = createTestContext({ offline: false })
    onTestFinished(test.dispose)
    const agent = createAudioAgent({ speech: [flite, speech], music: [] })
    return { ...test, narration: await agent.narrate({ request, script }, test.context) }
  }

  it('comes before the plain voice, with words that Flite’s reading of the text tells', async () => {
    const { speech } = await opened()
    const { narration, warnings, usage } = await narrate(speech)
    expect(narration).toMatchObject({ provider: 'openai', voice: 'marin' })
    expect(narration.scenes[0]!.words.map(({ text }) => text)).toEqual(TEXT.split(' '))
    expect(warnings.filter(({ reason }) => reason === 'quality-miss')).toEqual([])
    expect(usage.choices()).toMatchObject([
      { port: 'speech', provider: 'openai', reason: expect.stringContaining('the best of 2 providers') },
    ])
  })

  it('is the plain voice’s, as a whole, when the contingent is used up', async () => {
    const quota = {
      error: {
        message: 'You exceeded your current quota',
        type: 'insufficient_quota',
        param: null,
        code: 'insufficient_quota',
      },
    }
    const { speech } = await opened({}, () => startVendor({ errorBody, respond: () => ({ status: 429, body: quota }) }))
    const { narration, warnings, usage } = await narrate(speech)
    expect(narration).toMatchObject({ provider: 'flite', voice: 'rms' })
    expect(warnings.map(({ reason }) => reason)).toContain('provider-fallback')
    expect(usage.choices()).toMatchObject([{ provider: 'flite', passedOver: [{ provider: 'openai' }] }])
  })
})

describe('where OpenAI’s speech is asked for', () => {
  const hostOf = async (options: OpenAiSpeechOptions, environment: Record<string, string>) => {
    const speech = createOpenAiSpeech(options, environment)
    return speech && (await speech.diagnose!())[0]!.message
  }

  it.each<[what: string, options: OpenAiSpeechOptions, environment: Record<string, string>, where: string | undefined]>(
    [
      ['nothing', {}, {}, undefined],
      ['a key', {}, { OPENAI_API_KEY: 'k' }, 'gpt-4o-mini-tts at api.openai.com, a key is set'],
      ['a key of another server', {}, { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: 'http://localhost:11434/v1' }, undefined],
      [
        'the vendor by its address',
        {},
        { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: 'https://api.openai.com/v1', OPENAI_SPEECH_MODEL: 'tts-1' },
        'tts-1 at api.openai.com, a key is set',
      ],
      [
        'a speech server beside a language model’s',
        {},
        { OPENAI_BASE_URL: 'http://localhost:11434/v1', OPENAI_SPEECH_BASE_URL: 'http://localhost:8880/v1/' },
        'gpt-4o-mini-tts at localhost:8880',
      ],
      ['an option', { baseUrl: 'https://speech.example.org/v1', model: 'kokoro' }, {}, 'kokoro at speech.example.org'],
    ],
  )('is settled by %s', async (_, options, environment, where) => {
    expect(await hostOf(options, environment)).toBe(where)
  })

  it('counts a server on this machine as no network, and takes the voices that it is said to have', async () => {
    const voices = [{ id: 'af_heart', gender: 'female' as const, languages: ['en-US'] }]
    const speech = createOpenAiSpeech({ baseUrl: 'http://127.0.0.1:8880/v1', voices }, {})!
    expect(speech.isRemote).toBe(false)
    expect(speech.defaults.male).toBe('af_heart')
    expect((await speech.voices()).map(({ id }) => id)).toEqual(['af_heart'])
  })

  it('refuses an address that is none', () => {
    expect(() => createOpenAiSpeech({}, { OPENAI_SPEECH_BASE_URL: 'localhost' })).toThrow(/OPENAI_SPEECH_BASE_URL/)
  })
})
