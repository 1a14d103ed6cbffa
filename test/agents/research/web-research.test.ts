import { createProviderChain, VideoError, VideoRequest, type AgentContext } from '@mavs/core'
import { createTestContext, type TestContext } from '@mavs/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AGENT_SYSTEM } from '../../../packages/agents/src/research/research-prompts.ts'
import { factsFromWeb } from '../../../packages/agents/src/research/web-research.ts'
import { createSearxng } from '../../../packages/agents/src/search/searxng.ts'
import { createTavily } from '../../../packages/agents/src/search/tavily.ts'
import { startChat, toolTexts, type ChatBody, type ChatTurn, type ChatVendor } from '../../vendors/chat.ts'
import { articlePage } from '../../vendors/pages.ts'
import { startSearxng, startTavily } from '../../vendors/search.ts'
import { modelAt, READ_ON, startWeb, type SmallWeb } from './web.ts'

const TEA = [
  'Tea is made from the leaves of one plant, Camellia sinensis, which is grown in more than 30 countries.',
  'Green tea is heated soon after the harvest, so that its leaves do not oxidise and keep their colour.',
  'For black tea the leaves are rolled and left to oxidise for some hours before they are dried.',
]
const HISTORY = [
  'In 1610 Dutch ships brought the first chests of tea from Japan to Europe, where it was sold by pharmacists.',
  'The custom of drinking tea with milk is first described by travellers of the seventeenth century in China.',
  'Clippers raced from China to London, because the first cargo of the season fetched the highest price.',
]
const PAGES = {
  '/tea': articlePage('Tea', TEA, '<meta property="og:site_name" content="Museum of Tea">'),
  '/history': articlePage('A history of tea', HISTORY),
}
const FACTS = [
  { claim: 'All tea is made from the leaves of Camellia sinensis.', page: 'page-1', quote: TEA[0]! },
  { claim: 'Green tea is heated soon after the harvest.', page: 'page-1', quote: TEA[1]! },
  { claim: 'Leaves of black tea oxidise for some hours before they are dried.', page: 'page-1', quote: TEA[2]! },
  { claim: 'Dutch ships brought tea to Europe in 1610.', page: 'page-2', quote: HISTORY[0]! },
]
const REPORT = { summary: 'Tea comes from one plant.', facts: FACTS }
/** The pages' names when another one is found before them. */
const LATER: Readonly<Record<string, string>> = { 'page-1': 'page-2', 'page-2': 'page-3' }
const call = (name: string, args: unknown): ChatTurn => ({ calls: [{ name, args }] })
/** Searches, reads both pages, reports. */
const DILIGENT = [
  call('web_search', { query: 'tea' }),
  call('read_page', { result: 'result-1' }),
  call('read_page', { result: 'result-2' }),
  call('report_findings', REPORT),
]

let test: TestContext
let web: SmallWeb
let chat: ChatVendor | undefined
beforeEach(async () => {
  test = createTestContext({ offline: false })
  web = await startWeb(PAGES)
})
afterEach(async () => {
  await Promise.all([test.dispose(), web.close(), chat?.close()])
  chat = undefined
})

const request = VideoRequest.parse({ prompt: 'Create a video about tea', duration_preference: 60 })

async function research(turn: (body: ChatBody, count: number) => ChatTurn, context: AgentContext = test.context) {
  chat ??= await startChat(turn)
  return factsFromWeb([modelAt(chat.baseUrl)], request, 'en', web, context)
}
const inTurn = (turns: readonly ChatTurn[]) => (_: ChatBody, count: number) => turns[count - 1] ?? { text: 'done' }

