import { createVendorClient, type SearchProvider } from '@mavs/core'
import { z } from 'zod'
import { MAX_ANSWER_BYTES, SearchKeyOptions, searchResults } from './results.ts'

const Answer = z.looseObject({
  results: z.array(
    z.looseObject({
      title: z.string().nullish(),
      url: z.string(),
      content: z.string().nullish(),
      published_date: z.string().nullish(),
    }),
  ),
})

/** Most results that one request may ask for. */
const MAX_RESULTS = 20
/** Longer queries are refused. */
const MAX_QUERY = 400

/** Tavily's search (`TAVILY_API_KEY`), or undefined without a key. It looks in all languages at once. */
export function createTavily(
  options: SearchKeyOptions,
  environment: Readonly<Record<string, string | undefined>>,
): SearchProvider | undefined {
  const { apiKey = environment.TAVILY_API_KEY, baseUrl, timeoutMs } = SearchKeyOptions.parse(options)
  if (!apiKey) return undefined
  const client = createVendorClient({
    provider: 'tavily',
    baseUrl: baseUrl ?? 'https://api.tavily.com',
    headers: { authorization: `Bearer ${apiKey}` },
    timeoutMs,
    maxBytes: MAX_ANSWER_BYTES,
    // What a plan, or paying by use, allows is used up.
    kindOf: (status) => (status === 432 || status === 433 ? 'quota' : undefined),
  })
  return {
    id: 'tavily',
    product: 'tavily/search',
    version: '1',
    isRemote: true,
    limits: { concurrency: 2, requestsPerMinute: 100, timeoutMs, retries: 2 },
    diagnose: async () => [{ name: 'search: tavily', status: 'ok', message: 'a key is set' }],
    async search({ query, count }, { signal }) {
      const json = { query: query.slice(0, MAX_QUERY), max_results: Math.min(count, MAX_RESULTS) }
      const { results } = await client.json({ path: '/search', json, signal }, Answer)
      const found = results.map(({ title, url, content, published_date }) => ({
        title,
        url,
        snippet: content,
        published: published_date,
      }))
      return searchResults(found, count)
    },
    dispose: () => client.dispose(),
  }
}
