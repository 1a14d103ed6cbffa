import { VideoError, type PageReader, type SearchProvider, type SearchResult } from '@mavs/core'
import { pageReaderContract, searchContract, type ContractCheck } from '@mavs/core/testing'
import { describe, expect, it } from 'vitest'

/** The names of the checks that fail. */
async function failures(checks: readonly ContractCheck[]): Promise<string[]> {
  const failed: string[] = []
  for (const check of checks) await check.run().catch(() => failed.push(check.name))
  return failed
}

const GOOD: readonly SearchResult[] = ['water', 'rain'].map((word) => ({
  title: word,
  url: `https://example.org/${word}`,
  snippet: `About ${word}.`,
}))
const searchThat = (set: Partial<SearchProvider>): SearchProvider => ({
  id: 'test',
  version: '1',
  isRemote: false,
  search: async ({ query }) => (query === 'nothing at all' ? [] : GOOD),
  ...set,
})
const searchFailures = (set: Partial<SearchProvider>) =>
  failures(searchContract({ create: () => searchThat(set), unknown: 'nothing at all' }))

describe('the search contract', () => {
  it('is kept by a provider that is as it should be', async () => expect(await searchFailures({})).toEqual([]))

  it.each<[what: string, set: Partial<SearchProvider>, broken: string]>([
    ['an id with spaces', { id: 'my search' }, 'has an id'],
    ['more than was asked for', { search: async () => [...GOOD, ...GOOD, ...GOOD] }, 'finds pages'],
    ['markup', { search: async () => [{ ...GOOD[0]!, snippet: '<b>Water</b> &amp; rain' }] }, 'names each page'],
    ['no web address', { search: async () => [{ ...GOOD[0]!, url: 'ftp://example.org' }] }, 'names each page'],
    ['something for everything', { search: async () => GOOD }, 'answers with an empty list'],
    [
      'a failure for long queries',
      { search: async ({ query }) => (query.length > 100 ? Promise.reject(new Error('too long')) : GOOD) },
      'takes a long query',
    ],
  ])('finds %s', async (_, set, broken) => {
    expect(await searchFailures(set)).toContainEqual(expect.stringContaining(broken))
  })
})

describe('the page reader contract', () => {
  const addresses = {
    page: 'https://example.org/page',
    empty: 'https://example.org/empty',
    missing: 'https://example.org/missing',
  }
  const good: PageReader = {
    id: 'test',
    version: '1',
    async read(url) {
      if (url === addresses.empty) throw new VideoError('SOURCE_INVALID', 'no text')
      if (url === addresses.missing) throw new VideoError('PROVIDER_FAILED', 'not there')
      if (url !== addresses.page) throw new VideoError('URL_REFUSED', 'not public')
      return { url, title: 'A page', text: 'One paragraph.\n\nAnother one.' }
    },
  }
  const readerFailures = (set: Partial<PageReader>) =>
    failures(pageReaderContract({ create: () => ({ ...good, ...set }), ...addresses }))
  let count = 0

  it('is kept by a reader that is as it should be', async () => expect(await readerFailures({})).toEqual([]))

  it.each<[what: string, set: Partial<PageReader>, broken: string]>([
    [
      'a reader of everything',
      { read: async (url) => ({ url, title: 'A page', text: 'One.\n\nTwo.' }) },
      'refuses what is no public web page',
    ],
    ['errors that say nothing', { read: () => Promise.reject(new Error('oops')) }, 'says so when a page has no text'],
    ['markup', { read: async (url) => ({ url, title: 'A page', text: '<p>One.</p>\n\n<p>Two.</p>' }) }, 'reads a page'],
    [
      'another text each time',
      { read: async (url) => ({ url, title: `Page ${(count += 1)}`, text: 'One.\n\nTwo.' }) },
      'in the same way again',
    ],
  ])('finds %s', async (_, set, broken) => {
    expect(await readerFailures(set)).toContainEqual(expect.stringContaining(broken))
  })
})