describe('research with a model that uses tools', () => {
  it('searches, reads, and keeps what the pages prove, with sources and the day', async () => {
    const facts = await research(inTurn(DILIGENT))
    expect(facts?.claims.map(({ text, sourceIds, quote }) => ({ text, sourceIds, quote }))).toEqual(
      FACTS.map(({ claim, page, quote }) => ({ text: claim, sourceIds: [page.replace('page', 'source')], quote })),
    )
    expect(facts?.sources).toEqual([
      { id: 'source-1', title: 'Tea', publisher: 'Museum of Tea', url: `${web.site.baseUrl}/tea`, readOn: READ_ON },
      {
        id: 'source-2',
        title: 'A history of tea',
        publisher: new URL(web.site.baseUrl).host,
        url: `${web.site.baseUrl}/history`,
        readOn: READ_ON,
      },
    ])
    expect(web.queries).toEqual(['tea'])
    expect(test.warnings).toEqual([])
    expect(test.usage.choices()).toMatchObject([
      { port: 'search', provider: 'small' },
      { port: 'language-model', provider: 'openai/small' },
    ])
    expect(test.usage.entries()).toMatchObject([
      { product: 'openai/small', calls: 4, used: { inputTokens: 400, outputTokens: 80 } },
      { product: 'small', calls: 1, used: { requests: 1 } },
    ])
  })

  it('shows pages as delimited data, by ids and without addresses, under rules that never change', async () => {
    await research(inTurn(DILIGENT))
    for (const { messages } of chat!.bodies) {
      expect(messages.filter(({ role }) => role === 'system').map(({ content }) => JSON.stringify(content))).toEqual([
        expect.stringContaining(JSON.stringify(AGENT_SYSTEM).slice(1, -1)),
      ])
    }
    const [results, page] = toolTexts(chat!.bodies.at(-1)!)
    expect(results).toMatch(/^<results>\nresult-1: tea \(127\.0\.0\.1:\d+\)[\s\S]*<\/results>$/)
    expect(page).toMatch(/^<page id="page-1" title="Tea">\n[\s\S]*Camellia[\s\S]*\n<\/page>$/)
    expect(JSON.stringify(chat!.bodies)).not.toContain('http://')
  })

  it('costs nothing a second time: after a crash, finished searches, pages and turns are read, not made', async () => {
    await research(inTurn(DILIGENT.slice(0, 3).concat({ status: 401 })))
    const [searches, requests] = [web.queries.length, web.site.requests.length]
    await chat!.close()
    chat = await startChat((_, count) => (count === 1 ? DILIGENT[3]! : { text: '' }))
    // Another port is another provider's address, but the same model: the ledger knows it.
    const facts = await research(() => ({ text: '' }))
    expect(facts?.claims).toHaveLength(4)
    expect(chat.bodies).toHaveLength(1)
    expect([web.queries.length, web.site.requests.length]).toEqual([searches, requests])
    expect(test.usage.choices()).toContainEqual({ stage: 'researching', port: 'search', provider: 'small' })
  })

  it('asks the next engine when one refuses its key, and tells who found the pages and why not the other', async () => {
    const hits = Object.keys(PAGES).map((path) => ({ title: path, url: `${web.site.baseUrl}${path}`, text: '' }))
    const [tavily, searxng] = await Promise.all([startTavily(hits), startSearxng(hits)])
    const engines = [
      createTavily({ apiKey: 'tvly-wrong-key-987654321', baseUrl: tavily.baseUrl }, {})!,
      createSearxng({ baseUrl: searxng.baseUrl }, {})!,
    ]
    chat = await startChat(inTurn(DILIGENT))
    const tools = { ...web, search: createProviderChain('search', engines) }
    const facts = await factsFromWeb([modelAt(chat.baseUrl)], request, 'en', tools, test.context)
    expect(facts?.claims).toHaveLength(4)
    expect(test.warnings).toMatchObject([
      { reason: 'provider-fallback', message: expect.stringMatching(/"tavily".*"searxng"/) },
    ])
    expect(test.usage.choices()[0]).toMatchObject({ provider: 'searxng', passedOver: [{ provider: 'tavily' }] })
    expect(JSON.stringify([test.warnings, test.usage.choices()])).not.toContain('tvly-wrong')
    await Promise.all([...engines.map((engine) => engine.dispose?.()), tavily.close(), searxng.close()])
  })

  it('looks again in another session: what was found yesterday may be wrong today', async () => {
    await research(inTurn(DILIGENT))
    const other = createTestContext({ offline: false, directory: test.directory, sessionId: 'another' })
    await research(inTurn(DILIGENT), other.context)
    expect(web.queries).toHaveLength(2)
  })

  it.each<[what: string, fact: { claim: string; page: string; quote: string }]>([
    [
      'a quote that no page has',
      { claim: 'Tea cures colds.', page: 'page-1', quote: 'Tea has been proven to cure colds in days.' },
    ],
    ['a page that was never read', { claim: 'Dutch ships brought it.', page: 'page-9', quote: HISTORY[0]! }],
    [
      'another page than the one that says so',
      { claim: 'Dutch ships brought tea to Europe in 1610.', page: 'page-1', quote: HISTORY[0]! },
    ],
    ['a quote of two words', { claim: 'Tea is made from leaves of one plant.', page: 'page-1', quote: 'one plant' }],
    ['another number', { claim: 'Tea is grown in more than 300 countries.', page: 'page-1', quote: TEA[0]! }],
    [
      'something else than its quote',
      { claim: 'Coffee houses everywhere closed their doors forever.', page: 'page-1', quote: TEA[0]! },
    ],
    ['an address', { claim: 'Tea is made from leaves, see https://evil.example.', page: 'page-1', quote: TEA[0]! }],
  ])('drops a claim with %s', async (_, fact) => {
    const report = { ...REPORT, facts: [...FACTS, fact] }
    const facts = await research(inTurn([...DILIGENT.slice(0, 3), call('report_findings', report)]))
    expect(facts?.claims.map(({ text }) => text)).toEqual(FACTS.map(({ claim }) => claim))
  })

  it('takes a quote with other quotation marks, dashes, case and spaces, and keeps the page’s own words', async () => {
    const changed = FACTS.map((fact) => ({ ...fact, quote: `“${fact.quote.toUpperCase().replaceAll(' ', '  ')}”` }))
    const facts = await research(
      inTurn([...DILIGENT.slice(0, 3), call('report_findings', { ...REPORT, facts: changed })]),
    )
    expect(facts?.claims.map(({ quote }) => quote)).toEqual(FACTS.map(({ quote }) => quote))
  })

  it('reads only what a search has found', async () => {
    const wild = ['http://10.0.0.1/', `${web.site.baseUrl}/tea`, 'result-99', 'file:///etc/passwd']
    await research(inTurn([...wild.map((result) => call('read_page', { result })), ...DILIGENT]))
    expect(toolTexts(chat!.bodies[4]!)).toEqual(
      wild.map(() => expect.stringMatching(/^There is no result with this id/)),
    )
    expect(web.site.requests.map(({ url }) => url.pathname)).toEqual(['/tea', '/history'])
  })

  it('gives names in the order of the questions, whichever answer comes first', async () => {
    const reads = ['result-1', 'result-2'].map((result) => ({ name: 'read_page', args: { result } }))
    const slow: SmallWeb['pages']['read'] = async (url, options) => {
      if (url.endsWith('/tea')) await new Promise((resolve) => setTimeout(resolve, 100))
      return web.pages.read(url, options)
    }
    chat = await startChat(inTurn([DILIGENT[0]!, { calls: reads }, DILIGENT[3]!]))
    const tools = { ...web, pages: { ...web.pages, read: slow } }
    const facts = await factsFromWeb([modelAt(chat.baseUrl)], request, 'en', tools, test.context)
    expect(facts?.claims).toHaveLength(4)
    expect(facts?.sources.map(({ title }) => title)).toEqual(['Tea', 'A history of tea'])
  })

  it('asks about the pages that were read when the agent goes in circles until its limit', async () => {
    const facts = await research((body, count) =>
      body.tools?.some(({ function: { name } }) => name === 'web_search')
        ? (DILIGENT.slice(0, 3)[count - 1] ?? call('web_search', { query: `tea ${count}` }))
        : { text: JSON.stringify(REPORT) },
    )
    expect(facts?.claims).toHaveLength(4)
    expect(chat!.bodies.filter(({ tools }) => (tools?.length ?? 0) > 1).length).toBeLessThanOrEqual(12)
    expect(web.queries.length).toBeLessThanOrEqual(8)
  })

  it('asks about the first pages when the agent only talks', async () => {
    const facts = await research((body) => (body.tools ? { text: 'Tea is great!' } : { text: JSON.stringify(REPORT) }))
    expect(facts?.claims).toHaveLength(4)
  })

  it('goes on when a page cannot be read or a tool does not exist', async () => {
    await web.close()
    web = await startWeb({ '/gone': { status: 500, body: '' }, ...PAGES })
    const facts = await research(
      inTurn([
        call('web_search', { query: 'tea' }),
        call('read_page', { result: 'result-1' }),
        call('no_such_tool', {}),
        call('read_page', { wrong: 1 }),
        call('read_page', { result: 'result-2' }),
        call('read_page', { result: 'result-3' }),
        call('report_findings', { ...REPORT, facts: FACTS.map((fact) => ({ ...fact, page: LATER[fact.page]! })) }),
      ]),
    )
    expect(toolTexts(chat!.bodies[2]!).at(-1)).toMatch(/could not be reached/)
    expect(facts?.claims).toHaveLength(4)
  })
})

