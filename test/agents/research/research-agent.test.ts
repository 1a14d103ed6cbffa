import {
  VideoRequest,
  type EncyclopediaProvider,
  type LanguageModelProvider,
  type Research,
  type VideoRequestInput,
} from '@mavs/core'
import { createTestContext, fakeLanguageModel, researchContract, type TestContext } from '@mavs/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readMaterial } from '../../../packages/agents/src/research/material.ts'
import { createResearchAgent } from '../../../packages/agents/src/research/research-agent.ts'
import { startChat, type ChatTurn } from '../../vendors/chat.ts'
import { articlePage } from '../../vendors/pages.ts'
import { modelAt, READ_ON, SECRET, startWeb, type SmallWeb } from './web.ts'

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

  it('is an outline when nothing is known', async () => {
    const found = await research({ prompt: 'Marketing video for our product' })
    expect(found.basis).toMatchObject({ kind: 'outline', reference: 'material.json' })
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
  const text = ['first', 'second', 'third', 'fourth'].map(
    (word) => `The ${word} kettle of the town was made of copper.`,
  )
  const report = { summary: 'Copper.', facts: text.map((quote) => ({ claim: quote, page: 'page-1', quote })) }
  const turns: ChatTurn[] = [
    { calls: [{ name: 'web_search', args: { query: 'kettles' } }] },
    { calls: [{ name: 'read_page', args: { result: 'result-1' } }] },
    { calls: [{ name: 'report_findings', args: report }] },
  ]
  const create = (baseUrl: string, { engine, pages, now }: SmallWeb) =>
    createResearchAgent({ languageModels: [modelAt(baseUrl)], search: [engine], pages, now })
  const KETTLES = VideoRequest.parse({ prompt: 'Create a video about kettles', duration_preference: 30 })

  it('is what the web proves, with material that stands by itself', async () => {
    await using chat = await startChat((_, count) => turns[count - 1]!)
    const web = await startWeb({ '/kettles': articlePage('Kettles of the town', text) })
    const found = await create(chat.baseUrl, web).research({ request: KETTLES }, test.context)
    expect(found).toMatchObject({
      topic: 'Kettles',
      basis: { kind: 'model', label: 'Facts from 1 web page, found by small' },
      sources: [{ title: 'Kettles of the town', url: `${web.site.baseUrl}/kettles`, readOn: READ_ON }],
    })
    expect(found.claims.map(({ id, quote }) => [id, quote])).toEqual(
      text.map((quote, at) => [`claim-${at + 1}`, quote]),
    )
    const { drafts } = await readMaterial('material.json', test.context)
    expect(drafts.map(({ narration, claimIds }) => [narration, claimIds])).toEqual(
      text.map((claim, at) => [claim, [`claim-${at + 1}`]]),
    )
    await web.close()
  })

  it.each<[what: string, prompt: string, kind: string]>([
    ['the brief', AI, 'brief'],
    ['an outline', 'Create a video about zorblaxes', 'outline'],
  ])('is %s when the model fails at the web, with a warning', async (_, prompt, kind) => {
    await using chat = await startChat(() => ({ status: 401, message: `bad key ${SECRET}` }))
    const web = await startWeb({ '/kettles': articlePage('Kettles of the town', text) })
    const found = await create(chat.baseUrl, web).research({ request: VideoRequest.parse({ prompt }) }, test.context)
    expect(found.basis.kind).toBe(kind)
    expect(test.warnings).toMatchObject([
      { reason: 'provider-fallback', message: expect.stringMatching(/401.*OPENAI_API_KEY/) },
    ])
    expect(JSON.stringify(test.warnings)).not.toContain(SECRET)
    await web.close()
  })

  it('tells what finding facts is likely to cost', async () => {
    const web = await startWeb({})
    const agent = create('http://127.0.0.1:9/v1', web)
    const paid = { ...web.engine, product: 'small/search' }
    const charges = (input: Partial<VideoRequestInput>, search = paid) =>
      createResearchAgent({ languageModels: [modelAt('http://127.0.0.1:9/v1')], search: [search], pages: web.pages })
        .estimate!(VideoRequest.parse({ prompt: AI, ...input }), test.context)
    expect(await charges({})).toEqual([
      { product: 'openai/small', isFree: true, planned: expect.objectContaining({ requests: 7 }) },
      { product: 'small/search', isFree: false, planned: { requests: 2 } },
    ])
    expect(await agent.estimate!(KETTLES, test.context)).toHaveLength(1)
    expect(await charges({ script: SCRIPT })).toEqual([])
    expect(await charges({ prompt: 'A video about our new product' })).toEqual([])
    await web.close()
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
