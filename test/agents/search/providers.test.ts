import { createProviderChain, failureKindOf, VideoError, type SearchProvider } from '@mavs/core'
import { createTestContext, searchContract } from '@mavs/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBrave } from '../../../packages/agents/src/search/brave.ts'
import { createSearxng } from '../../../packages/agents/src/search/searxng.ts'
import { createSerper } from '../../../packages/agents/src/search/serper.ts'
import { createTavily } from '../../../packages/agents/src/search/tavily.ts'
import { HITS, KEY, startBrave, startSearxng, startTavily } from '../../vendors/search.ts'
import { FAILURE_KINDS, FAULTS, startVendor, type Vendor } from '@mavs/core/testing'
import { SEARCH_VENDORS } from './vendors.ts'

const { signal } = new AbortController()
const QUERY = { query: 'water cycle', language: 'en', count: 3 }

/** Where a vendor's documentation differs. */
const OWN_KINDS: Readonly<Record<string, string>> = { 'searxng 403': 'rejected' }

describe.each(SEARCH_VENDORS)('$name', ({ name, start, create }) => {
  let vendor: Vendor
  beforeEach(async () => {
    vendor = await start()
  })
  afterEach(() => vendor.close())

  for (const check of searchContract({ create: () => create(vendor.baseUrl) })) it(check.name, () => check.run())

  it.each(FAULTS)('ends in a failure of its kind when the answer is %s', async (fault) => {
    vendor.fail(fault)
    const search = create(vendor.baseUrl, { timeoutMs: fault === 'slow' ? 300 : 5000 })
    const error = await search.search(QUERY, { signal }).catch((thrown: unknown) => thrown)
    await search.dispose?.()
    expect(VideoError.isInstance(error)).toBe(true)
    expect(failureKindOf(error)).toBe(OWN_KINDS[`${name} ${fault}`] ?? FAILURE_KINDS[fault])
    expect((error as VideoError).message).toContain(name)
    expect((error as VideoError).message).not.toContain(KEY)
    expect((error as VideoError).message.length).toBeLessThan(600)
  })

  it('is tried again when it is overloaded, and left for the next one when it stays so', async () => {
    const test = createTestContext({ offline: false })
    const next: SearchProvider = { ...create(vendor.baseUrl), id: 'next', search: async () => [] }
    const search = create(vendor.baseUrl)
    const chain = createProviderChain('search', [search, next])
    const ask = () =>
      chain.ask(
        { stage: 'researching', what: 'pages', call: (provider, limit) => provider.search(QUERY, { signal: limit }) },
        test.context,
      )
    vendor.fail(500, { times: 1 })
    expect((await ask())?.provider.id).toBe(name)
    expect(vendor.requests).toHaveLength(2)
    vendor.fail(401)
    expect((await ask())?.provider.id).toBe('next')
    expect(test.warnings.map(({ reason }) => reason)).toEqual(['provider-fallback'])
    await Promise.all([search.dispose?.(), test.dispose()])
  })
})

