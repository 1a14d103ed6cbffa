import type { SearchProvider } from '@mavs/core'
import { z } from 'zod'
import { WikipediaOptions } from '../encyclopedia/wikipedia.ts'
import { createMediaWiki, WIKI_LIMITS } from '../shared/mediawiki.ts'
import { MAX_ANSWER_BYTES, searchResults } from './results.ts'

const Hits = z.looseObject({
  search: z.array(
    z.looseObject({ title: z.string(), snippet: z.string().optional(), timestamp: z.string().optional() }),
  ),
})

/** Most results that one request may ask for, and the longest query. */
const MAX_RESULTS = 50
const MAX_QUERY = 300

/** Wikipedia's own search, in the language asked for; no key is needed. */
export function createWikipediaSearch(options: WikipediaOptions = {}): SearchProvider {
  const { baseUrl, contact, timeoutMs } = WikipediaOptions.parse(options)
  const wikis = createMediaWiki({ provider: 'wikipedia', contact, timeoutMs, maxBytes: MAX_ANSWER_BYTES })
  return {
    id: 'wikipedia',
    version: '1',
    isRemote: true,
    limits: { ...WIKI_LIMITS, timeoutMs },
    diagnose: async () => [{ name: 'search: wikipedia', status: 'ok', message: 'needs no key' }],
    async search({ query, language, count }, { signal }) {
      const site = baseUrl.replace('{language}', language.split('-')[0]!.toLowerCase())
      const parameters = {
        list: 'search',
        srsearch: query.slice(0, MAX_QUERY),
        srlimit: Math.min(count, MAX_RESULTS),
        srnamespace: 0,
        srprop: 'snippet|timestamp',
      }
      const { search = [] } = (await wikis.query(site, parameters, Hits, signal)) ?? {}
      const found = search.map(({ title, snippet, timestamp }) => ({
        title,
        url: `${site}/wiki/${encodeURIComponent(title.replaceAll(' ', '_'))}`,
        snippet,
        published: timestamp,
      }))
      return searchResults(found, count)
    },
    dispose: () => wikis.dispose(),
  }
}
