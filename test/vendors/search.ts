import { z } from 'zod'
import { startVendor, type Vendor, type VendorReply, type VendorRequest } from '@mavs/core/testing'

/** A page that the stand-ins find for every query but those in UNKNOWN. */
export interface Hit {
  readonly title: string
  readonly url: string
  readonly text: string
  readonly date?: string
}

export const HITS: readonly Hit[] = [
  { title: 'The water cycle', url: 'https://example.org/water', text: 'Water evaporates and falls again.' },
  { title: 'Rain & snow', url: 'https://example.org/rain?a=1&b=2', text: 'How rain forms.', date: '2025-03-04' },
  { title: 'Rain, again', url: 'https://example.org/rain?a=1&b=2', text: 'The same page.' },
  { title: 'Rivers', url: 'https://example.org/rivers', text: 'Where rivers go.' },
  { title: 'Oceans', url: 'https://example.org/oceans', text: 'Where most of it is.' },
]

export const KEY = 'tvly-secret-key-1234567890'

const isUnknown = (query: string): boolean => /qxzvkj/.test(query)
const hitsFor = (query: string, hits: readonly Hit[]) => (isUnknown(query) ? [] : hits)
const emphasised = (text: string, tag: string): string =>
  text.replace(/rain|water/i, (word) => `<${tag}>${word}</${tag}>`)

/** `POST /search` of api.tavily.com, by its published OpenAPI document. */
export function startTavily(hits: readonly Hit[] = HITS): Promise<Vendor> {
  const Body = z.strictObject({
    query: z.string().min(1).max(400),
    max_results: z.int().min(0).max(20).optional(),
    search_depth: z.enum(['basic', 'advanced', 'fast', 'ultra-fast']).optional(),
    topic: z.enum(['general', 'news', 'finance']).optional(),
  })
  const errorBody = (status: number) => ({ detail: { error: TAVILY_ERRORS[status] ?? `Error ${status}` } })
  return startVendor({
    errorBody,
    respond(request) {
      if (request.method !== 'POST' || request.url.pathname !== '/search') return { status: 404, body: errorBody(404) }
      if (request.headers.authorization !== `Bearer ${KEY}`) return { status: 401, body: errorBody(401) }
      const body = Body.safeParse(request.json())
      if (!body.success) return { status: 400, body: { detail: { error: z.prettifyError(body.error) } } }
      const { query, max_results = 5 } = body.data
      const results = hitsFor(query, hits)
        .slice(0, max_results)
        .map(({ title, url, text }, at) => ({
          title,
          url,
          content: text,
          score: 0.9 - at / 10,
          raw_content: null,
          favicon: '',
        }))
      return { body: { query, answer: null, images: [], results, response_time: 0.8, request_id: 'f1a2' } }
    },
  })
}

const TAVILY_ERRORS: Readonly<Record<number, string>> = {
  401: 'Unauthorized: missing or invalid API key.',
  429: 'Your request has been blocked due to excessive requests. Please reduce rate of requests.',
  432: "This request exceeds your plan's set usage limit. Please upgrade your plan or contact support@tavily.com",
  500: 'Internal Server Error',
}

/** `POST /search` of google.serper.dev. */
export function startSerper(hits: readonly Hit[] = HITS): Promise<Vendor> {
  const Body = z.strictObject({
    q: z.string().min(1),
    gl: z.string().length(2).optional(),
    hl: z.string().min(2).max(3).optional(),
    num: z.int().min(1).max(100).optional(),
    page: z.int().min(1).optional(),
  })
  const errorBody = (status: number) => ({
    message: status === 403 ? 'Unauthorized.' : `Error ${status}`,
    statusCode: status,
  })
  return startVendor({
    errorBody,
    respond(request) {
      if (request.method !== 'POST' || request.url.pathname !== '/search') return { status: 404, body: errorBody(404) }
      if (request.headers['x-api-key'] !== KEY) return { status: 403, body: errorBody(403) }
      const body = Body.safeParse(request.json())
      if (!body.success) return { status: 400, body: errorBody(400) }
      const organic = hitsFor(body.data.q, hits).map(({ title, url, text, date }, at) => ({
        title,
        link: url,
        snippet: text,
        ...(date && { date: 'Mar 4, 2025' }),
        position: at + 1,
      }))
      const searchParameters = { ...body.data, type: 'search', engine: 'google' }
      return { body: { searchParameters, ...(organic.length > 0 && { organic }), credits: 1 } }
    },
  })
}

const BRAVE_LANGUAGES =
  /^(ar|eu|bn|bg|ca|zh-hans|zh-hant|hr|cs|da|nl|en|en-gb|et|fi|fr|gl|de|gu|he|hi|hu|is|it|jp|kn|ko|lv|lt|ms|ml|mr|nb|pl|pt-br|pt-pt|pa|ro|ru|sr|sk|sl|es|sv|ta|te|th|tr|uk|vi)$/

