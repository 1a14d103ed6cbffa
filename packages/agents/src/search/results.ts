import type { SearchResult } from '@mavs/core'
import { z } from 'zod'
import { cleanText, shorten } from '../research/prompt.ts'

/** Settings of a search engine that needs a key; each falls back to its environment variable. */
export const SearchKeyOptions = z.strictObject({
  apiKey: z.string().min(1).optional(),
  /** Another server that speaks the same protocol, without a slash at its end. */
  baseUrl: z.url().optional(),
  timeoutMs: z.int().positive().default(20_000),
})
export type SearchKeyOptions = z.input<typeof SearchKeyOptions>

/** Answers of search engines are small. */
export const MAX_ANSWER_BYTES = 4 * 1024 ** 2

const MAX_TITLE = 200
const MAX_SNIPPET = 500
const MAX_URL = 2000

/** What an engine found, as it came. */
export interface FoundPage {
  readonly title?: string | null | undefined
  readonly url: string
  readonly snippet?: string | null | undefined
  readonly published?: string | null | undefined
}

/** Results as plain, bounded text: each page once, web pages only, at most `count`. */
export function searchResults(found: readonly FoundPage[], count: number): SearchResult[] {
  const results = new Map<string, SearchResult>()
  for (const { title, url, snippet, published } of found) {
    const parsed = URL.parse(url)
    if (!parsed || !/^https?:$/.test(parsed.protocol) || url.length > MAX_URL || results.has(parsed.href)) continue
    const date = isoDate(published)
    results.set(parsed.href, {
      title: shorten(plainText(title ?? ''), MAX_TITLE) || parsed.host,
      url: parsed.href,
      snippet: shorten(plainText(snippet ?? ''), MAX_SNIPPET),
      ...(date && { published: date }),
    })
  }
  return [...results.values()].slice(0, count)
}

/** Text without the tags and entities with which engines mark what was searched for. */
export function plainText(marked: string): string {
  const text = marked
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,6}));/gi, (whole, decimal, hexadecimal, name: string) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole
      return characterOf(decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal))
    })
  return cleanText(text).replace(/\s+/g, ' ').trim()
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

const characterOf = (code: number): string => (code <= 0x10_ffff ? String.fromCodePoint(code) : '')

/** The day of a date in any usual notation; undefined for "3 days ago". */
export function isoDate(text: string | null | undefined): string | undefined {
  if (!text || !/\d{4}/.test(text)) return undefined
  const [written] = /^\d{4}-\d{2}-\d{2}/.exec(text) ?? []
  if (written) return Number.isNaN(Date.parse(written)) ? undefined : written
  const time = Date.parse(/\d:\d/.test(text) ? text : `${text} UTC`)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().slice(0, 10)
}
