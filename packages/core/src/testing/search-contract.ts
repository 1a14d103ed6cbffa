import assert from 'node:assert/strict'
import type { SearchProvider, SearchQuery } from '../ports/search.ts'
import { assertSettles, checkOf, type ContractCheck } from './contract.ts'

export interface SearchContractOptions {
  /** Makes a fresh provider; it is disposed after each check. */
  readonly create: () => SearchProvider | Promise<SearchProvider>
  /** Words that several pages are found for. Default "water cycle". */
  readonly query?: string
  /** Words that nothing is found for. */
  readonly unknown?: string
}

/** What every search provider promises. */
export function searchContract(options: SearchContractOptions): ContractCheck[] {
  const { create, query = 'water cycle', unknown = 'qxzvkj wqqpx zzkvq' } = options
  const check = (name: string, work: (search: SearchProvider) => Promise<void>) => checkOf(create, name, work)
  const asked: SearchQuery = { query, language: 'en', count: 3 }
  const signal = new AbortController().signal
  return [
    check('has an id without spaces, a version, and says whether it leaves the machine', async (search) => {
      assert.match(search.id, /^\S+$/)
      assert.match(search.version, /\S/)
      assert.equal(typeof search.isRemote, 'boolean')
    }),
    check('finds pages: at least one, at most as many as asked for, each once', async (search) => {
      const found = await search.search(asked, { signal })
      assert.ok(found.length >= 1 && found.length <= 3, `it found ${found.length} pages; expected 1 to 3`)
      assert.equal(new Set(found.map(({ url }) => url)).size, found.length, 'a page was found twice')
    }),
    check('names each page by its title and a web address, in plain text', async (search) => {
      for (const { title, url, snippet, published } of await search.search(asked, { signal })) {
        assert.match(url, /^https?:\/\/\S+$/)
        assert.match(title, /\S/)
        for (const text of [title, snippet]) {
          assert.doesNotMatch(text, /<\/?[a-z][^>]*>|&[a-z]+;|\p{Cc}/iu, `there is markup in "${text}"`)
        }
        if (published !== undefined) assert.match(published, /^\d{4}-\d{2}-\d{2}/)
      }
    }),
    check('answers with an empty list when there is nothing', async (search) => {
      assert.deepEqual(await search.search({ ...asked, query: unknown }, { signal }), [])
    }),
    check('takes a long query in any writing', async (search) => {
      const long = 'Warum ist der Himmel blau? なぜ空は青いのですか “quotes” & <tags> '.repeat(12)
      await search.search({ ...asked, query: long, language: 'ja' }, { signal })
    }),
    check('settles soon after its signal aborts', async (search) => {
      const controller = new AbortController()
      const call = search.search(asked, { signal: controller.signal })
      controller.abort(new Error('called off'))
      await assertSettles(call, 'search')
    }),
  ]
}