describe('search providers', () => {
  it('take part only with their key or address, from the environment or by option', () => {
    expect([createTavily({}, {}), createSerper({}, {}), createBrave({}, {}), createSearxng({}, {})]).toEqual(
      Array.from({ length: 4 }),
    )
    expect(createTavily({}, { TAVILY_API_KEY: 'a' })?.id).toBe('tavily')
    expect(createSerper({}, { SERPER_API_KEY: 'a' })?.id).toBe('serper')
    expect(createBrave({}, { BRAVE_API_KEY: 'a' })?.id).toBe('brave')
    expect(createBrave({}, { BRAVE_API_KEY: '', BRAVE_SEARCH_API_KEY: 'a' })?.id).toBe('brave')
    expect(createSearxng({}, { SEARXNG_BASE_URL: 'http://127.0.0.1:8080/' })?.id).toBe('searxng')
  })

  it('never show their key, not even in the diagnosis or when the vendor echoes it', async () => {
    const echo = await startVendor({
      errorBody: () => '',
      respond: ({ headers }) => ({ status: 401, body: { detail: `bad key ${headers.authorization}` } }),
    })
    const search = createTavily({ apiKey: KEY, baseUrl: echo.baseUrl }, {})!
    const error = await search.search(QUERY, { signal }).catch((thrown: unknown) => thrown)
    expect(String(error)).not.toContain(KEY)
    expect(JSON.stringify(await search.diagnose?.())).not.toContain(KEY)
    await echo.close()
  })

  it('give what the engine shows as text: marks, entities and dates are read', async () => {
    const vendor = await startBrave()
    const found = await createBrave({ apiKey: KEY, baseUrl: vendor.baseUrl }, {})!.search(QUERY, { signal })
    expect(found[1]).toEqual({
      title: 'Rain & snow',
      url: 'https://example.org/rain?a=1&b=2',
      snippet: 'How rain forms.',
      published: '2025-03-04',
    })
    await vendor.close()
  })

  it('leave out what is no web page, and clean what pages call themselves', async () => {
    const bad = ['javascript:alert(1)', 'file:///etc/passwd', 'not a url', '', `https://x.org/${'a'.repeat(3000)}`]
    const hits = [
      ...bad.map((url) => ({ title: 'bad', url, text: '' })),
      { title: '\u202Eev\u0007il \u200B', url: 'https://example.org/a', text: `${'word '.repeat(500)}` },
    ]
    const vendor = await startTavily(hits)
    const found = await createTavily({ apiKey: KEY, baseUrl: vendor.baseUrl }, {})!.search(
      { ...QUERY, count: 9 },
      { signal },
    )
    expect(found).toHaveLength(1)
    expect(found[0]!.title).toBe('evil')
    expect(found[0]!.snippet.length).toBeLessThanOrEqual(500)
    await vendor.close()
  })

  it.each([
    ['de-AT', 'de'],
    ['ja', 'jp'],
    ['zh', 'zh-hans'],
    ['zh-TW', 'zh-hant'],
    ['pt-BR', 'pt-br'],
    ['pt', 'pt-pt'],
    ['no', 'nb'],
    ['yo', null],
  ])('tell Brave the language %s as %s: any code that it does not know would be refused', async (language, code) => {
    const vendor = await startBrave()
    const search = createBrave({ apiKey: KEY, baseUrl: vendor.baseUrl }, {})!
    expect(await search.search({ ...QUERY, language }, { signal })).not.toEqual([])
    expect(vendor.requests[0]?.url.searchParams.get('search_lang')).toBe(code)
    await vendor.close()
  })

  it.each<[vendor: string, status: number, body: object, kind: string]>([
    ['tavily', 432, { detail: { error: "This request exceeds your plan's set usage limit." } }, 'quota'],
    ['tavily', 433, { detail: { error: 'pay-as-you-go limit' } }, 'quota'],
    ['serper', 400, { message: 'Not enough credits', statusCode: 400 }, 'quota'],
    ['brave', 422, { type: 'ErrorResponse', error: { code: 'SUBSCRIPTION_TOKEN_INVALID' } }, 'key-refused'],
    ['brave', 429, { type: 'ErrorResponse', error: { code: 'QUOTA_LIMITED' } }, 'quota'],
    ['brave', 422, { type: 'ErrorResponse', error: { code: 'VALIDATION' } }, 'rejected'],
  ])('know what %s means by %i', async (name, status, body, kind) => {
    const vendor = await startVendor({ errorBody: () => '', respond: () => ({ status, body }) })
    const search = SEARCH_VENDORS.find((known) => known.name === name)!.create(vendor.baseUrl)
    const error = await search.search(QUERY, { signal }).catch((thrown: unknown) => thrown)
    expect(failureKindOf(error)).toBe(kind)
    await Promise.all([search.dispose?.(), vendor.close()])
  })

  it('say that a SearXNG instance has its JSON format switched off, instead of blaming a key', async () => {
    const vendor = await startSearxng(HITS, false)
    const search = createSearxng({ baseUrl: vendor.baseUrl }, {})!
    const error = await search.search(QUERY, { signal }).catch((thrown: unknown) => thrown)
    expect(failureKindOf(error)).toBe('rejected')
    expect((await search.diagnose?.())?.[0]?.remedy).toMatch(/"json"/)
    await vendor.close()
  })

  it('wait when Wikipedia says that its servers lag, and ask it by its wiki’s language', async () => {
    const { create, start } = SEARCH_VENDORS.find(({ name }) => name === 'wikipedia')!
    const vendor = await start()
    const search = create(vendor.baseUrl)
    const error = await search.search({ ...QUERY, query: 'lagging' }, { signal }).catch((thrown: unknown) => thrown)
    expect(failureKindOf(error)).toBe('unavailable')
    const [first] = await search.search(QUERY, { signal })
    expect(first).toMatchObject({
      title: 'Water cycle',
      url: `${vendor.baseUrl}/wiki/Water_cycle`,
      published: '2026-10-01',
    })
    expect(first?.snippet).toBe('The water "cycle" of Water cycle')
    await vendor.close()
  })
})
