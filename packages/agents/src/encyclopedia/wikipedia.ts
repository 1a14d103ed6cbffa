import {
  createVendorClient,
  providerFailure,
  type Article,
  type CallOptions,
  type EncyclopediaProvider,
  type VendorClient,
  type VideoError,
} from '@mavs/core'
import { z } from 'zod'
import { normaliseTopic } from '../research/topic.ts'
import { userAgent } from '../shared/user-agent.ts'
import { readExtract } from './article-text.ts'

/** Settings of the Wikipedia provider; no key is needed. */
export const WikipediaOptions = z.strictObject({
  /** Where a language's wiki is; `{language}` is replaced. */
  baseUrl: z.string().default('https://{language}.wikipedia.org'),
  /** Wikimedia asks for a contact in the client's name: an operator's address or page. */
  contact: z.string().max(200).optional(),
  timeoutMs: z.int().positive().default(20_000),
})
export type WikipediaOptions = z.input<typeof WikipediaOptions>

/** One page as the action API answers with `formatversion=2`. */
const Page = z.looseObject({
  title: z.string(),
  missing: z.boolean().optional(),
  invalid: z.boolean().optional(),
  extract: z.string().optional(),
  pageprops: z.looseObject({ disambiguation: z.string().optional() }).optional(),
  revisions: z.array(z.looseObject({ revid: z.int(), timestamp: z.string() })).optional(),
})
type Page = z.infer<typeof Page>

/** The API tells its own troubles with status 200. */
const trouble = { error: z.looseObject({ code: z.string(), info: z.string() }).optional() }

const PagesReply = z.looseObject({ ...trouble, query: z.looseObject({ pages: z.array(Page) }).optional() })
const SearchReply = z.looseObject({
  ...trouble,
  query: z.looseObject({ search: z.array(z.looseObject({ title: z.string() })) }).optional(),
})

/** How many hits of a search are looked at. */
const HITS = 5
/** The longest articles have under a megabyte of text. */
const LONGEST_ANSWER_BYTES = 8 * 1024 ** 2
/** Longer phrases name no article. */
const LONGEST_TITLE = 200

/** Wikipedia's articles, by the action API with TextExtracts; each in its current revision, which the answer names. */
export function createWikipedia(options: WikipediaOptions = {}): EncyclopediaProvider {
  const { baseUrl, contact, timeoutMs } = WikipediaOptions.parse(options)
  const clients = new Map<string, VendorClient>()
  const clientOf = (language: string): VendorClient => {
    const known = clients.get(language)
    if (known) return known
    const client = createVendorClient({
      provider: 'wikipedia',
      baseUrl: baseUrl.replace('{language}', language),
      headers: { 'user-agent': userAgent(contact) },
      timeoutMs,
      maxBytes: LONGEST_ANSWER_BYTES,
    })
    clients.set(language, client)
    return client
  }
  return {
    id: 'wikipedia',
    version: '1',
    isRemote: true,
    // Wikimedia asks for one request after the other.
    limits: { concurrency: 1, timeoutMs },
    async find(topic, language, call) {
      const code = language.split('-')[0]!.toLowerCase()
      const wiki = new Wiki(clientOf(code), code, call)
      return (await wiki.article(topic)) ?? (await wiki.article(normaliseTopic(topic))) ?? (await wiki.searched(topic))
    },
    dispose: async () => void (await Promise.all([...clients.values()].map((client) => client.dispose()))),
  }
}

/** One language's wiki during one call. */
class Wiki {
  readonly #client: VendorClient
  readonly #language: string
  readonly #call: CallOptions

  constructor(client: VendorClient, language: string, call: CallOptions) {
    this.#client = client
    this.#language = language
    this.#call = call
  }

  /** The article of exactly this title, redirects followed; a page that only lists meanings is none. */
  async article(title: string): Promise<Article | undefined> {
    if (title.length > LONGEST_TITLE || /[#<>[\]|{}]/.test(title)) return undefined
    const query = {
      titles: title,
      redirects: 1,
      prop: 'extracts|revisions|pageprops',
      explaintext: 1,
      exsectionformat: 'wiki',
      rvprop: 'ids|timestamp',
      ppprop: 'disambiguation',
    }
    const reply = await this.#ask(query, PagesReply)
    const page = reply.query?.pages[0]
    return page && isArticle(page) ? toArticle(page, this.#language) : undefined
  }

  /** The first hit of a search whose title's words are all among the topic's: anything else would be a guess. */
  async searched(topic: string): Promise<Article | undefined> {
    const query = { list: 'search', srsearch: topic.slice(0, LONGEST_TITLE), srlimit: HITS, srnamespace: 0, srprop: '' }
    const { query: found } = await this.#ask(query, SearchReply)
    const meant = found?.search.find(({ title }) => isMeant(title, topic))
    return meant && this.article(meant.title)
  }

  async #ask<Reply extends z.ZodType<{ error?: { code: string; info: string } | undefined }>>(
    query: Record<string, string | number>,
    schema: Reply,
  ): Promise<z.output<Reply>> {
    const common = { action: 'query', format: 'json', formatversion: 2, maxlag: 5 }
    const request = { path: '/w/api.php', query: { ...common, ...query }, signal: this.#call.signal }
    const reply = await this.#client.json(request, schema)
    if (reply.error) throw refused(reply.error)
    return reply
  }
}

/** The servers ask for patience with `maxlag` and `ratelimited`; anything else will be answered in the same way again. */
function refused({ code, info }: { readonly code: string; readonly info: string }): VideoError {
  const kind = /^(maxlag|ratelimited|readonly|internal_api_error)/.test(code) ? 'unavailable' : 'rejected'
  return providerFailure({ provider: 'wikipedia', kind, message: `wikipedia answered ${code}: ${info.slice(0, 200)}` })
}

const isArticle = (page: Page): boolean =>
  page.missing !== true &&
  page.invalid !== true &&
  page.pageprops?.disambiguation === undefined &&
  Boolean(page.extract)

function toArticle({ title, extract = '', revisions }: Page, language: string): Article {
  const revision = revisions?.[0]
  const id = String(revision?.revid ?? 'current')
  const site = `https://${language}.wikipedia.org`
  return {
    title,
    language,
    url: revision
      ? `${site}/w/index.php?oldid=${id}`
      : `${site}/wiki/${encodeURIComponent(title.replaceAll(' ', '_'))}`,
    revision: id,
    ...(revision && { published: revision.timestamp.slice(0, 10) }),
    publisher: 'Wikipedia',
    licence: 'CC BY-SA 4.0',
    sections: readExtract(extract),
  }
}

function isMeant(title: string, topic: string): boolean {
  const asked = new Set(wordsOf(topic))
  const named = wordsOf(title.replace(/\s*\(.*\)$/, ''))
  return named.length > 0 && named.every((word) => asked.has(word)) && 2 * named.length >= asked.size
}

const wordsOf = (text: string): string[] =>
  normaliseTopic(text)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => word.replace(/s$/, ''))
