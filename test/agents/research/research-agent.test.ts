import {
  VideoRequest,
  type EncyclopediaProvider,
  type LanguageModelProvider,
  type Research,
  type VideoRequestInput,
} from '@mavs/core'
import { createTestContext, fakeLanguageModel, researchContract, type TestContext } from '@mavs/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOpenAiLanguageModel } from '../../../packages/agents/src/language-model/openai.ts'
import { readMaterial } from '../../../packages/agents/src/research/material.ts'
import { createResearchAgent } from '../../../packages/agents/src/research/research-agent.ts'
import { startChat, textOf, type ChatTurn } from '../../vendors/chat.ts'
import { articlePage } from '../../vendors/pages.ts'
import { startChatServer } from '../language-model/server.ts'
import { modelAt, READ_ON, startWeb } from './web.ts'

const AI = 'Create a video about artificial intelligence'
const SCRIPT = { name: 'tea.md', text: '# Tea\n\n## Heat\n\nHeat the water.\n\nSource: [Tea](https://example.org/tea)' }
const SOURCE = {
  name: 'town.md',
  text: `# Town\n\n${['One', 'Two', 'Three', 'Four'].map((name) => `## ${name}\n\nThe old harbour town built its ${name.toLowerCase()} lighthouse tower from local stone.`).join('\n\n')}`,
}

let test: TestContext
beforeEach(() => {
  test = createTestContext({ offline: false })
})
afterEach(() => test.dispose())

function research(input: VideoRequestInput, languageModels: LanguageModelProvider[] = []): Promise<Research> {
  return createResearchAgent({ languageModels }).research({ request: VideoRequest.parse(input) }, test.context)
}
const reasons = (): string[] => test.warnings.map((warning) => warning.reason)

/** A script as a model writes it, with flaws that models have. */
const WRITTEN = {
  title: 'Kettles',
  summary: 'What a kettle does.',
  scenes: [
    { kind: 'statement', text: 'A simple machine', value: null, unit: null, items: null },
    { kind: 'number', text: 'degrees at the boil', value: 100, unit: '°C', items: null },
    { kind: 'comparison', text: null, value: null, unit: null, items: [{ label: 'Gas', detail: 'flame' }] },
  ].map((visual, at) => ({
    headline: `**Part ${at + 1}**`,
    narration: `Sentence ${at + 1} says what a kettle does with its water.`,
    importance: 'useful',
    visual,
    icon: at === 0 ? 'flame' : 'no-such-icon',
  })),
}

describe('what a video is made from', () => {
  it('is the script before anything else, with its sources and claims', async () => {
    const found = await research({ prompt: AI, script: SCRIPT, sources: [SOURCE] }, [fakeLanguageModel()])
    expect(found.basis).toMatchObject({ kind: 'script', label: 'Script: tea.md', reference: 'material.json' })
    expect(found).toMatchObject({ topic: 'Tea', claims: [{ sourceIds: ['source-1'] }], sources: [{ title: 'Tea' }] })
    expect(await readMaterial('material.json', test.context)).toMatchObject({ use: 'whole', title: 'Tea' })
  })

  it('is the sources next, labelled as highlights', async () => {
    const found = await research({ prompt: AI, sources: [SOURCE] }, [fakeLanguageModel()])
    expect(found.basis).toMatchObject({ kind: 'source', label: 'Highlights of town.md' })
    expect(found.claims.length).toBeGreaterThanOrEqual(4)
    expect(reasons()).toEqual(['highlights-only'])
  })

  it('is the brief on exactly this topic when no model is configured', async () => {
    const found = await research({ prompt: AI })
    expect(found.basis).toMatchObject({ kind: 'brief', reference: 'artificial-intelligence' })
    expect(found.basis.label).toMatch(/^Built-in brief, reviewed \d{4}-\d{2}$/)
    expect(found.claims.length).toBeGreaterThan(5)
    expect(reasons()).toEqual([])
  })

  it('is an outline when nothing is known, with what to do about it', async () => {
    const found = await research({ prompt: 'Marketing video for our product' })
    expect(found.basis.kind).toBe('outline')
    expect(test.warnings[0]?.message).toMatch(/--script.*--source.*OPENAI_API_KEY/)
  })
})

