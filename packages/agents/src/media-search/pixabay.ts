import { createVendorClient, type MediaItem, type MediaQuery, type MediaSearchProvider } from '@mavs/core'
import { z } from 'zod'
import { StockKeyOptions } from './stock-options.ts'

const Picture = z.looseObject({
  id: z.number(),
  pageURL: z.url(),
  tags: z.string(),
  largeImageURL: z.url(),
  imageWidth: z.number(),
  imageHeight: z.number(),
  user: z.string(),
})
const Size = z.looseObject({ url: z.string(), width: z.number(), height: z.number() })
const Clip = z.looseObject({
  id: z.number(),
  pageURL: z.url(),
  tags: z.string(),
  duration: z.number(),
  videos: z.looseObject({ large: Size, medium: Size, small: Size }),
  user: z.string(),
})
const Pictures = z.looseObject({ hits: z.array(Picture) })
const Clips = z.looseObject({ hits: z.array(Clip) })

/** A large picture is scaled to this width or height at most. */
const LARGE_PX = 1280
const LONGEST_QUERY = 100
const RESULTS = { least: 3, most: 200 }
const ORIENTATIONS = { landscape: 'horizontal', portrait: 'vertical', square: 'all' } as const
const LANGUAGES = new Set('cs da de en es fr id it hu nl no pl pt ro sk fi sv tr vi th bg ru el ja ko zh'.split(' '))
const LICENCE = { licence: 'Pixabay Content License', licenceUrl: 'https://pixabay.com/service/license-summary/' }
const MOST_BYTES = 300 * 1024 ** 2

/** Pictures and footage of Pixabay (`PIXABAY_API_KEY`), or undefined without a key. */
export function createPixabay(
  options: StockKeyOptions,
  environment: Readonly<Record<string, string | undefined>>,
): MediaSearchProvider | undefined {
  const { apiKey = environment.PIXABAY_API_KEY, baseUrl, timeoutMs, allowPrivate } = StockKeyOptions.parse(options)
  if (!apiKey) return undefined
  const client = createVendorClient({
    provider: 'pixabay',
    baseUrl: baseUrl ?? 'https://pixabay.com',
    timeoutMs,
    allowPrivate,
    // Its key is part of the address: an answer that quotes it is masked.
    secrets: [apiKey],
    kindOf: (status, body) => (status === 400 && /API key/i.test(body) ? 'key-refused' : undefined),
  })
  return {
    id: 'pixabay',
    version: '1',
    isRemote: true,
    kinds: ['image', 'footage'],
    limits: { concurrency: 2, requestsPerMinute: 100, timeoutMs, retries: 2 },
    diagnose: async () => [{ name: 'pictures: pixabay', status: 'ok', message: 'a key is set' }],
    async search(query, { signal }) {
      const parameters = { key: apiKey, ...parametersOf(query) }
      const items =
        query.kind === 'image'
          ? (
              await client.json({ path: '/api/', query: { ...parameters, image_type: 'photo' }, signal }, Pictures)
            ).hits.map(toPicture)
          : (await client.json({ path: '/api/videos/', query: parameters, signal }, Clips)).hits.flatMap((clip) =>
              toClip(clip, query),
            )
      return items.slice(0, query.count)
    },
    download: (item, path, { signal }) => client.download(item.file, path, { signal, maxBytes: MOST_BYTES }),
    dispose: () => client.dispose(),
  }
}

function parametersOf({ query, orientation, minWidthPx, minHeightPx, language, count }: MediaQuery) {
  const [primary = ''] = language.toLowerCase().split('-')
  return {
    q: query.slice(0, LONGEST_QUERY),
    orientation: ORIENTATIONS[orientation],
    min_width: minWidthPx,
    min_height: minHeightPx,
    safesearch: 'true',
    per_page: Math.min(Math.max(count, RESULTS.least), RESULTS.most),
    ...(LANGUAGES.has(primary) && { lang: primary }),
  }
}

const named = (tags: string) => {
  const list = tags.split(',').map((tag) => tag.trim())
  return { title: list.slice(0, 3).join(', '), tags: list }
}

function toPicture({
  id,
  pageURL,
  tags,
  largeImageURL,
  imageWidth,
  imageHeight,
  user,
}: z.output<typeof Picture>): MediaItem {
  const scale = Math.min(1, LARGE_PX / Math.max(imageWidth, imageHeight))
  return {
    id: `${id}`,
    kind: 'image',
    ...named(tags),
    widthPx: Math.round(imageWidth * scale),
    heightPx: Math.round(imageHeight * scale),
    file: largeImageURL,
    page: pageURL,
    author: user,
    ...LICENCE,
  }
}

/** The smallest of a clip's sizes that is large enough; some have no address. */
function toClip(
  { id, pageURL, tags, duration, videos, user }: z.output<typeof Clip>,
  { minWidthPx, minHeightPx }: MediaQuery,
): MediaItem[] {
  const sizes = [videos.small, videos.medium, videos.large].filter(({ url }) => URL.canParse(url))
  const size = sizes.find(({ width, height }) => width >= minWidthPx && height >= minHeightPx)
  if (!size) return []
  const { url: file, width: widthPx, height: heightPx } = size
  const clip = { id: `${id}`, kind: 'footage' as const, ...named(tags), widthPx, heightPx, file }
  return [{ ...clip, durationSeconds: duration, page: pageURL, author: user, ...LICENCE }]
}
