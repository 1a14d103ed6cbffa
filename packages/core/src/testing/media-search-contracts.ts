import assert from 'node:assert/strict'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MediaKind, MediaQuery, MediaSearchProvider } from '../ports/media-search.ts'
import { assertSettles, checkOf, type ContractCheck } from './contract.ts'

export interface MediaSearchContractOptions {
  /** Makes a fresh provider; it is disposed after each check. */
  readonly create: () => MediaSearchProvider | Promise<MediaSearchProvider>
  /** A query that finds something, and one that finds nothing. */
  readonly known?: string
  readonly unknown?: string
}

/** What every stock of pictures promises. */
export const imageSearchContract = (options: MediaSearchContractOptions): ContractCheck[] =>
  contractOf('image', options)

/** What every stock of clips promises. */
export const footageSearchContract = (options: MediaSearchContractOptions): ContractCheck[] =>
  contractOf('footage', options)

function contractOf(
  kind: MediaKind,
  { create, known = 'mountain lake', unknown = 'qxzvkj' }: MediaSearchContractOptions,
): ContractCheck[] {
  const check = (name: string, work: (media: MediaSearchProvider) => Promise<void>) => checkOf(create, name, work)
  const { signal } = new AbortController()
  return [
    check('has an id, a version and what it is a stock of', async (media) => {
      assert.match(media.id, /^\S+$/)
      assert.match(media.version, /\S/)
      assert.ok(media.kinds.includes(kind), `it has no ${kind}`)
    }),
    check('finds items of the kind asked for, each with its size, file, licence and origin', async (media) => {
      const items = await media.search(queryFor(kind, known), { signal })
      assert.ok(items.length > 0, `it finds nothing for "${known}"`)
      for (const item of items) {
        assert.equal(item.kind, kind)
        assert.ok(item.widthPx > 0 && item.heightPx > 0, `${item.id} has no size`)
        assert.match(item.licence, /\S/, `${item.id} has no licence`)
        assert.ok(item.author ?? item.page, `${item.id} has neither author nor page`)
        if (item.page !== undefined) assert.ok(URL.canParse(item.page), `the page of ${item.id} is no URL`)
        if (item.kind === 'footage') assert.ok(item.durationSeconds! > 0, `${item.id} has no length`)
      }
      assert.equal(new Set(items.map(({ id }) => id)).size, items.length, 'two items share an id')
    }),
    check('answers with an empty list when nothing is found', async (media) => {
      assert.deepEqual(await media.search(queryFor(kind, unknown), { signal }), [])
    }),
    check('finds no more than asked for', async (media) => {
      assert.ok((await media.search({ ...queryFor(kind, known), count: 1 }, { signal })).length <= 1)
    }),
    check('puts an item’s file at a path', async (media) => {
      const folder = await mkdtemp(join(tmpdir(), 'mavs-media-'))
      try {
        const [item] = await media.search(queryFor(kind, known), { signal })
        await media.download(item!, join(folder, 'file'), { signal })
        assert.ok((await stat(join(folder, 'file'))).size > 0, 'the file is empty')
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    }),
    check('stops when its signal aborts', async (media) => {
      const controller = new AbortController()
      const call = media.search(queryFor(kind, known), { signal: controller.signal })
      controller.abort(new Error('called off'))
      await assertSettles(call, 'search')
    }),
  ]
}

const queryFor = (kind: MediaKind, query: string): MediaQuery => ({
  query,
  kind,
  orientation: 'landscape',
  minWidthPx: 640,
  minHeightPx: 360,
  language: 'en',
  count: 10,
})