describe('with an encyclopedia', () => {
  const asked: string[] = []
  const encyclopedia: EncyclopediaProvider = {
    id: 'small',
    version: '1',
    isRemote: true,
    async find(topic) {
      asked.push(topic)
      if (!topic.includes('lighthouse')) return undefined
      const sections = ['', 'Building', 'Light', 'Keepers', 'Today'].map((heading, level) => ({
        heading,
        level: Math.min(level, 1),
        paragraphs: [`The lighthouse of the ${heading || 'north'} coast was built by masons from grey granite blocks.`],
      }))
      const origin = {
        url: 'https://example.org/lighthouses',
        revision: '7',
        publisher: 'Small',
        licence: 'CC BY-SA 4.0',
      }
      return { title: 'Lighthouse', language: 'en', ...origin, sections }
    },
  }
  const ask = (prompt: string) =>
    createResearchAgent({ encyclopedias: [encyclopedia] }).research(
      { request: VideoRequest.parse({ prompt }) },
      test.context,
    )

  it('is its article where no brief is on the topic, and an outline where it has none', async () => {
    expect((await ask('Create a video about lighthouses')).basis.kind).toBe('encyclopedia')
    expect((await ask('Create a video about zorblaxes')).basis.kind).toBe('outline')
    expect((await ask(AI)).basis.kind).toBe('brief')
    expect(asked).toEqual(['lighthouses', 'zorblaxes'])
  })
})

