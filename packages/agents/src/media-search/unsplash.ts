import { createVendorClient, type MediaItem, type MediaQuery, type MediaSearchProvider } from '@mavs/core'
import { z } from 'zod'
import { StockKeyOptions } from './stock-options.ts'

const Photo = z.looseObject({
  id: z.string(),
  width: z.number(),
  height: z.number(),
  description: z.string().nullish(),
  alt_description: z.string().nullish(),
  links: z.looseObject({ html: z.url(), download_location: z.url() }),
  user: z.looseObject({ name: z.string() }),
  tags: z.array(z.looseObject({ title: z.string() })).nullish(),
})
const Answer = z.looseObject({ results: z.array(Photo) })
const Download = z.looseObject({ url: z.url() })

const MOST_RESULTS = 30
/** Originals have up to a hundred megapixels. */
const WIDTH_PX = 2560
const ORIENTATIONS = { landscape: 'landscape', portrait: 'portrait', square: 'squarish' } as const
const MOST_BYTES = 50 * 1024 ** 2

/** Photos of Unsplash (`UNSPLASH_ACCESS_KEY`), or undefined without a key. */
export function createUnsplash(
  options: StockKeyOptions,
  environment: Readonly<Record<string, string | undefined>>,
): MediaSearchProvider | undefined {
  const { apiKey = environment.UNSPLASH_ACCESS_KEY, baseUrl, timeoutMs, allowPrivate } = StockKeyOptions.parse(options)
  if (!apiKey) return undefined
  const client = createVendorClient({
    provider: 'unsplash',
    baseUrl: baseUrl ?? 'https://api.unsplash.com',
    headers: { authorization: `Client-ID ${apiKey}`, 'accept-version': 'v1' },
    timeoutMs,
    allowPrivate,
    // It answers 403 with these words when the hour's contingent is used up.
    kindOf: (status, body) => (status === 403 && /rate limit/i.test(body) ? 'rate-limited' : undefined),
  })
  return {
    id: 'unsplash',
    version: '1',
    isRemote: true,
    kinds: ['image'],
    limits: { concurrency: 2, timeoutMs, retries: 2 },
    diagnose: async () => [{ name: 'pictures: unsplash', status: 'ok', message: 'a key is set' }],
    async search(query, { signal }) {
      const { results } = await client.json({ path: '/search/photos', query: parametersOf(query), signal }, Answer)
      return results.map(toItem)
    },
    async download(item, path, { signal }) {
      // Its terms: whoever uses a photo says so by asking for its download address.
      const { pathname, search } = new URL(item.file)
      const { url } = await client.json({ path: `${pathname}${search}`, signal }, Download)
      const file = new URL(url)
      file.searchParams.set('w', `${WIDTH_PX}`)
      file.searchParams.set('fm', 'jpg')
      await client.download(file.href, path, { signal, maxBytes: MOST_BYTES })
    },
    dispose: () => client.dispose(),
  }
}

const parametersOf = ({ query, orientation, count }: MediaQuery) => ({
  query,
  orientation: ORIENTATIONS[orientation],
  per_page: Math.min(count, MOST_RESULTS),
  content_filter: 'high',
})

function toItem({
  id,
  width,
  height,
  description,
  alt_description,
  links,
  user,
  tags,
}: z.output<typeof Photo>): MediaItem {
  const scale = Math.min(1, WIDTH_PX / width)
  return {
    id,
    kind: 'image',
    title: description ?? alt_description ?? '',
    tags: [...(alt_description ? [alt_description] : []), ...(tags ?? []).map(({ title }) => title)],
    widthPx: Math.round(width * scale),
    heightPx: Math.round(height * scale),
    file: links.download_location,
    // Its terms ask for links that say where the visitor comes from.
    page: `${links.html}?utm_source=mavs&utm_medium=referral`,
    author: user.name,
    licence: 'Unsplash License',
    licenceUrl: 'https://unsplash.com/license',
  }
}
