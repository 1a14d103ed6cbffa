import { startVendor, type Vendor, type VendorReply, type VendorRequest } from '@mavs/core/testing'

/** An article of the stand-in's wiki. */
export interface WikiArticle {
  /** Plain text with "== Headings ==", as TextExtracts gives it. */
  readonly extract: string
  readonly revision?: number
  readonly isDisambiguation?: boolean
}

export interface Wiki {
  readonly articles: Readonly<Record<string, WikiArticle>>
  /** Titles that lead to others. */
  readonly redirects?: Readonly<Record<string, string>>
  /** What a search for anything finds, best first. */
  readonly hits?: readonly string[]
}

/** MediaWiki's action API as far as `prop=extracts|revisions|pageprops` and `list=search` go (formatversion 2). */
export function startWikipedia(wiki: Wiki): Promise<Vendor> {
  return startVendor({
    respond: (request) => respond(request, wiki),
    errorBody: (status) => `<html><title>Wikimedia Error</title>${status}</html>`,
  })
}

function respond({ url, headers, method }: VendorRequest, wiki: Wiki): VendorReply {
  const query = url.searchParams
  if (method !== 'GET' || url.pathname !== '/w/api.php') return { status: 404, body: 'not found' }
  // The Foundation's policy: a client that does not name itself is refused.
  if (!/^mavs\/\d/.test(headers['user-agent'] ?? '')) return { status: 403, body: 'Please set a user-agent' }
  if (query.get('action') !== 'query') return { body: problem('badvalue', 'Unrecognized value for parameter "action"') }
  if (query.get('format') !== 'json' || query.get('formatversion') !== '2') return { body: 'only JSON here' }
  if (query.get('list') === 'search') return { body: { batchcomplete: true, query: { search: hits(wiki, query) } } }
  const title = query.get('titles')
  if (title === 'maxlag!') return { body: problem('maxlag', 'Waiting for 10.0.0.1: 6 seconds lagged.') }
  if (title === null) return { body: problem('missingparam', 'The "titles" parameter must be set.') }
  return { body: { batchcomplete: true, query: { pages: [page(title, wiki)] } } }
}

const problem = (code: string, info: string) => ({ error: { code, info } })

function hits({ hits = [] }: Wiki, query: URLSearchParams) {
  return hits.slice(0, Number(query.get('srlimit') ?? 10)).map((title, at) => ({ ns: 0, title, pageid: at + 1 }))
}

function page(asked: string, { articles, redirects = {} }: Wiki) {
  const title = redirects[asked] ?? Object.keys(articles).find((name) => name.toLowerCase() === asked.toLowerCase())
  const article = title === undefined ? undefined : articles[title]
  if (!article) return { ns: 0, title: asked, missing: true }
  return {
    pageid: 7,
    ns: 0,
    title,
    extract: article.extract,
    ...(article.isDisambiguation && { pageprops: { disambiguation: '' } }),
    revisions: [{ revid: article.revision ?? 1234, parentid: 1, timestamp: '2026-10-01T12:00:00Z' }],
  }
}