/** `GET /res/v1/web/search` of api.search.brave.com. */
export function startBrave(hits: readonly Hit[] = HITS): Promise<Vendor> {
  const Query = z.strictObject({
    q: z
      .string()
      .min(1)
      .max(400)
      .refine((text) => text.split(/\s+/).length <= 50),
    count: z.coerce.number().int().min(1).max(20).optional(),
    search_lang: z.string().regex(BRAVE_LANGUAGES).optional(),
    result_filter: z.string().optional(),
    text_decorations: z.enum(['true', 'false']).optional(),
  })
  const error = (status: number, code: string, detail: string) => ({
    type: 'ErrorResponse',
    error: { id: 'ade84851-a6f3', status, code, detail, meta: {} },
    time: 1_754_364_294,
  })
  return startVendor({
    errorBody: (status) => error(status, status === 429 ? 'RATE_LIMITED' : 'ERROR', `status ${status}`),
    respond({ method, url, headers }) {
      if (method !== 'GET' || url.pathname !== '/res/v1/web/search')
        return { status: 404, body: error(404, 'NOT_FOUND', '') }
      if (headers['x-subscription-token'] !== KEY) {
        return {
          status: 422,
          body: error(422, 'SUBSCRIPTION_TOKEN_INVALID', 'The provided subscription token is invalid.'),
        }
      }
      const query = Query.safeParse(Object.fromEntries(url.searchParams))
      if (!query.success)
        return { status: 422, body: error(422, 'VALIDATION', 'Unable to validate request parameter(s)') }
      const results = hitsFor(query.data.q, hits)
        .slice(0, query.data.count ?? 20)
        .map(({ title, url: page, text, date }) => ({
          type: 'search_result',
          subtype: 'generic',
          title,
          url: page,
          description: emphasised(text, 'strong').replaceAll('&', '&amp;'),
          language: 'en',
          family_friendly: true,
          ...(date && { page_age: `${date}T10:20:30`, age: 'March 4, 2025' }),
        }))
      const web = { type: 'search', results, family_friendly: true }
      return { body: { type: 'search', query: { original: query.data.q }, ...(results.length > 0 && { web }) } }
    },
  })
}

/** `GET /search?format=json` of a SearXNG instance; it answers with a whole page of results, however many are wanted. */
export function startSearxng(hits: readonly Hit[] = HITS, allowsJson = true): Promise<Vendor> {
  return startVendor({
    errorBody: (status) => `<!doctype html><title>${status}</title>`,
    respond({ method, url }) {
      if (method !== 'GET' || url.pathname !== '/search') return { status: 404, body: 'not found' }
      if (url.searchParams.get('format') !== 'json' || !allowsJson) return { status: 403, body: '<h1>Forbidden</h1>' }
      const query = url.searchParams.get('q') ?? ''
      if (query === '') return { status: 400, body: { error: 'No query' } }
      const results = hitsFor(query, hits).map(({ title, url: page, text, date }) => ({
        url: page,
        title,
        content: text,
        publishedDate: date ? `${date}T00:00:00` : null,
        engine: 'duckduckgo',
        engines: ['duckduckgo'],
        score: 1,
        category: 'general',
      }))
      const nothing = { answers: [], corrections: [], infoboxes: [], suggestions: [], unresponsive_engines: [] }
      return { body: { query, number_of_results: 0, results, ...nothing } }
    },
  })
}

/** `list=search` of MediaWiki's action API, with format version 2. */
export function startWikipediaSearch(titles: readonly string[] = ['Water cycle', 'Rain', 'River']): Promise<Vendor> {
  return startVendor({
    errorBody: (status) => `<html><title>Wikimedia Error</title>${status}</html>`,
    respond: (request) => wikipediaSearch(request, titles),
  })
}

function wikipediaSearch({ method, url, headers }: VendorRequest, titles: readonly string[]): VendorReply {
  const query = url.searchParams
  if (method !== 'GET' || url.pathname !== '/w/api.php') return { status: 404, body: 'not found' }
  // The Foundation's policy: a client that does not name itself is refused.
  if (!/^mavs\/\d/.test(headers['user-agent'] ?? '')) return { status: 403, body: 'Please set a user-agent' }
  const isKnown =
    query.get('action') === 'query' && query.get('list') === 'search' && query.get('formatversion') === '2'
  if (!isKnown) return { body: { error: { code: 'badvalue', info: 'Unrecognized value for parameter "action".' } } }
  const words = query.get('srsearch') ?? ''
  if (words === '' || words.length > 300)
    return { body: { error: { code: 'cirrussearch-query-too-long', info: 'too long' } } }
  if (words === 'lagging')
    return { body: { error: { code: 'maxlag', info: 'Waiting for 10.0.0.1: 6 seconds lagged.' } } }
  const limit = Number(query.get('srlimit') ?? 10)
  if (limit < 1 || limit > 500) return { body: { error: { code: 'badinteger', info: 'srlimit' } } }
  const search = (isUnknown(words) ? [] : titles).slice(0, limit).map((title, at) => ({
    ns: 0,
    title,
    pageid: at + 1,
    snippet: `The <span class="searchmatch">water</span> &quot;cycle&quot; of ${title}`,
    timestamp: '2026-10-01T12:00:00Z',
  }))
  return { body: { batchcomplete: true, query: { searchinfo: { totalhits: search.length }, search } } }
}
