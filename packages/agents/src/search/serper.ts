import { createVendorClient, type SearchProvider } from '@mavs/core'
import { z } from 'zod'
import { MAX_ANSWER_BYTES, SearchKeyOptions, searchResults } from './results.ts'

const Answer = z.looseObject({
  organic: z
    .array(
      z.looseObject({
        title: z.string().nullish(),
        link: z.string(),
        snippet: z.string().nullish(),
        date: z.string().nullish(),
      }),
    )
    .optional(),
  searchParameters: z.looseObject({}),
})

/** Most results that one request may ask for. */
const MAX_RESULTS = 100

/** Google's results by Serper (`SERPER_API_KEY`), or undefined without a key. */
export function createSerper(
  options: SearchKeyOptions,
  environment: Readonly<Record<string, string | undefined>>,
): SearchProvider | undefined {
  const { apiKey = environment.SERPER_API_KEY, baseUrl, timeoutMs } = SearchKeyOptions.parse(options)
  if (!apiKey) return undefined
  const client = createVendorClient({
    provider: 'serper',
    baseUrl: baseUrl ?? 'https://google.serper.dev',
    headers: { 'x-api-key': apiKey },
    timeoutMs,
    maxBytes: MAX_ANSWER_BYTES,
    kindOf: (_, body) => (/not enough credits/i.test(body) ? 'quota' : undefined),
  })
  return {
    id: 'serper',
    product: 'serper/search',
    version: '1',
    isRemote: true,
    limits: { concurrency: 4, timeoutMs, retries: 2 },
    diagnose: async () => [{ name: 'search: serper', status: 'ok', message: 'a key is set' }],
    async search({ query, language, count }, { signal }) {
      const json = { q: query, hl: language.split('-')[0], num: Math.min(count, MAX_RESULTS) }
      const { organic = [] } = await client.json({ path: '/search', json, signal }, Answer)
      const found = organic.map(({ title, link, snippet, date }) => ({ title, url: link, snippet, published: date }))
      return searchResults(found, count)
    },
    dispose: () => client.dispose(),
  }
}