describe('with a language model', () => {
  it('is what the model wrote, without claims, and its ill-formed visuals are left to the script agent', async () => {
    await using server = await startChatServer(() => ({ text: JSON.stringify(WRITTEN) }))
    const model = createOpenAiLanguageModel({ apiKey: 'key', baseUrl: server.baseUrl, model: 'small' }, {})!
    const found = await research({ prompt: AI, duration_preference: 30 }, [model])
    expect(found).toMatchObject({ topic: 'Kettles', claims: [], sources: [] })
    expect(found.basis).toEqual({ kind: 'model', label: 'Written by small', reference: 'material.json' })
    const { drafts, use } = await readMaterial('material.json', test.context)
    expect(use).toBe('choose')
    expect(drafts.map((draft) => [draft.headline, draft.tier, draft.icon])).toEqual([
      ['Part 1', 1, 'flame'],
      ['Part 2', 2, undefined],
      ['Part 3', 1, undefined],
    ])
    expect(drafts.slice(0, 2).map((draft) => draft.visuals[0])).toMatchObject([
      { kind: 'statement', text: 'A simple machine', icon: 'flame' },
      { kind: 'number', value: 100, suffix: '°C', label: 'degrees at the boil' },
    ])
    expect(drafts[2]?.visuals).toEqual([])
    expect(server.requests[0]?.messages[1]?.content).toMatch(/about 90 spoken words[\s\S]*<request>\n.*artificial/)
  })

  it('is written in parts when it is long', async () => {
    await using server = await startChatServer(() => ({ text: JSON.stringify(WRITTEN) }))
    const model = createOpenAiLanguageModel({ apiKey: 'key', baseUrl: server.baseUrl, model: 'small' }, {})!
    await research({ prompt: AI, duration_preference: 400 }, [model])
    expect(server.requests).toHaveLength(3)
    expect(server.requests[2]?.messages[1]?.content).toMatch(/part 3 of 3.*Part 1.*conclusion/)
    expect((await readMaterial('material.json', test.context)).drafts).toHaveLength(9)
  })

  it.each<[what: string, reply: { text: string } | { status: number }, says: RegExp]>([
    ['refuses the key', { status: 401 }, /401/],
    ['writes too little', { text: JSON.stringify({ ...WRITTEN, scenes: WRITTEN.scenes.slice(0, 1) }) }, /1 scenes/],
    ['writes nonsense', { text: 'Sure, here is your video!' }, /no valid structured reply/],
  ])('falls back to the brief, with a warning, when it %s', async (_, reply, says) => {
    await using server = await startChatServer(() => reply)
    const model = createOpenAiLanguageModel({ apiKey: 'key', baseUrl: server.baseUrl, model: 'small' }, {})!
    const found = await research({ prompt: AI }, [model])
    expect(found.basis.kind).toBe('brief')
    expect(reasons()).toEqual(['provider-fallback'])
    expect(test.warnings[0]?.message).toMatch(says)
    expect(test.warnings[0]?.message).not.toContain('key')
  })

  it('writes from what the web proves: scenes name their facts, and the sources are kept', async () => {
    const text = ['first', 'second', 'third', 'fourth'].map(
      (word) => `The ${word} kettle of the town was made of copper.`,
    )
    const web = await startWeb({ '/kettles': articlePage('Kettles of the town', text) })
    const report = { summary: 'Copper.', facts: text.map((quote) => ({ claim: quote, page: 'page-1', quote })) }
    const scenes = WRITTEN.scenes.map((scene, at) => ({ ...scene, facts: [`claim-${at + 1}`, 'claim-99'] }))
    const turns: ChatTurn[] = [
      { calls: [{ name: 'web_search', args: { query: 'kettles' } }] },
      { calls: [{ name: 'read_page', args: { result: 'result-1' } }] },
      { calls: [{ name: 'report_findings', args: report }] },
      { text: JSON.stringify({ ...WRITTEN, scenes }) },
    ]
    const chat = await startChat((_, count) => turns[count - 1]!)
    const agent = createResearchAgent({
      languageModels: [modelAt(chat.baseUrl)],
      search: [web.engine],
      pages: web.pages,
      now: web.now,
    })
    const found = await agent.research(
      { request: VideoRequest.parse({ prompt: AI, duration_preference: 30 }) },
      test.context,
    )
    expect(found.basis).toMatchObject({ kind: 'model', label: 'Written by small from 1 web page' })
    expect(found.claims.map(({ id, quote }) => [id, quote])).toEqual(
      text.map((quote, at) => [`claim-${at + 1}`, quote]),
    )
    expect(found.sources).toMatchObject([
      { title: 'Kettles of the town', url: `${web.site.baseUrl}/kettles`, readOn: READ_ON },
    ])
    const { drafts } = await readMaterial('material.json', test.context)
    expect(drafts.map(({ claimIds }) => claimIds)).toEqual([['claim-1'], ['claim-2'], ['claim-3']])
    expect(textOf(chat.bodies[3]!.messages[1]!)).toMatch(/<facts>\nclaim-1: The first kettle/)
    await Promise.all([web.close(), chat.close()])
  })

  it('is not asked when the system is offline', async () => {
    await test.dispose()
    test = createTestContext({ offline: true })
    expect((await research({ prompt: AI }, [fakeLanguageModel()])).basis.kind).toBe('brief')
    expect(reasons()).toEqual(['provider-fallback'])
  })

  it('ends with the signal, and does not fall back', async () => {
    await using server = await startChatServer(() => ({ hang: true }))
    const model = createOpenAiLanguageModel({ apiKey: 'key', baseUrl: server.baseUrl, model: 'small' }, {})!
    setTimeout(() => test.abort(new Error('called off')), 200)
    await expect(research({ prompt: AI }, [model])).rejects.toThrow('called off')
    expect(test.warnings).toEqual([])
  })
})

describe('before a session is accepted', () => {
  const check = (input: VideoRequestInput): Promise<void> =>
    createResearchAgent().check!(VideoRequest.parse(input), test.context)

  it('a script and sources are checked', async () => {
    await expect(check({ prompt: AI, script: SCRIPT })).resolves.toBeUndefined()
    await expect(check({ prompt: AI, sources: [SOURCE] })).resolves.toBeUndefined()
    await expect(check({ prompt: AI, script: { name: 'a.md', text: '# A\n\n## B\n' } })).rejects.toMatchObject({
      code: 'SCRIPT_INVALID',
    })
    await expect(check({ prompt: AI, sources: [{ name: 'a.md', text: 'Too short.' }] })).rejects.toMatchObject({
      code: 'SOURCE_INVALID',
    })
  })
})

describe('the research agent', () => {
  const create = () => createResearchAgent()
  it.each(researchContract({ create }).map((check) => [check.name, check] as const))('%s', (_, check) => check.run())
})
