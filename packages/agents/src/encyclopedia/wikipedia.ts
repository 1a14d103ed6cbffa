import type { Article, EncyclopediaProvider } from '@mavs/core'
import { z } from 'zod'
import { normaliseTopic } from '../research/topic.ts'
import { createMediaWiki, WIKI_LIMITS } from '../shared/mediawiki.ts'
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

const Pages = z.looseObject({ pages: z.array(Page) })
const Hits = z.looseObject({ search: z.array(z.looseObject({ title: z.string() })) })

/** How many hits of a search are looked at. */
const HITS = 5
/** The longest articles have under a megabyte of text. */
const LONGEST_ANSWER_BYTES = 8 * 1024 ** 2
/** Longer phrases name no article. */
const LONGEST_TITLE = 200

/** Wikipedia's articles, by the action API with TextExtracts; each in its current revision, which the answer names. */
export function createWikipedia(options: WikipediaOptions = {}): EncyclopediaProvider {
  const { baseUrl, contact, timeoutMs } = WikipediaOptions.parse(options)
  const wikis = createMediaWiki({ provider: 'wikipedia', contact, timeoutMs, maxBytes: LONGEST_ANSWER_BYTES })
  return {
    id: 'wikipedia',
    version: '1',
    isRemote: true,
    limits: { ...WIKI_LIMITS, timeoutMs },
    async find(topic, language, { signal }) {
      const code = language.split('-')[0]!.toLowerCase()
      const site = baseUrl.replace('{language}', code)
      const ask: Ask = (query, schema) => wikis.query(site, query, schema, signal)
      const named = (title: string) => articleOf(title, code, ask)
      return (await named(topic)) ?? (await named(normaliseTopic(topic))) ?? (await searched(topic, code, ask))
    },
    dispose: () => wikis.dispose(),
  }
}

/** Asks one language's wiki. */
type Ask = <Schema extends z.ZodType>(
  query: Readonly<Record<string, string | number>>,
  schema: Schema,
) => Promise<z.output<Schema> | undefined>

/** The article of exactly this title, redirects followed; a page that only lists meanings is none. */
async function articleOf(title: string, language: string, ask: Ask): Promise<Article | undefined> {
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
  const page = (await ask(query, Pages))?.pages[0]
  return page && isArticle(page) ? toArticle(page, language) : undefined
}

/** The first hit of a search whose title's words are all among the topic's: anything else would be a guess. */
async function searched(topic: string, language: string, ask: Ask): Promise<Article | undefined> {
  const query = { list: 'search', srsearch: topic.slice(0, LONGEST_TITLE), srlimit: HITS, srnamespace: 0, srprop: '' }
  const found = await ask(query, Hits)
  const meant = found?.search.find(({ title }) => isMeant(title, topic))
  return meant && articleOf(meant.title, language, ask)
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
