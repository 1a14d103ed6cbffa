import { createVendorClient, type SearchProvider } from '@mavs/core'
import { z } from 'zod'
import { MAX_ANSWER_BYTES, searchResults } from './results.ts'

/** Settings of a SearXNG instance. */
export const SearxngOptions = z.strictObject({
  /** `SEARXNG_BASE_URL`: the operator's own instance, its JSON format switched on. */
  baseUrl: z.url().optional(),
  timeoutMs: z.int().positive().default(20_000),
})
export type SearxngOptions = z.input<typeof SearxngOptions>

const Answer = z.looseObject({
  results: z.array(
    z.looseObject({
      title: z.string().nullish(),
      url: z.string().nullish(),
      content: z.string().nullish(),
      publishedDate: z.string().nullish(),
    }),
  ),
})

/** An operator's SearXNG (`SEARXNG_BASE_URL`), or undefined without an address. It gives a page of results, whole. */
export function createSearxng(
  options: SearxngOptions,
  environment: Readonly<Record<string, string | undefined>>,
): SearchProvider | undefined {
  const { baseUrl = environment.SEARXNG_BASE_URL, timeoutMs } = SearxngOptions.parse(options)
  if (!baseUrl) return undefined
  const client = createVendorClient({
    provider: 'searxng',
    baseUrl: baseUrl.replace(/\/+$/, ''),
    timeoutMs,
    maxBytes: MAX_ANSWER_BYTES,
    // No key is ever sent: its 403 is about the format, which a request cannot change.
    kindOf: (status) => (status === 403 ? 'rejected' : undefined),
  })
  return {
    id: 'searxng',
    version: '1',
    isRemote: true,
    limits: { concurrency: 2, timeoutMs, retries: 2 },
    diagnose: async () => [
      {
        name: 'search: searxng',
        status: 'ok',
        message: 'an address is set',
        remedy: 'the instance must allow the format "json" (search.formats in its settings.yml)',
      },
    ],
    async search({ query, language, count }, { signal }) {
      const parameters = { q: query, format: 'json', language }
      const { results } = await client.json({ path: '/search', query: parameters, signal }, Answer)
      const found = results.map(({ title, url, content, publishedDate }) => ({
        title,
        url: url ?? '',
        snippet: content,
        published: publishedDate,
      }))
      return searchResults(found, count)
    },
    dispose: () => client.dispose(),
  }
}
