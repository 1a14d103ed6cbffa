import { createVendorClient, type SearchProvider } from '@mavs/core'
import { z } from 'zod'
import { MAX_ANSWER_BYTES, SearchKeyOptions, searchResults } from './results.ts'

const Answer = z.looseObject({
  type: z.literal('search'),
  web: z
    .looseObject({
      results: z.array(
        z.looseObject({
          title: z.string().nullish(),
          url: z.string(),
          description: z.string().nullish(),
          page_age: z.string().nullish(),
        }),
      ),
    })
    .optional(),
})

/** Most results that one request may ask for, and the longest query. */
const MAX_RESULTS = 20
const MAX_QUERY = { characters: 400, words: 50 }

/** Languages that it knows by their own code; a request with any other code is refused. */
const LANGUAGES = new Set(
  (
    'ar eu bn bg ca hr cs da nl en et fi fr gl de gu he hi hu is it kn ko lv lt ms ml mr nb pl pa ro ru sr sk sl es ' +
    'sv ta te th tr uk vi'
  ).split(' '),
)
/** Languages that it calls otherwise. */
const OTHERWISE: Readonly<Record<string, string>> = { ja: 'jp', no: 'nb', pt: 'pt-pt', 'pt-br': 'pt-br' }

/** Brave's search (`BRAVE_API_KEY`, else `BRAVE_SEARCH_API_KEY`), or undefined without a key. */
export function createBrave(
  options: SearchKeyOptions,
  environment: Readonly<Record<string, string | undefined>>,
): SearchProvider | undefined {
  const {
    apiKey = environment.BRAVE_API_KEY || environment.BRAVE_SEARCH_API_KEY,
    baseUrl,
    timeoutMs,
  } = SearchKeyOptions.parse(options)
  if (!apiKey) return undefined
  const client = createVendorClient({
    provider: 'brave',
    baseUrl: baseUrl ?? 'https://api.search.brave.com',
    headers: { 'x-subscription-token': apiKey, accept: 'application/json' },
    timeoutMs,
    maxBytes: MAX_ANSWER_BYTES,
    kindOf: (_, body) =>
      body.includes('SUBSCRIPTION_TOKEN_INVALID')
        ? 'key-refused'
        : body.includes('QUOTA_LIMITED')
          ? 'quota'
          : undefined,
  })
  return {
    id: 'brave',
    product: 'brave/search',
    version: '1',
    isRemote: true,
    limits: { concurrency: 1, requestsPerMinute: 60, timeoutMs, retries: 2 },
    diagnose: async () => [{ name: 'search: brave', status: 'ok', message: 'a key is set' }],
    async search({ query, language, count }, { signal }) {
      const parameters = {
        q: shortQuery(query),
        count: Math.min(count, MAX_RESULTS),
        search_lang: languageCode(language),
        result_filter: 'web',
        text_decorations: 'false',
      }
      const { web } = await client.json({ path: '/res/v1/web/search', query: parameters, signal }, Answer)
      const found = (web?.results ?? []).map(({ title, url, description, page_age }) => ({
        title,
        url,
        snippet: description,
        published: page_age,
      }))
      return searchResults(found, count)
    },
    dispose: () => client.dispose(),
  }
}

const shortQuery = (query: string): string =>
  query.split(/\s+/).slice(0, MAX_QUERY.words).join(' ').slice(0, MAX_QUERY.characters)

function languageCode(language: string): string | undefined {
  const tag = language.toLowerCase()
  const [primary = ''] = tag.split('-')
  if (primary === 'zh') return /hant|tw|hk|mo/.test(tag) ? 'zh-hant' : 'zh-hans'
  return OTHERWISE[tag] ?? OTHERWISE[primary] ?? (LANGUAGES.has(primary) ? primary : undefined)
}
