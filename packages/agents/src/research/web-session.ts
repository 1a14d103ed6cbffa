import { setTimeout as delay } from 'node:timers/promises'
import {
  chargeOf,
  isPassing,
  VideoError,
  type AgentContext,
  type Page,
  type PageReader,
  type ProviderChain,
  type SearchProvider,
  type SearchResult,
} from '@mavs/core'
import pLimit from 'p-limit'
import { shownText } from './page-data.ts'
import { shorten } from './prompt.ts'

/** What web research is made of. */
export interface WebTools {
  readonly search: ProviderChain<SearchProvider>
  readonly pages: PageReader
  /** The search engine that the request asks for. */
  readonly preferredEngine?: string | undefined
  /** Milliseconds since 1970, for the day on which a page was read. */
  now(): number
}

/** A page that a search found, under the name by which a model may ask for it. */
export interface FoundResult extends SearchResult {
  /** "result-1" … */
  readonly id: string
}

/** A page that was read. */
export interface ReadPage {
  /** "page-1" is what was read of "result-1"; claims name it. */
  readonly id: string
  readonly page: Page
  /** ISO date. */
  readonly readOn: string
  /** What a model is shown of it, and where quotes are looked for. */
  readonly shown: string
}

/** What came of a request to the web; a problem is one sentence without anything of the page's. */
export type WebOutcome<Result> = { readonly result: Result } | { readonly problem: string }

/** The web as one piece of research may use it: only pages that a search found can be read, and not many. */
export interface WebSession {
  /** Everything that was read so far, in the order in which it was found. */
  readonly read: readonly ReadPage[]
  find(query: string): Promise<WebOutcome<readonly FoundResult[]>>
  open(resultId: string): Promise<WebOutcome<ReadPage>>
}

const MAX_SEARCHES = 8
const MAX_PAGES = 10
const MAX_QUERY = 200
const RESULTS = 6
const PAUSE_MS = 500

/** Opens the web for one piece of research. Calls are remembered in the ledger, failures too: a resumed run goes the same way. */
export function createWebSession(tools: WebTools, language: string, context: AgentContext): WebSession {
  const found = new Map<string, FoundResult>()
  const read = new Map<string, ReadPage>()
  const queries = new Set<string>()
  const opened = new Set<string>()
  // A model may ask for several things at once; names are given in the order of its questions, whatever is faster.
  const inTurn = pLimit(1)
  return {
    get read() {
      return [...found.keys()].flatMap((id) => read.get(id) ?? [])
    },
    async find(asked) {
      const query = shorten(asked.replace(/\s+/g, ' ').trim(), MAX_QUERY).replace(/…$/, '')
      if (query === '') return { problem: 'The query is empty.' }
      queries.add(query)
      if (queries.size > MAX_SEARCHES) return { problem: 'No more searches are allowed.' }
      return inTurn(async () => {
        const outcome = await searchOnce({ query, language, count: RESULTS }, tools, context)
        if ('problem' in outcome) return outcome
        return { result: outcome.result.results.map((result) => named(result, found)) }
      })
    },
    async open(resultId) {
      const result = found.get(resultId)
      if (!result)
        return { problem: `There is no result with this id; search first, then give an id such as "result-1".` }
      const known = read.get(resultId)
      if (known) return { result: known }
      if (opened.add(resultId).size > MAX_PAGES) return { problem: 'No more pages may be read.' }
      const outcome = await readOnce(result.url, tools, context)
      if ('problem' in outcome) return outcome
      const { page, readOn } = outcome.result
      const shown = shownText(page.text)
      if (shown === '') return { problem: PROBLEMS.SOURCE_INVALID! }
      const entry = { id: resultId.replace('result', 'page'), page, readOn, shown }
      read.set(resultId, entry)
      context.report(0.1 + 0.05 * read.size, `${read.size} pages read`)
      return { result: entry }
    },
  }
}

