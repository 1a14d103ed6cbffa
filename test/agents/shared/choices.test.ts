import {
  createProviderChain,
  providerFailure,
  Script,
  VideoRequest,
  type MediaSearchProvider,
  type MusicProvider,
  type SearchProvider,
  type SpeechProvider,
} from '@mavs/core'
import { createTestContext, fakeLanguageModel, fakeMusic, fakeSpeech } from '@mavs/core/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createAssetAgent } from '../../../packages/agents/src/asset/asset-agent.ts'
import { createAudioAgent } from '../../../packages/agents/src/audio/audio-agent.ts'
import { createWordRanker } from '../../../packages/agents/src/media-search/rank.ts'
import { createResearchAgent } from '../../../packages/agents/src/research/research-agent.ts'
import { createWebSession } from '../../../packages/agents/src/research/web-session.ts'
import { createScriptAgent } from '../../../packages/agents/src/script/script-agent.ts'
import { createEstimate } from '../../../packages/agents/src/shared/estimate.ts'

const request = (providers: VideoRequest['providers']) =>
  VideoRequest.parse({ prompt: 'The lakes of the north', duration_preference: 10, providers })

const script = Script.parse({
  title: 'Lakes',
  language: 'en',
  basis: { kind: 'script', label: 'A script' },
  scenes: [
    {
      id: 'scene-1',
      headline: 'Lakes',
      narration: 'A lake lies still.',
      visual: { kind: 'statement', text: 'Lakes' },
      media: { kind: 'image', queries: ['lake'] },
    },
  ],
})

function openContext() {
  const test = createTestContext({ offline: false })
  onTestFinished(() => test.dispose())
  return test.context
}

/** Two providers of one port, and who of them was asked. */
function twoOf<Port>(make: (id: string, ask: () => void) => Port): { readonly both: Port[]; readonly asked: string[] } {
  const asked: string[] = []
  return { both: ['first', 'second'].map((id) => make(id, () => void asked.push(id))), asked }
}

const speaking = () =>
  twoOf((id, ask): SpeechProvider =>
    fakeSpeech({
      id,
      voices: async () => [{ id: 'fake', description: 'A tone', gender: 'neutral', languages: ['en'] }],
      async synthesize() {
        ask()
        return { samples: new Float32Array(16_000).fill(0.1), sampleRateHz: 16_000 }
      },
    }),
  )

const composing = () =>
  twoOf((id, ask): MusicProvider =>
    fakeMusic({
      id,
      async compose({ durationSeconds }) {
        ask()
        const channel = new Float32Array(Math.round(durationSeconds * 8000))
        const blocks = (async function* () {
          yield { left: channel, right: channel }
        })()
        return { blocks, sampleRateHz: 8000, description: 'Silence' }
      },
    }),
  )

describe('a provider that the request names is asked first', () => {
  it('to speak and to compose', async () => {
    const [speech, music] = [speaking(), composing()]
    const agent = createAudioAgent({ speech: speech.both, music: music.both })
    const narrate = (providers: VideoRequest['providers']) =>
      agent.narrate({ request: request(providers), script }, openContext())
    expect(await narrate({ speech: 'second', music: 'second' })).toMatchObject({
      provider: 'second',
      music: { provider: 'second' },
    })
    expect(await narrate(undefined)).toMatchObject({ provider: 'first', music: { provider: 'first' } })
  })

  it('to tell how long a text takes', async () => {
    const { both, asked } = speaking()
    const context = openContext()
    const estimate = createEstimate({ request: request({ speech: 'second' }), language: 'en', speech: both, context })
    await estimate('A lake lies still.')
    expect(asked).toEqual(['second'])
  })

  it('to find pictures', async () => {
    const { both, asked } = twoOf((id, ask): MediaSearchProvider => ({
      id,
      version: '1',
      isRemote: true,
      kinds: ['image'],
      search: async () => (ask(), []),
      download: async () => {},
    }))
    const agent = createAssetAgent({ media: both, ranker: createWordRanker() })
    await agent.source({ request: request({ 'media-search': 'second' }), script }, openContext())
    expect(asked).toEqual(['second', 'first'])
  })

  it('to search the web', async () => {
    const { both, asked } = twoOf((id, ask): SearchProvider => ({
      id,
      version: '1',
      isRemote: true,
      search: async () => (ask(), []),
    }))
    const pages = { id: 'pages', version: '1', isRemote: true, read: async () => Promise.reject(new Error('unread')) }
    const tools = { search: createProviderChain('search', both), pages, now: Date.now, preferredEngine: 'second' }
    await createWebSession(tools, 'en', openContext()).find('lakes')
    expect(asked).toEqual(['second', 'first'])
  })

  it('to write', async () => {
    const { both, asked } = twoOf((id, ask) =>
      fakeLanguageModel({
        id,
        async create() {
          ask()
          throw providerFailure({ provider: id, kind: 'key-refused', message: 'no key' })
        },
      }),
    )
    const context = openContext()
    const input = { request: request({ 'language-model': 'second' }) }
    const research = await createResearchAgent().research(input, context)
    const speech = fakeSpeech({
      voices: async () => [{ id: 'fake', description: 'A tone', gender: 'neutral', languages: ['en'] }],
      synthesize: async ({ text }) => ({ samples: new Float32Array(text.length * 7).fill(0.1), sampleRateHz: 100 }),
    })
    const agent = createScriptAgent({ speech: [speech], languageModels: both })
    await agent.write({ ...input, research }, context)
    expect(asked).toEqual(['second', 'first'])
  })
})
