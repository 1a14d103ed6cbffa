import { failureKindOf } from '@mavs/core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createWikipedia } from '../../../packages/agents/src/encyclopedia/wikipedia.ts'
import { FAILURE_KINDS, FAULTS } from '@mavs/core/testing'
import { startWikipedia, type Wiki } from '../../vendors/wikipedia-articles.ts'

const ARTICLE = `A lighthouse is a tower with a light at its top.

It guides ships.

== History ==
The first lighthouses were open fires on hills.

=== Antiquity ===
The Lighthouse of Alexandria was among the tallest structures of its time.

== References ==
`
const { signal } = new AbortController()

async function wikipedia(wiki: Partial<Wiki> = {}, timeoutMs = 5000) {
  const server = await startWikipedia({ articles: { Lighthouse: { extract: ARTICLE, revision: 42 } }, ...wiki })
  const provider = createWikipedia({ baseUrl: server.baseUrl, timeoutMs })
  onTestFinished(async () => {
    await provider.dispose?.()
    await server.close()
  })
  return { server, provider }
}

describe('the Wikipedia provider', () => {
  it('finds an article by its title, with its sections, revision and licence', async () => {
    const { provider } = await wikipedia()
    const article = await provider.find('lighthouse', 'en-GB', { signal })
    expect(article).toMatchObject({
      title: 'Lighthouse',
      language: 'en',
      revision: '42',
      url: 'https://en.wikipedia.org/w/index.php?oldid=42',
      published: '2026-10-01',
      licence: 'CC BY-SA 4.0',
    })
    expect(article?.sections).toEqual([
      { heading: '', level: 0, paragraphs: ['A lighthouse is a tower with a light at its top.', 'It guides ships.'] },
      { heading: 'History', level: 1, paragraphs: ['The first lighthouses were open fires on hills.'] },
      {
        heading: 'Antiquity',
        level: 2,
        paragraphs: ['The Lighthouse of Alexandria was among the tallest structures of its time.'],
      },
    ])
  })

  it('follows redirects', async () => {
    const { provider } = await wikipedia({ redirects: { 'light house': 'Lighthouse' } })
    expect((await provider.find('light house', 'en', { signal }))?.title).toBe('Lighthouse')
  })

  it('searches when no title fits, and takes a hit only when its words are asked for', async () => {
    const { provider } = await wikipedia({ hits: ['Tower of London', 'Lighthouse'] })
    expect(await provider.find('ships and harbours of the north', 'en', { signal })).toBeUndefined()
    expect((await provider.find('old lighthouses', 'en', { signal }))?.title).toBe('Lighthouse')
    expect(await provider.find('quantum gardening methods', 'en', { signal })).toBeUndefined()
  })

  it('takes a page that only lists meanings for no article', async () => {
    const articles = { Mercury: { extract: 'Mercury may refer to:', isDisambiguation: true } }
    const { provider } = await wikipedia({ articles })
    expect(await provider.find('Mercury', 'en', { signal })).toBeUndefined()
  })

  it('never puts a title on the wire that would name several pages', async () => {
    const { provider, server } = await wikipedia()
    await provider.find('A|B', 'en', { signal })
    expect(server.requests.flatMap(({ url }) => url.searchParams.getAll('titles'))).toEqual([])
  })

  it.each(FAULTS)('meets the fault %s with a failure of its kind', async (fault) => {
    const { provider, server } = await wikipedia({}, fault === 'slow' ? 300 : 5000)
    server.fail(fault, { retryAfter: '5' })
    const failure = await provider.find('lighthouse', 'en', { signal }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Error)
    expect(failureKindOf(failure)).toBe(FAILURE_KINDS[fault])
  })

  it('is asked for patience with status 200 and passes that on', async () => {
    const { provider } = await wikipedia()
    const failure = await provider.find('maxlag!', 'en', { signal }).catch((error: unknown) => error)
    expect(failureKindOf(failure)).toBe('unavailable')
  })

  it('ends when its signal aborts', async () => {
    const { provider, server } = await wikipedia()
    server.fail('slow')
    const controller = new AbortController()
    const call = provider.find('lighthouse', 'en', { signal: controller.signal })
    controller.abort(new Error('called off'))
    await expect(call).rejects.toThrow('called off')
  })
})
