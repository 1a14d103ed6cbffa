import type { SpeechProvider, Voice } from '@mavs/core'
import { fakeSpeech } from '@mavs/core/testing'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { castVoice } from '../../../packages/agents/src/shared/voices.ts'

const voice = (id: string, gender: Voice['gender'], ...languages: string[]): Voice => ({
  id,
  description: id,
  gender,
  languages: languages.length > 0 ? languages : ['en-US'],
})

function provider(id: string, voices: readonly Voice[], defaults?: SpeechProvider['defaults']): SpeechProvider {
  const first = voices[0]!.id
  return fakeSpeech({
    id,
    voices: async () => voices,
    defaults: defaults ?? { neutral: first, male: first, female: first },
  })
}

const local = provider('local', [voice('tom', 'male'), voice('eva', 'female')], {
  neutral: 'tom',
  male: 'tom',
  female: 'eva',
})
const cloud = provider('cloud', [voice('aria', 'female', 'en', 'de'), voice('karl', 'male', 'de-DE')], {
  neutral: 'aria',
  male: 'karl',
  female: 'aria',
})
const online = { offline: false }
const resolveVoice = async (preference: string, language: string, providers: readonly SpeechProvider[]) =>
  (await castVoice(preference, language, providers, online)).choices[0]!
const namesOf = async (preference: string, language: string, providers = [local, cloud], conditions = online) =>
  (await castVoice(preference, language, providers, conditions)).choices.map(
    ({ provider: { id }, voice: { id: name }, mappedFrom }) =>
      [id, name, ...(mappedFrom ? [mappedFrom] : [])].join(' '),
  )

describe('castVoice', () => {
  it('takes the first provider’s default for neutral, male and female', async () => {
    expect((await resolveVoice('neutral', 'en', [local, cloud])).voice.id).toBe('tom')
    expect((await resolveVoice('female', 'en', [local, cloud])).voice.id).toBe('eva')
  })

  it('finds a voice by its name in any provider, whatever its case', async () => {
    expect(await resolveVoice('ARIA', 'en', [local, cloud])).toMatchObject({ provider: cloud, voice: { id: 'aria' } })
  })

  it('passes over providers that do not speak the language', async () => {
    expect(await namesOf('neutral', 'de')).toEqual(['cloud aria'])
    expect(await namesOf('male', 'de-AT')).toEqual(['cloud karl'])
  })

  it('lists a stand-in of each further provider, of the same gender where there is one', async () => {
    expect(await namesOf('aria', 'en')).toEqual(['cloud aria', 'local eva aria'])
    expect(await namesOf('male', 'en')).toEqual(['local tom', 'cloud aria male'])
  })

  it('refuses a name that nobody knows, with the nearest ones', async () => {
    const call = resolveVoice('arie', 'en', [local, cloud])
    await expect(call).rejects.toMatchObject({ code: 'VOICE_UNKNOWN', details: { voice_preference: 'arie' } })
    await expect(call).rejects.toThrow(/got "arie"\); the nearest names are aria/)
  })

  it('refuses a language that nobody speaks, naming those that are spoken and what to do', async () => {
    const call = resolveVoice('neutral', 'ja', [local, cloud])
    await expect(call).rejects.toMatchObject({ code: 'LANGUAGE_UNSUPPORTED' })
    await expect(call).rejects.toThrow(/Japanese \(ja\).*English, German.*option language.*plugin/)
  })

  it('refuses a named voice in a language that it does not speak', async () => {
    const call = resolveVoice('karl', 'en', [local, cloud])
    await expect(call).rejects.toMatchObject({ code: 'LANGUAGE_UNSUPPORTED' })
    await expect(call).rejects.toThrow(/"karl" speaks German, but the text is in English/)
  })

  it('goes on without a provider that cannot be asked, unless it is the only one', async () => {
    const down = fakeSpeech({ id: 'down', voices: async () => Promise.reject(new Error('no connection')) })
    expect(await namesOf('neutral', 'en', [down, local])).toEqual(['local tom'])
    await expect(resolveVoice('neutral', 'en', [down])).rejects.toMatchObject({ code: 'PROVIDER_FAILED' })
  })

  it('takes the best voices first, and of equals the first ones', async () => {
    const rated = (id: string, quality?: SpeechProvider['quality']) => ({
      ...provider(id, [voice('one', 'neutral')]),
      ...(quality && { quality }),
    })
    const chain = [rated('robot', 'robotic'), rated('plain'), rated('person', 'natural'), rated('other', 'natural')]
    expect(await namesOf('neutral', 'en', chain)).toEqual(['person one', 'other one', 'plain one', 'robot one'])
    const { reason } = await castVoice('neutral', 'en', chain, online)
    expect(reason).toBe('the best of 4 providers that speak English: its voices are natural')
  })

  it('prefers a voice that was named to a better one, and its owner’s quality decides between namesakes', async () => {
    const plain = provider('plain', [voice('eva', 'female')])
    const person = {
      ...provider('person', [voice('eva', 'female'), voice('max', 'male')]),
      quality: 'natural' as const,
    }
    expect((await namesOf('max', 'en', [local, person]))[0]).toBe('person max')
    expect((await namesOf('tom', 'en', [person, local]))[0]).toBe('local tom')
    expect((await namesOf('eva', 'en', [plain, person]))[0]).toBe('person eva')
  })

  it('asks nothing of remote providers when the system is offline, and says so', async () => {
    const remote = { ...fakeSpeech({ id: 'remote' }), isRemote: true, quality: 'natural' as const }
    const { choices, passedOver } = await castVoice('neutral', 'en', [remote, local], { offline: true })
    expect(choices.map(({ provider: { id } }) => id)).toEqual(['local'])
    expect(passedOver).toEqual([{ provider: 'remote', reason: 'the system is offline' }])
    await expect(castVoice('nova', 'en', [remote, local], { offline: true })).rejects.toThrow(
      'Not ready: remote (the system is offline).',
    )
  })

  it('passes over a provider that says that it is not ready, with its reason', async () => {
    const found = [{ name: 'voice', status: 'failed' as const, message: 'no model', remedy: 'download one' }]
    const unready = { ...provider('unready', [voice('one', 'neutral')]), diagnose: async () => found }
    const { choices, passedOver } = await castVoice('neutral', 'en', [unready, local], online)
    expect(choices[0]!.provider).toBe(local)
    expect(passedOver).toEqual([{ provider: 'unready', reason: 'no model; download one' }])
  })

  it('passes over a provider that does not answer', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const hanging = { ...provider('hanging', [voice('one', 'neutral')]), voices: () => new Promise<never>(() => {}) }
    const casting = castVoice('neutral', 'en', [hanging, local], online)
    await vi.advanceTimersByTimeAsync(10_000)
    expect((await casting).passedOver).toEqual([{ provider: 'hanging', reason: 'it did not answer within 10 s' }])
  })

  it('says which port is missing when no speech provider is loaded', async () => {
    await expect(resolveVoice('neutral', 'en', [])).rejects.toMatchObject({ code: 'PORT_MISSING' })
  })
})
