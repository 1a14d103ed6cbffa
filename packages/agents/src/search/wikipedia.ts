import {
  createVendorClient,
  providerFailure,
  type SearchProvider,
  type VendorClient,
  type VideoError,
} from '@mavs/core'
import { z } from 'zod'
import { WikipediaOptions } from '../encyclopedia/wikipedia.ts'
import { userAgent } from '../shared/user-agent.ts'
import { MAX_ANSWER_BYTES, searchResults } from './results.ts'

const Answer = z.looseObject({
  error: z.looseObject({ code: z.string(), info: z.string() }).optional(),
  query: z
    .looseObject({
      search: z.array(
        z.looseObject({ title: z.string(), snippet: z.string().optional(), timestamp: z.string().optional() }),
      ),
    })
    .optional(),
})

/** Most results that one request may ask for, and the longest query. */
const MAX_RESULTS = 50
const MAX_QUERY = 300

/** Wikipedia's own search, in the language asked for; no key is needed. */
export function createWikipediaSearch(options: WikipediaOptions = {}): SearchProvider {
  const { baseUrl, contact, timeoutMs } = WikipediaOptions.parse(options)
  const clients = new Map<string, VendorClient>()
  const clientOf = (site: string): VendorClient => {
    const known = clients.get(site)
    if (known) return known
    const headers = { 'user-agent': userAgent(contact) }
    const client = createVendorClient({
      provider: 'wikipedia',
      baseUrl: site,
      headers,
      timeoutMs,
      maxBytes: MAX_ANSWER_BYTES,
    })
    clients.set(site, client)
    return client
  }
  return {
    id: 'wikipedia',
    version: '1',
    isRemote: true,
    isFree: true,
    // Wikimedia asks for one request after the other.
    limits: { concurrency: 1, timeoutMs, retries: 2 },
    diagnose: async () => [{ name: 'search: wikipedia', status: 'ok', message: 'needs no key' }],
    async search({ query, language, count }, { signal }) {
      const code = language.split('-')[0]!.toLowerCase()
      const site = baseUrl.replace('{language}', code)
      const parameters = {
        action: 'query',
        list: 'search',
        format: 'json',
        formatversion: 2,
        maxlag: 5,
        srsearch: query.slice(0, MAX_QUERY),
        srlimit: Math.min(count, MAX_RESULTS),
        srnamespace: 0,
        srprop: 'snippet|timestamp',
      }
      const answer = await clientOf(site).json({ path: '/w/api.php', query: parameters, signal }, Answer)
      if (answer.error) throw refused(answer.error)
      const found = (answer.query?.search ?? []).map(({ title, snippet, timestamp }) => ({
        title,
        url: `${site}/wiki/${encodeURIComponent(title.replaceAll(' ', '_'))}`,
        snippet,
        published: timestamp,
      }))
      return searchResults(found, count)
    },
    dispose: async () => void (await Promise.all([...clients.values()].map((client) => client.dispose()))),
  }
}

/** The API tells its own troubles with status 200; with `maxlag` and `ratelimited` it asks for patience. */
function refused({ code, info }: { readonly code: string; readonly info: string }): VideoError {
  const kind = /^(maxlag|ratelimited|readonly|internal_api_error)/.test(code) ? 'unavailable' : 'rejected'
  return providerFailure({ provider: 'wikipedia', kind, message: `wikipedia answered ${code}: ${info.slice(0, 200)}` })
}