/** A page keeps its name, however often it is found. */
function named(result: SearchResult, found: Map<string, FoundResult>): FoundResult {
  const known = [...found.values()].find(({ url }) => url === result.url)
  const entry = known ?? { ...result, id: `result-${found.size + 1}` }
  found.set(entry.id, entry)
  return entry
}

interface Query {
  readonly query: string
  readonly language: string
  readonly count: number
}

/** What an engine found, and which one it was. */
interface Found {
  readonly results: readonly SearchResult[]
  readonly provider?: string
}

async function searchOnce(query: Query, tools: WebTools, context: AgentContext): Promise<WebOutcome<Found>> {
  const call = { provider: 'web-search', operation: 'search', input: query, scope: context.sessionId, isRemote: true }
  const { value, reused } = await context.ledger.once(call, () =>
    withProblem(() => askEngines(query, tools, context), context),
  )
  // Who found it is told again, because the accounts of an earlier process may be gone.
  if (reused && 'result' in value && value.result.provider !== undefined) {
    context.usage.chose({ port: tools.search.port, provider: value.result.provider })
  }
  return value
}

async function askEngines(query: Query, { search, preferredEngine }: WebTools, context: AgentContext): Promise<Found> {
  const answer = await search.ask<readonly SearchResult[]>(
    {
      stage: 'researching',
      what: `pages on “${shorten(query.query, 60)}”`,
      preferred: preferredEngine,
      isEmpty: (results) => results.length === 0,
      call: (provider, signal) => chargedSearch(provider, query, signal, context),
    },
    context,
  )
  return answer ? { results: answer.result, provider: answer.provider.id } : { results: [] }
}

function chargedSearch(
  provider: SearchProvider,
  query: Query,
  signal: AbortSignal,
  { usage }: AgentContext,
): Promise<readonly SearchResult[]> {
  return usage.charge(chargeOf(provider, { requests: 1 }), async () => ({
    result: await provider.search(query, { signal }),
    used: { requests: 1 },
  }))
}

interface DatedPage {
  readonly page: Page
  readonly readOn: string
}

async function readOnce(url: string, { pages, now }: WebTools, context: AgentContext): Promise<WebOutcome<DatedPage>> {
  const provider = `${pages.id}@${pages.version}`
  const call = { provider, operation: 'read-page', input: { url }, scope: context.sessionId, isRemote: true }
  const entry = await context.ledger.once(call, () =>
    withProblem(async () => {
      const page = await readTwice(url, pages, context.signal)
      return { page, readOn: new Date(now()).toISOString().slice(0, 10) }
    }, context),
  )
  return entry.value
}

/** Once more after a moment, when what went wrong may pass. */
async function readTwice(url: string, pages: PageReader, signal: AbortSignal): Promise<Page> {
  try {
    return await pages.read(url, { signal })
  } catch (error) {
    signal.throwIfAborted()
    if (!isPassing(error)) throw error
    await delay(PAUSE_MS, undefined, { signal })
    return pages.read(url, { signal })
  }
}

/** A failure of the web is an answer, which research can go on with; anything else is not. */
async function withProblem<Result>(work: () => Promise<Result>, context: AgentContext): Promise<WebOutcome<Result>> {
  try {
    return { result: await work() }
  } catch (error) {
    context.signal.throwIfAborted()
    const isOfWeb =
      VideoError.isInstance(error) &&
      ['PROVIDER_FAILED', 'TIMED_OUT', 'URL_REFUSED', 'SOURCE_INVALID'].includes(error.code)
    if (!isOfWeb) throw error
    context.logger.info({ error: error.message }, 'web research met a problem')
    return { problem: PROBLEMS[error.code] ?? 'It did not work.' }
  }
}

/** What a model is told; the real message may hold words of the page's server. */
const PROBLEMS: Readonly<Record<string, string>> = {
  PROVIDER_FAILED: 'It could not be reached, or did not answer properly. Try another one.',
  TIMED_OUT: 'It took too long. Try another one.',
  URL_REFUSED: 'It may not be read. Try another one.',
  SOURCE_INVALID: 'It has no text that can be read. Try another one.',
}
