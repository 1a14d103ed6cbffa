import { createProviderChain, VideoRequest } from '@mavs/core'
import { createTestContext } from '@mavs/core/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { researchInEncyclopedia } from '../../../packages/agents/src/encyclopedia/encyclopedia-research.ts'
import { createWikipedia } from '../../../packages/agents/src/encyclopedia/wikipedia.ts'
import { Material } from '../../../packages/agents/src/research/material.ts'
import { startWikipedia, type Wiki } from '../../vendors/wikipedia-articles.ts'
import { LIGHTHOUSE } from './lighthouse.ts'

async function setUp(options: { wiki?: Wiki; offline?: boolean; noProvider?: boolean } = {}) {
  const server = await startWikipedia(
    options.wiki ?? { articles: { Lighthouse: { extract: LIGHTHOUSE, revision: 42 } } },
  )
  const provider = createWikipedia({ baseUrl: server.baseUrl, timeoutMs: 2000 })
  const chain = createProviderChain('encyclopedia', options.noProvider ? [] : [provider], { retries: 0 })
  const test = createTestContext({ offline: options.offline ?? false })
  onTestFinished(async () => {
    await test.dispose()
    await provider.dispose?.()
    await server.close()
  })
  const research = (prompt: string, language = 'en') => {
    const request = VideoRequest.parse({ prompt, duration_preference: 60 })
    return researchInEncyclopedia(chain, request, language, test.context)
  }
  const material = async () => Material.parse(await test.context.artifacts.readJson('material.json'))
  return { server, test, research, material }
}

describe('research in an encyclopedia', () => {
  it('makes scenes of whole sentences of the article, and invents none', async () => {
    const { research, material } = await setUp()
    const found = await research('Create a video about lighthouses for beginners')
    expect(found?.basis).toMatchObject({ kind: 'encyclopedia', label: 'From “Lighthouse”, Wikipedia, CC BY-SA 4.0' })
    const { drafts } = await material()
    const said = drafts.flatMap((draft) => draft.narration.split(/(?<=\.)\s+(?=[A-Z])/)).filter(Boolean)
    expect(said.length).toBeGreaterThan(6)
    // A long sentence may end at a clause: then it begins as the article's does.
    for (const sentence of said) expect(LIGHTHOUSE).toContain(sentence.replace(/\.$/, ''))
  })

  it('rests every spoken scene on the pinned revision', async () => {
    const { research, material } = await setUp()
    const found = await research('Create a video about lighthouses for beginners')
    expect(found?.sources).toEqual([
      {
        id: 'source-1',
        title: 'Lighthouse',
        publisher: 'Wikipedia',
        url: 'https://en.wikipedia.org/w/index.php?oldid=42',
        licence: 'CC BY-SA 4.0',
        published: '2026-10-01',
      },
    ])
    const { drafts } = await material()
    const spoken = drafts.filter(({ narration }) => narration !== '')
    const ids = new Set(found?.claims.map(({ id }) => id))
    for (const draft of spoken) expect(draft.claimIds.some((id) => ids.has(id))).toBe(true)
  })

  it('warns that the video must be shared alike', async () => {
    const { research, test } = await setUp()
    await research('Create a video about lighthouses for beginners')
    expect(test.warnings.map(({ reason }) => reason)).toEqual(['share-alike'])
    expect(test.usage.choices()).toMatchObject([{ port: 'encyclopedia', provider: 'wikipedia' }])
  })

  it('says for each scene what it is best seen in', async () => {
    const { research, material } = await setUp()
    await research('Create a video about lighthouses for beginners')
    const { drafts } = await material()
    expect(drafts[0]?.media).toEqual({ kind: 'image', queries: ['Lighthouse'], language: 'en' })
    expect(drafts[0]?.visuals[0]).toMatchObject({ kind: 'title', kicker: 'From Wikipedia' })
    expect(drafts.find(({ headline }) => headline === 'Light')?.media?.queries).toEqual([
      'Lighthouse Light',
      'Lighthouse',
    ])
  })

  it('asks once in a session', async () => {
    const { research, server } = await setUp()
    await research('Create a video about lighthouses for beginners')
    const asked = server.requests.length
    await research('Create a video about lighthouses for beginners')
    expect(server.requests).toHaveLength(asked)
  })

  it.each([
    ['there is no such article', { wiki: { articles: {} } }],
    ['the article holds too little', { wiki: { articles: { Lighthouse: { extract: 'A lighthouse is a tower.' } } } }],
    ['the system is offline', { offline: true }],
    ['no encyclopedia is loaded', { noProvider: true }],
  ])('has nothing when %s', async (_, options) => {
    const { research, test } = await setUp(options)
    expect(await research('Create a video about lighthouses for beginners')).toBeUndefined()
    expect(test.warnings).toEqual([])
  })

  it('has nothing on what is somebody’s own', async () => {
    const { research, server } = await setUp()
    expect(await research('Create a video about our lighthouse product')).toBeUndefined()
    expect(server.requests).toEqual([])
  })

  it('does without, and says so, when the encyclopedia is out of order', async () => {
    const { research, server, test } = await setUp()
    server.fail(500)
    expect(await research('Create a video about lighthouses for beginners')).toBeUndefined()
    expect(test.warnings).toMatchObject([{ reason: 'provider-fallback', stage: 'researching' }])
  })

  it('reads nothing in an article as markup', async () => {
    const extract = LIGHTHOUSE.replace('== Light ==', '== # Light [x](http://evil.example) ==').replace(
      'A lens gathers',
      '- ![](http://evil.example/p.png) A lens gathers',
    )
    const { research, material } = await setUp({ wiki: { articles: { Lighthouse: { extract } } } })
    await research('Create a video about lighthouses for beginners')
    const text = JSON.stringify((await material()).drafts.map(({ narration, visuals }) => [narration, visuals]))
    expect(text).not.toContain('evil.example')
  })
})
