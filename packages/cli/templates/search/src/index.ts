import { createVendorClient, definePlugin, TOKENS, type SearchProvider } from '@mavs/core'
import { z } from 'zod'

/** What the engine replies: strict about what is used, loose about the rest. */
const Reply = z.looseObject({
  results: z.array(
    z.looseObject({
      title: z.string(),
      url: z.string(),
      description: z.string().nullish(),
      date: z.string().nullish(),
    }),
  ),
})

const LONGEST_QUERY = 400
const TIMEOUT_MS = 15_000

/** Where the engine is, and with what key it is asked. */
export interface EngineOptions {
  readonly baseUrl: string
  readonly apiKey?: string | undefined
}

/** Asks a search engine over HTTP: `GET /search?q=…&count=…&language=…`. Rename what yours calls otherwise. */
export function createEngine({ baseUrl, apiKey }: EngineOptions): SearchProvider {
  // Checks the reply, gives every failure its kind, and keeps the key out of messages.
  const client = createVendorClient({
    provider: 'template-id',
    baseUrl,
    timeoutMs: TIMEOUT_MS,
    ...(apiKey === undefined ? {} : { headers: { authorization: `Bearer ${apiKey}` } }),
  })
  return {
    id: 'template-id',
    version: '1',
    isRemote: true,
    limits: { concurrency: 2, requestsPerMinute: 60, timeoutMs: TIMEOUT_MS, retries: 2 },
    async search({ query, language, count }, { signal }) {
      const asked = { q: query.slice(0, LONGEST_QUERY), count, language }
      const { results } = await client.json({ path: '/search', query: asked, signal }, Reply)
      return results
        .filter(({ url }, index) => results.findIndex((other) => other.url === url) === index)
        .slice(0, count)
        .map(({ title, url, description, date }) => ({
          title: plain(title) || new URL(url).host,
          url,
          snippet: plain(description ?? ''),
          ...(date && /^\d{4}-\d{2}-\d{2}/.test(date) && { published: date }),
        }))
    },
    dispose: () => client.dispose(),
  }
}

/** Text without markup: engines mark the words that they have found. */
const plain = (text: string): string =>
  text
    .replace(/<[^>]*>|&#?\w+;|\p{Cc}/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()

export default definePlugin({
  name: 'mavs-plugin-template',
  version: '0.1.0',
  register: (registry) =>
    // Without an address it takes no part.
    registry.provide(TOKENS.search, ({ environment }) => {
      const { SEARCH_BASE_URL: baseUrl, SEARCH_API_KEY: apiKey } = environment
      return baseUrl ? createEngine({ baseUrl, apiKey }) : undefined
    }),
})
