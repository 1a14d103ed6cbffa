import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  Scene,
  VideoError,
  VideoRequest,
  type MusicProvider,
  type Script,
  type Speech,
  type SpeechProvider,
} from '@mavs/core'
import { audioContract, createTestContext, fakeMusic, fakeSpeech, type TestContext } from '@mavs/core/testing'
import { readWav } from '@mavs/render'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { createAudioAgent } from '../../../packages/agents/src/audio/audio-agent.ts'

const RATE_HZ = 16_000

/** Speaks half a second a word, a tone; counts what it was asked for. */
function createCountingSpeech(set: Partial<SpeechProvider> = {}): SpeechProvider & { readonly calls: string[] } {
  const calls: string[] = []
  return Object.assign(
    fakeSpeech({
      id: 'counting',
      voices: async () => [{ id: 'fake', description: 'A tone', gender: 'neutral', languages: ['en'] }],
      synthesize: async ({ text, rate }) => {
        calls.push(`${text} at ${rate}`)
        return toneFor(text, rate)
      },
      ...set,
    }),
    { calls },
  )
}

function toneFor(text: string, rate: number): Speech {
  const words = text.split(/\s+/)
  const wordSeconds = 0.5 / rate
  const samples = Float32Array.from(
    { length: Math.round(words.length * wordSeconds * RATE_HZ) },
    (_, at) => 0.3 * Math.sin((2 * Math.PI * 220 * at) / RATE_HZ),
  )
  const timed = words.map((word, index) => ({
    text: word,
    startSeconds: index * wordSeconds,
    endSeconds: (index + 1) * wordSeconds,
  }))
  return { samples, sampleRateHz: RATE_HZ, words: timed }
}

const silentComposer = (): MusicProvider =>
  fakeMusic({
    id: 'composer',
    compose: async ({ durationSeconds, seed }) => {
      const channel = () => new Float32Array(Math.round(durationSeconds * 8000)).fill(0.1)
      const blocks = (async function* () {
        yield { left: channel(), right: channel() }
      })()
      return { blocks, sampleRateHz: 8000, description: `Composed, seed ${seed}` }
    },
  })

const request = (more: Partial<VideoRequest> = {}) =>
  VideoRequest.parse({ prompt: 'A video about the water cycle', duration_preference: 20, ...more })

function scriptOf(...narrations: string[]): Script {
  const scenes = narrations.map((narration, index) =>
    Scene.parse({
      id: `scene-${index + 1}`,
      headline: 'Headline',
      narration,
      visual: { kind: 'statement', text: 'A statement' },
    }),
  )
  return { title: 'Water', language: 'en', basis: { kind: 'brief', label: 'A brief' }, scenes }
}

/** "word word …", so many. */
const say = (count: number) => Array.from({ length: count }, () => 'word').join(' ')

function bench(options = {}): TestContext {
  const test = createTestContext(options)
  onTestFinished(() => test.dispose())
  return test
}

