import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { failureKindOf, type FailureKind, type MediaSearchProvider } from '@mavs/core'
import { footageSearchContract, imageSearchContract } from '@mavs/core/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createCommons } from '../../../packages/agents/src/media-search/commons.ts'
import { createOpenverse } from '../../../packages/agents/src/media-search/openverse.ts'
import { createPixabay } from '../../../packages/agents/src/media-search/pixabay.ts'
import { createUnsplash } from '../../../packages/agents/src/media-search/unsplash.ts'
import { startCommons, startOpenverse, startPixabay, startUnsplash, type StockPicture } from '../../vendors/pictures.ts'
import { FAILURE_KINDS, FAULTS, type Fault, type Vendor } from '@mavs/core/testing'

const file = createCanvas(16, 9).encodeSync('jpeg')
const STOCK: readonly StockPicture[] = [
  { id: 'one', title: 'A mountain lake at dawn', tags: ['lake', 'mountain'], file },
  { id: 'two', title: 'Mountain', tags: ['alps'], file },
]
const { signal } = new AbortController()
const QUERY = {
  query: 'mountain lake',
  kind: 'image',
  orientation: 'landscape',
  minWidthPx: 640,
  minHeightPx: 360,
  language: 'en',
  count: 10,
} as const

interface Stock {
  start(pictures: readonly StockPicture[]): Promise<Vendor>
  create(baseUrl: string, timeoutMs: number): MediaSearchProvider
  /** As the vendor calls what may not be sold or changed; undefined where all is under one licence. */
  readonly closed?: string
  readonly licence: string
  /** Where a status means something of its own. */
  readonly kinds?: Partial<Record<Fault, FailureKind>>
}

const STOCKS: Readonly<Record<string, Stock>> = {
  openverse: {
    start: startOpenverse,
    create: (baseUrl, timeoutMs) => createOpenverse({ baseUrl, timeoutMs, allowPrivate: true }),
    closed: 'by-nc',
    licence: 'CC BY-SA 4.0',
  },
  commons: {
    start: startCommons,
    create: (baseUrl, timeoutMs) => createCommons({ baseUrl, timeoutMs, allowPrivate: true }),
    closed: 'CC BY-NC-ND 4.0',
    licence: 'CC BY-SA 4.0',
  },
  pixabay: {
    start: startPixabay,
    create: (baseUrl, timeoutMs) =>
      createPixabay({ apiKey: 'pixabay-test-key', baseUrl, timeoutMs, allowPrivate: true }, {})!,
    licence: 'Pixabay Content License',
  },
  unsplash: {
    start: startUnsplash,
    create: (baseUrl, timeoutMs) =>
      createUnsplash({ apiKey: 'unsplash-test-key', baseUrl, timeoutMs, allowPrivate: true }, {})!,
    licence: 'Unsplash License',
    kinds: { 403: 'rate-limited' },
  },
}

async function opened(stock: Stock, pictures = STOCK, timeoutMs = 5000) {
  const vendor = await stock.start(pictures)
  const provider = stock.create(vendor.baseUrl, timeoutMs)
  onTestFinished(async () => {
    await provider.dispose?.()
    await vendor.close()
  })
  return { vendor, provider }
}

describe.each(Object.entries(STOCKS))('the stock of pictures %s', (_, stock) => {
  const contract = imageSearchContract({ create: async () => (await opened(stock)).provider })
  it.each(contract.map((check) => [check.name, check] as const))('%s', (_, check) => check.run())

  it('tells author, licence and page, as text', async () => {
    const { provider } = await opened(stock)
    const [first] = await provider.search(QUERY, { signal })
    expect(first).toMatchObject({
      author: 'Ann Example',
      licence: stock.licence,
      page: expect.stringMatching(/^https:/),
    })
    expect(`${first!.title} ${first!.tags.join(' ')}`).toMatch(/A mountain lake at dawn.*lake/)
  })

  it.each(FAULTS)('meets the fault %s with a failure of its kind', async (fault) => {
    const { vendor, provider } = await opened(stock, STOCK, fault === 'slow' ? 300 : 5000)
    vendor.fail(fault, { retryAfter: '5' })
    const failure = await provider.search(QUERY, { signal }).catch((error: unknown) => error)
    expect(failureKindOf(failure)).toBe(stock.kinds?.[fault] ?? FAILURE_KINDS[fault])
    expect(String(failure)).not.toMatch(/test-key/)
  })
})

it.each(Object.entries(STOCKS).filter(([, { closed }]) => closed !== undefined))(
  'the stock of pictures %s leaves out what may not be changed or sold',
  async (_, stock) => {
    const { provider } = await opened(stock, [{ ...STOCK[0]!, licence: stock.closed! }, STOCK[1]!])
    expect((await provider.search(QUERY, { signal })).map(({ title }) => title)).toEqual(['Mountain'])
  },
)

describe('the footage of pixabay', () => {
  const clip = { ...STOCK[0]!, seconds: 12 }
  const contract = footageSearchContract({ create: async () => (await opened(STOCKS['pixabay']!, [clip])).provider })
  it.each(contract.map((check) => [check.name, check] as const))('%s', (_, check) => check.run())

  it('comes in the smallest size that is large enough', async () => {
    const { provider } = await opened(STOCKS['pixabay']!, [clip])
    const sizes = [400, 1000, 3000].map(async (minWidthPx) => {
      const [item] = await provider.search({ ...QUERY, kind: 'footage', minWidthPx }, { signal })
      return item?.widthPx
    })
    expect(await Promise.all(sizes)).toEqual([960, 1920, undefined])
  })
})

it('Unsplash is told of each photo that is used', async () => {
  const { vendor, provider } = await opened(STOCKS['unsplash']!)
  const [item] = await provider.search(QUERY, { signal })
  const folder = await mkdtemp(join(tmpdir(), 'mavs-unsplash-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await provider.download(item!, join(folder, 'file'), { signal })
  const [, used] = vendor.requests
  expect(used!.url.pathname).toBe('/photos/one/download')
})

it.each([createPixabay, createUnsplash])('a stock without its key takes no part', (create) => {
  expect(create({}, {})).toBeUndefined()
})
