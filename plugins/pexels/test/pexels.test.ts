import { failureKindOf, type MediaQuery } from '@mavs/core'
import { FAILURE_KINDS, FAULTS, footageSearchContract, imageSearchContract } from '@mavs/core/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import plugin, { createPexels } from '../src/index.ts'
import { KEY, startPexels, type StockItem } from './vendor.ts'

const STOCK: readonly StockItem[] = [
  { slug: 'a-mountain-lake-at-dawn', file: Buffer.from('a photo') },
  { slug: 'mountain', file: Buffer.from('another photo') },
  { slug: 'aerial-view-of-a-mountain-lake', file: Buffer.from('a clip'), seconds: 14 },
]
const QUERY: MediaQuery = {
  query: 'mountain lake',
  kind: 'image',
  orientation: 'landscape',
  minWidthPx: 640,
  minHeightPx: 360,
  language: 'de',
  count: 10,
}
const { signal } = new AbortController()

async function opened(timeoutMs = 5000, apiKey = KEY) {
  const vendor = await startPexels(STOCK)
  const provider = createPexels({ apiKey, baseUrl: vendor.baseUrl, timeoutMs, allowPrivate: true }, {})!
  onTestFinished(async () => {
    await provider.dispose?.()
    await vendor.close()
  })
  return { vendor, provider }
}

describe('Pexels', () => {
  const create = async () => (await opened()).provider
  const contracts = [...imageSearchContract({ create }), ...footageSearchContract({ create })]
  it.each(contracts.map((check) => [check.name, check] as const))('%s', (_, check) => check.run())

  it('names a photo by its address where it has no description, and credits it', async () => {
    const { provider, vendor } = await opened()
    const [photo] = await provider.search(QUERY, { signal })
    expect(photo).toMatchObject({
      title: 'a mountain lake at dawn',
      widthPx: 2560,
      heightPx: 1440,
      author: 'Ann Example',
      licence: 'Pexels License',
      page: 'https://www.pexels.com/photo/a-mountain-lake-at-dawn-100/',
    })
    expect(vendor.requests[0]!.url.searchParams.get('locale')).toBe('de-DE')
  })

  it.each([
    [600, 640],
    [700, 960],
    [1200, 1920],
  ])('takes the smallest file of a clip that has %i pixels', async (minWidthPx, widthPx) => {
    const { provider } = await opened()
    const [clip] = await provider.search({ ...QUERY, kind: 'footage', minWidthPx }, { signal })
    expect(clip).toMatchObject({ widthPx, durationSeconds: 14, title: 'aerial view of a mountain lake' })
  })

  it('has no clip where none is large enough', async () => {
    const { provider } = await opened()
    expect(await provider.search({ ...QUERY, kind: 'footage', minWidthPx: 3000 }, { signal })).toEqual([])
  })

  it.each(FAULTS)('meets the fault %s with a failure of its kind', async (fault) => {
    const { vendor, provider } = await opened(fault === 'slow' ? 300 : 5000)
    vendor.fail(fault, { retryAfter: '5' })
    const failure = await provider.search(QUERY, { signal }).catch((error: unknown) => error)
    expect(failureKindOf(failure)).toBe(FAILURE_KINDS[fault])
  })

  it('never shows the key, though the vendor may', async () => {
    const { provider } = await opened(5000, 'pexels-wrong-key')
    const failure = await provider.search(QUERY, { signal }).catch((error: unknown) => error)
    expect(failureKindOf(failure)).toBe('key-refused')
    expect(String(failure)).not.toContain('pexels-wrong-key')
  })

  it('takes no part without a key', () => {
    expect(createPexels({}, {})).toBeUndefined()
    expect(createPexels({}, { PEXELS_API_KEY: 'key' })?.id).toBe('pexels')
    expect(plugin).toMatchObject({ name: '@mavs/plugin-pexels', requires: { contract: 1 } })
  })
})
