import { createRandom, Scene, VideoRequest, type Script, type SpeechProvider } from '@mavs/core'
import { createTestContext, fakeSpeech } from '@mavs/core/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createAudioAgent } from '../../../packages/agents/src/audio/audio-agent.ts'
import { loadBrief } from '../../../packages/agents/src/briefs/index.ts'
import { createEstimate } from '../../../packages/agents/src/shared/estimate.ts'
import { planScript } from '../../../packages/agents/src/shared/pacing.ts'

const RATE_HZ = 8000

/** A paid voice whose pace is this many times the usual one, give or take a twelfth from text to text. */
function paidVoice(pace: number): SpeechProvider & { readonly texts: string[] } {
  const texts: string[] = []
  const synthesize: SpeechProvider['synthesize'] = async ({ text, rate }) => {
    texts.push(`${text} at ${rate}`)
    const mood = 1 + (createRandom(text.length)() - 0.5) / 6
    const samples = new Float32Array(Math.round((RATE_HZ * text.length * mood) / (14 * pace * rate)))
    return { samples: samples.map((_, at) => 0.3 * Math.sin(at / 6) * Math.sin(at / 900)), sampleRateHz: RATE_HZ }
  }
  const voices = async () => [{ id: 'fake', description: 'A tone', gender: 'neutral' as const, languages: ['en'] }]
  const shared = { id: 'paid', product: 'paid/voice', isRemote: true, quality: 'natural' as const }
  return Object.assign(fakeSpeech({ ...shared, voices, synthesize }), { texts })
}

describe('a voice that costs', () => {
  it.each([
    [0.8, 45],
    [0.8, 120],
    [1, 60],
    [1.2, 30],
    [1.2, 90],
  ])('at %f times the usual pace fills %i seconds within 5 %, and speaks each text once', async (pace, seconds) => {
    const { context, warnings, usage, dispose } = createTestContext({ offline: false })
    onTestFinished(dispose)
    const voice = paidVoice(pace)
    const request = VideoRequest.parse({ prompt: 'The water cycle', duration_preference: seconds, music: false })
    const brief = (await loadBrief('water-cycle'))!
    const estimate = createEstimate({ request, language: 'en', speech: [voice], context })
    const offered = [...brief.scenes, { id: 'credits', narration: '', tier: 1 as const }]
    const plan = await planScript({ scenes: offered, targetSeconds: seconds, estimate })
    const sample = [...voice.texts]
    expect(sample.join('').length).toBeLessThan(500)

    const scenes = plan.scenes.map(({ id, narration }) =>
      Scene.parse({ id, headline: 'Headline', narration, visual: { kind: 'statement', text: 'A statement' } }),
    )
    const script: Script = { title: 'Water', language: 'en', basis: { kind: 'brief', label: 'A brief' }, scenes }
    const agent = createAudioAgent({ speech: [voice], music: [] })
    const narration = await agent.narrate({ request, script }, context)
    expect(Math.abs(narration.durationSeconds - seconds)).toBeLessThanOrEqual(0.05 * seconds)
    expect(warnings.map(({ reason }) => reason)).toEqual(['quality-miss'])

    const spoken = scenes.filter((scene) => scene.narration !== '')
    const said = [...new Set([...sample, ...spoken.map((scene) => `${scene.narration} at 1`)])]
    expect(voice.texts.toSorted()).toEqual(said.toSorted())
    const characters = said.join('').length - said.length * ' at 1'.length
    expect(usage.entries()).toMatchObject([{ product: 'paid/voice', calls: said.length, used: { characters } }])
  })
})