describe('the audio agent', () => {
  const contract = audioContract({
    create: () => createAudioAgent({ speech: [createCountingSpeech()], music: [silentComposer()] }),
  })
  for (const check of contract) it(check.name, check.run)

  it('speaks each scene into its own file and lays them out to the duration asked for', async () => {
    const { context } = bench()
    const agent = createAudioAgent({ speech: [createCountingSpeech()], music: [silentComposer()] })
    const script = scriptOf(say(14), say(11), '')
    const narration = await agent.narrate({ request: request(), script }, context)
    expect(narration).toMatchObject({ provider: 'counting', voice: 'fake', rate: 1 })
    expect(narration.durationSeconds).toBeCloseTo(20, 6)
    expect(narration.scenes.map(({ audio }) => audio)).toEqual(['audio/scene-1.wav', 'audio/scene-2.wav', undefined])
    const sound = await readWav(context.artifacts.path('audio/scene-1.wav'))
    expect(sound.left.length / sound.sampleRateHz).toBeCloseTo(narration.scenes[0]!.speechSeconds, 3)
    expect(narration.scenes[0]!.words).toHaveLength(14)
  })

  it('composes music exactly as long as the video, from the seed, and knows where scenes begin', async () => {
    const { context } = bench({ seed: 3 })
    const composer = silentComposer()
    const starts: (readonly number[])[] = []
    const listening = {
      ...composer,
      compose: (wish: Parameters<MusicProvider['compose']>[0], options: { signal: AbortSignal }) => {
        starts.push(wish.sceneStarts)
        return composer.compose(wish, options)
      },
    }
    const agent = createAudioAgent({ speech: [createCountingSpeech()], music: [listening] })
    const narration = await agent.narrate({ request: request(), script: scriptOf(say(14), say(11), '') }, context)
    const music = await readWav(context.artifacts.path(narration.music!.artifact))
    expect(music.left.length / music.sampleRateHz).toBeCloseTo(narration.durationSeconds, 3)
    expect(starts[0]).toHaveLength(3)
    expect(starts[0]![1]).toBeCloseTo(narration.scenes[0]!.durationSeconds, 9)
  })

  it('composes none when the request wants none', async () => {
    const { context } = bench()
    const agent = createAudioAgent({ speech: [createCountingSpeech()], music: [fakeMusic()] })
    const wish = { request: request({ music: false }), script: scriptOf(say(14), say(11), '') }
    expect((await agent.narrate(wish, context)).music).toBeUndefined()
  })

  it('speaks again, faster, only when pauses and the last card do not suffice', async () => {
    const test = bench()
    const speech = createCountingSpeech()
    const agent = createAudioAgent({ speech: [speech], music: [] })
    const script = scriptOf(say(18), say(18), say(18), '')
    const narration = await agent.narrate(
      { request: request({ duration_preference: 30, music: false }), script },
      test.context,
    )
    expect(narration.rate).toBeGreaterThan(1)
    expect(narration.rate).toBeLessThanOrEqual(1.15)
    expect(narration.durationSeconds).toBeCloseTo(30, 6)
    expect(new Set(speech.calls.map((call) => call.split(' at ')[1]))).toEqual(new Set(['1', String(narration.rate)]))
    expect(test.warnings).toEqual([])
  })

  it('does not speak, or compose, again what an earlier run had finished', async () => {
    const first = bench()
    const speech = createCountingSpeech()
    const script = scriptOf(say(14), say(11), '')
    const agent = createAudioAgent({ speech: [speech], music: [silentComposer()] })
    const before = await agent.narrate({ request: request(), script }, first.context)
    const calls = speech.calls.length
    const second = bench({ directory: first.directory, sessionId: 'another' })
    const never = createAudioAgent({ speech: [speech], music: [fakeMusic({ id: 'composer' })] })
    expect(await never.narrate({ request: request(), script }, second.context)).toEqual(before)
    expect(speech.calls).toHaveLength(calls)
    expect(await readdir(join(second.directory, 'sessions', 'another', 'audio'))).toContain('music.wav')
  })

  it('hands the whole script to the next provider when one fails, and says so', async () => {
    const test = bench()
    let spoken = 0
    const failing = createCountingSpeech({
      id: 'failing',
      synthesize: async ({ text, rate }) => {
        if (++spoken > 1) throw new VideoError('PROVIDER_FAILED', 'out of quota')
        return toneFor(text, rate)
      },
    })
    const agent = createAudioAgent({ speech: [failing, createCountingSpeech()], music: [] })
    const narration = await agent.narrate(
      { request: request({ music: false }), script: scriptOf(say(14), say(11), '') },
      test.context,
    )
    expect(narration.provider).toBe('counting')
    expect(test.warnings).toHaveLength(1)
    expect(test.warnings[0]).toMatchObject({ reason: 'provider-fallback' })
    expect(test.warnings[0]!.message).toContain('out of quota')
  })

  it('maps a named voice when its provider fails, and says so', async () => {
    const test = bench()
    const named = createCountingSpeech({
      id: 'studio',
      voices: async () => [{ id: 'ada', description: 'Ada', gender: 'female', languages: ['en'] }],
      defaults: { neutral: 'ada', male: 'ada', female: 'ada' },
      synthesize: async () => Promise.reject(new Error('no connection')),
    })
    const agent = createAudioAgent({ speech: [createCountingSpeech(), named], music: [] })
    const wish = { request: request({ voice_preference: 'ada', music: false }), script: scriptOf(say(14), say(11), '') }
    expect((await agent.narrate(wish, test.context)).voice).toBe('fake')
    expect(test.warnings.map(({ reason }) => reason)).toEqual(['provider-fallback', 'voice-mapped'])
  })

  it('fails with the provider’s reason and the scene when nobody can take over', async () => {
    const { context } = bench()
    const failing = createCountingSpeech({
      synthesize: async () => Promise.reject(new VideoError('PROVIDER_FAILED', 'its thread ended')),
    })
    const agent = createAudioAgent({ speech: [failing], music: [] })
    const call = agent.narrate({ request: request(), script: scriptOf(say(3), '') }, context)
    await expect(call).rejects.toMatchObject({ code: 'PROVIDER_FAILED', message: 'scene "scene-1": its thread ended' })
  })

  it('goes without music, and says so, when no composer can', async () => {
    const test = bench()
    const agent = createAudioAgent({ speech: [createCountingSpeech()], music: [fakeMusic()] })
    const narration = await agent.narrate({ request: request(), script: scriptOf(say(14), say(11), '') }, test.context)
    expect(narration.music).toBeUndefined()
    expect(test.warnings[0]).toMatchObject({ reason: 'provider-fallback' })
    expect(test.warnings[0]!.message).toContain('the video has no music')
  })

  it('stops when the disk is full, with neither another voice nor a video without music', async () => {
    const full = new VideoError('DISK_FULL', 'no space is left')
    const fails = async () => {
      throw full
    }
    const second = createCountingSpeech({ id: 'second' })
    const speaking = createAudioAgent({
      speech: [createCountingSpeech({ synthesize: fails }), second],
      music: [silentComposer()],
    })
    const input = { request: request(), script: scriptOf(say(14), say(11), '') }
    await expect(speaking.narrate(input, bench().context)).rejects.toMatchObject({ code: 'DISK_FULL' })
    expect(second.calls).toEqual([])
    const composing = createAudioAgent({ speech: [second], music: [fakeMusic({ compose: fails }), silentComposer()] })
    await expect(composing.narrate(input, bench().context)).rejects.toMatchObject({ code: 'DISK_FULL' })
  })

  it('warns of each word that is not heard, shortened where it is long', async () => {
    const test = bench()
    const long = 'x'.repeat(60)
    const speech = createCountingSpeech({
      synthesize: async ({ text, rate }) => ({ ...toneFor(text, rate), unspoken: [long] }),
    })
    const agent = createAudioAgent({ speech: [speech], music: [] })
    const wish = { request: request({ music: false }), script: scriptOf(`${say(24)} ${long}`, '') }
    await agent.narrate(wish, test.context)
    expect(test.warnings).toHaveLength(1)
    expect(test.warnings[0]).toMatchObject({ reason: 'word-not-spoken', sceneId: 'scene-1' })
    expect(test.warnings[0]!.message.length).toBeLessThan(140)
  })

  it('shares word times out, and says so, when the provider tells none', async () => {
    const test = bench()
    const speech = createCountingSpeech({
      synthesize: async ({ text, rate }) => ({ samples: toneFor(text, rate).samples, sampleRateHz: RATE_HZ }),
    })
    const agent = createAudioAgent({ speech: [speech], music: [] })
    const wish = { request: request({ music: false }), script: scriptOf(say(25), '') }
    const [scene] = (await agent.narrate(wish, test.context)).scenes
    expect(scene!.words).toHaveLength(25)
    expect(scene!.words.at(-1)!.endSeconds).toBeCloseTo(scene!.speechSeconds, 2)
    expect(test.warnings[0]).toMatchObject({ reason: 'quality-miss' })
  })

  const noise = (seconds: number) => Float32Array.from({ length: seconds * RATE_HZ }, (_, at) => (at % 2 ? 1 : -1))
  it.each([
    ['a sample that is no number', 'not from -1 to 1', Float32Array.of(0, Number.NaN)],
    ['a sample beyond full level', 'not from -1 to 1', Float32Array.of(0, 1.5)],
    ['silence', 'silence', new Float32Array(5 * RATE_HZ)],
    ['nothing', 'silence', new Float32Array(0)],
    ['noise at full level', 'noise', noise(5)],
    ['far too much sound', 'cannot be its length', noise(60).map((sample) => sample / 2)],
    ['hardly any sound', 'cannot be its length', noise(0.1).map((sample) => sample / 2)],
  ])('hands over to the next provider when one answers with %s', async (_, reason, samples) => {
    const test = bench()
    const broken = createCountingSpeech({
      id: 'broken',
      quality: 'natural',
      synthesize: async () => ({ samples, sampleRateHz: RATE_HZ }),
    })
    const agent = createAudioAgent({ speech: [broken, createCountingSpeech()], music: [] })
    const wish = { request: request({ music: false }), script: scriptOf(say(25), '') }
    expect((await agent.narrate(wish, test.context)).provider).toBe('counting')
    expect(test.warnings[0]).toMatchObject({ reason: 'provider-fallback' })
    expect(test.warnings[0]!.message).toContain(reason)
    const [choice] = test.usage.choices()
    expect(choice).toMatchObject({ port: 'speech', provider: 'counting', passedOver: [{ provider: 'broken' }] })
  })

  it('takes silence for a text of which nothing can be said', async () => {
    const { context } = bench()
    const speech = createCountingSpeech({
      synthesize: async ({ text, rate }) =>
        text === '—' ? { samples: new Float32Array(0), sampleRateHz: RATE_HZ, words: [] } : toneFor(text, rate),
    })
    const agent = createAudioAgent({ speech: [speech], music: [] })
    const wish = { request: request({ music: false }), script: scriptOf(say(25), '—', '') }
    expect((await agent.narrate(wish, context)).scenes[1]).toMatchObject({ speechSeconds: 0 })
  })

  it('speaks at most two scenes at once', async () => {
    const { context } = bench()
    let running = 0
    let most = 0
    const speech = createCountingSpeech({
      synthesize: async ({ text, rate }) => {
        most = Math.max(most, ++running)
        await new Promise((resolve) => setTimeout(resolve, 5))
        running--
        return toneFor(text, rate)
      },
    })
    const agent = createAudioAgent({ speech: [speech], music: [] })
    const script = scriptOf(...Array.from({ length: 8 }, (_, index) => `${say(3)} number-${index}`))
    await agent.narrate({ request: request({ music: false }), script }, context)
    expect(most).toBe(2)
  })
})

