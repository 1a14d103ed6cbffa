import { createCanvas } from '@napi-rs/canvas'
import { failureKindOf, type MediaSearchProvider } from '@mavs/core'
import { mediaSearchContract } from '@mavs/core/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createCommons } from '../../../packages/agents/src/media-search/commons.ts'
import { createOpenverse } from '../../../packages/agents/src/media-search/openverse.ts'
import { startCommons, startOpenverse, type StockPicture } from '../../vendors/pictures.ts'
import { FAILURE_KINDS, FAULTS, type Vendor } from '@mavs/core/testing'

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
}

const STOCKS: Readonly<Record<string, Stock>> = {
  openverse: {
    start: startOpenverse,
    create: (baseUrl, timeoutMs) => createOpenverse({ baseUrl, timeoutMs, allowPrivate: true }),
  },
  commons: {
    start: startCommons,
    create: (baseUrl, timeoutMs) => createCommons({ baseUrl, timeoutMs, allowPrivate: true }),
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

describe.each(Object.entries(STOCKS))('the stock of pictures %s', (name, stock) => {
  const contract = mediaSearchContract({ create: async () => (await opened(stock)).provider })
  it.each(contract.map((check) => [check.name, check] as const))('%s', (_, check) => check.run())

  it('tells author, licence and page, as text', async () => {
    const { provider } = await opened(stock)
    const [first] = await provider.search(QUERY, { signal })
    expect(first).toMatchObject({
      title: 'A mountain lake at dawn',
      tags: ['lake', 'mountain'],
      author: 'Ann Example',
      licence: 'CC BY-SA 4.0',
    })
  })

  it('leaves out what may not be changed or sold', async () => {
    const closed = name === 'openverse' ? 'by-nc' : 'CC BY-NC-ND 4.0'
    const { provider } = await opened(stock, [{ ...STOCK[0]!, licence: closed }, STOCK[1]!])
    expect((await provider.search(QUERY, { signal })).map(({ title }) => title)).toEqual(['Mountain'])
  })

  it.each(FAULTS)('meets the fault %s with a failure of its kind', async (fault) => {
    const { vendor, provider } = await opened(stock, STOCK, fault === 'slow' ? 300 : 5000)
    vendor.fail(fault, { retryAfter: '5' })
    const failure = await provider.search(QUERY, { signal }).catch((error: unknown) => error)
    expect(failureKindOf(failure)).toBe(FAILURE_KINDS[fault])
  })
})