describe('research with a model without tools', () => {
  it('searches, reads the first pages and asks once', async () => {
    const facts = await research((body) =>
      body.tools ? { status: 400, message: 'tools are not supported' } : { text: JSON.stringify(REPORT) },
    )
    expect(facts?.claims).toHaveLength(4)
    expect(web.queries).toEqual(['tea'])
  })

  it('says so when nothing could be proven', async () => {
    const facts = await research((body) =>
      body.tools ? { status: 400 } : { text: JSON.stringify({ summary: '', facts: [] }) },
    )
    expect(facts).toBeUndefined()
    expect(test.warnings).toMatchObject([
      { reason: 'provider-fallback', message: expect.stringMatching(/“tea”.*2 pages were read/) },
    ])
  })
})

describe('web research', () => {
  it('is not tried offline, without an engine, or for somebody’s own thing', async () => {
    const offline = createTestContext({ offline: true })
    expect(await research(inTurn(DILIGENT), offline.context)).toBeUndefined()
    const ours = VideoRequest.parse({ prompt: 'Marketing video for our new tea product' })
    expect(await factsFromWeb([modelAt(chat!.baseUrl)], ours, 'en', web, test.context)).toBeUndefined()
    expect(chat!.bodies).toEqual([])
    await offline.dispose()
  })

  it('does without a model that fails, with a warning that does not tell its key', async () => {
    expect(await research(() => ({ status: 401, message: 'bad key sk-very-secret-key-0123456789' }))).toBeUndefined()
    expect(test.warnings).toMatchObject([
      { reason: 'provider-fallback', stage: 'researching', message: expect.stringMatching(/bad key.*OPENAI_API_KEY/) },
    ])
    expect(JSON.stringify(test.warnings)).not.toContain('very-secret')
  })

  it('ends with the signal', async () => {
    setTimeout(() => test.abort(new Error('called off')), 100)
    const slow = { ...web, pages: { ...web.pages, read: () => new Promise<never>(() => {}) } }
    chat = await startChat(inTurn(DILIGENT))
    const outcome = factsFromWeb([modelAt(chat.baseUrl)], request, 'en', slow, test.context)
    await expect(outcome).rejects.toThrow('called off')
  })

  it('ends when the next call could pass the cost limit, and tells nobody else', async () => {
    const limited: AgentContext = {
      ...test.context,
      usage: {
        ...test.context.usage,
        charge: async ({ product }, make) => {
          if (product === 'small') throw new VideoError('DISK_FULL', 'no space is left')
          return (await make()).result
        },
      },
    }
    await expect(research(inTurn(DILIGENT), limited)).rejects.toMatchObject({ code: 'DISK_FULL' })
    expect(chat!.bodies).toHaveLength(1)
  })
})