describe('the audio agent’s check', () => {
  const agent = createAudioAgent({ speech: [createCountingSpeech()], music: [] })
  const test = createTestContext()
  afterAll(test.dispose)
  const check = (asked: VideoRequest) => agent.check!(asked, test.context)

  it('accepts what it can speak', async () => {
    await expect(check(request())).resolves.toBeUndefined()
  })

  it('refuses an unknown voice with the nearest names', async () => {
    const call = check(request({ voice_preference: 'femal' }))
    await expect(call).rejects.toMatchObject({ code: 'VOICE_UNKNOWN' })
    await expect(call).rejects.toThrow(/nearest names are female/)
  })

  it.each([
    ['a prompt', { prompt: 'Erstelle ein Video über erneuerbare Energien und wie sie funktionieren' }],
    [
      'a script',
      { script: { name: 'a.md', text: '# История\n\nВода испаряется с поверхности моря и падает дождём.' } },
    ],
    [
      'a source',
      { sources: [{ name: 'a.md', text: 'La pluie est une forme de précipitation qui tombe sur la terre.' }] },
    ],
    ['the option', { language: 'ja' }],
  ])('refuses a language that no voice speaks, told by %s', async (_, more) => {
    const call = check(request(more))
    await expect(call).rejects.toMatchObject({ code: 'LANGUAGE_UNSUPPORTED', category: 'user' })
    await expect(call).rejects.toThrow(/option language|load a plugin/)
  })

  it('takes the language that was asked for over the one it would detect', async () => {
    await expect(check(request({ prompt: 'Der Ring des Nibelungen', language: 'en' }))).resolves.toBeUndefined()
  })
})
