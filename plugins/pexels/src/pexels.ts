import { createVendorClient, type MediaItem, type MediaQuery, type MediaSearchProvider } from '@mavs/core'
import { z } from 'zod'

/** Settings of Pexels; each falls back to its environment variable or to what the vendor documents. */
export const PexelsOptions = z.strictObject({
  /** `PEXELS_API_KEY`. */
  apiKey: z.string().min(1).optional(),
  baseUrl: z.url().default('https://api.pexels.com'),
  timeoutMs: z.int().positive().default(20_000),
  /** Files are fetched from private addresses too: for tests and mirrors. */
  allowPrivate: z.boolean().default(false),
})
export type PexelsOptions = z.input<typeof PexelsOptions>

const Photo = z.looseObject({
  id: z.number(),
  width: z.number(),
  height: z.number(),
  url: z.url(),
  photographer: z.string(),
  src: z.looseObject({ original: z.url() }),
  alt: z.string().nullish(),
})
const VideoFile = z.looseObject({
  file_type: z.string().nullish(),
  width: z.number().nullish(),
  height: z.number().nullish(),
  link: z.url(),
})
const Video = z.looseObject({
  id: z.number(),
  url: z.url(),
  duration: z.number(),
  user: z.looseObject({ name: z.string() }),
  video_files: z.array(VideoFile),
})
const Photos = z.looseObject({ photos: z.array(Photo) })
const Videos = z.looseObject({ videos: z.array(Video) })

const MOST_RESULTS = 80
const MOST_BYTES = 300 * 1024 ** 2
const LICENCE = { licence: 'Pexels License', licenceUrl: 'https://www.pexels.com/license/' }
/** Originals are larger than any frame. */
const PHOTO_WIDTH_PX = 2560
/** Languages that it takes, by their first part. */
const LOCALES = new Map(
  (
    'en-US pt-BR es-ES ca-ES de-DE it-IT fr-FR sv-SE id-ID pl-PL ja-JP zh-TW zh-CN ko-KR th-TH nl-NL hu-HU vi-VN cs-CZ ' +
    'da-DK fi-FI uk-UA el-GR ro-RO nb-NO sk-SK tr-TR ru-RU'
  )
    .split(' ')
    .toReversed()
    .map((locale) => [locale.slice(0, 2), locale]),
)

/** Photos and footage of Pexels, or undefined without a key. */
export function createPexels(
  options: PexelsOptions,
  environment: Readonly<Record<string, string | undefined>>,
): MediaSearchProvider | undefined {
  const { apiKey = environment.PEXELS_API_KEY, baseUrl, timeoutMs, allowPrivate } = PexelsOptions.parse(options)
  if (!apiKey) return undefined
  const headers = { authorization: apiKey }
  const client = createVendorClient({ provider: 'pexels', baseUrl, headers, timeoutMs, allowPrivate })
  return {
    id: 'pexels',
    version: '1',
    isRemote: true,
    kinds: ['image', 'footage'],
    // 200 requests an hour: what is too many comes back as 429, and is waited for.
    limits: { concurrency: 2, timeoutMs, retries: 2 },
    diagnose: async () => [{ name: 'pictures: pexels', status: 'ok', message: 'a key is set' }],
    async search(query, { signal }) {
      const parameters = parametersOf(query)
      if (query.kind === 'image') {
        const { photos } = await client.json({ path: '/v1/search', query: parameters, signal }, Photos)
        return photos.slice(0, query.count).map(toPhoto)
      }
      const { videos } = await client.json({ path: '/v1/videos/search', query: parameters, signal }, Videos)
      return videos.flatMap((video) => toClip(video, query)).slice(0, query.count)
    },
    download: (item, path, { signal }) => client.download(item.file, path, { signal, maxBytes: MOST_BYTES }),
    dispose: () => client.dispose(),
  }
}

function parametersOf({ query, orientation, minWidthPx, minHeightPx, language, count }: MediaQuery) {
  const locale = LOCALES.get(language.slice(0, 2).toLowerCase())
  const side = Math.max(minWidthPx, minHeightPx)
  return {
    query,
    orientation,
    size: side > 1920 ? 'large' : side > 1280 ? 'medium' : 'small',
    per_page: Math.min(count, MOST_RESULTS),
    ...(locale && { locale }),
  }
}

function toPhoto({ id, width, height, url, photographer, src, alt }: z.output<typeof Photo>): MediaItem {
  const scale = Math.min(1, PHOTO_WIDTH_PX / width)
  const file = new URL(src.original)
  file.searchParams.set('auto', 'compress')
  file.searchParams.set('w', `${PHOTO_WIDTH_PX}`)
  return {
    id: `${id}`,
    kind: 'image',
    title: alt || wordsOf(url),
    tags: [wordsOf(url)],
    widthPx: Math.round(width * scale),
    heightPx: Math.round(height * scale),
    file: file.href,
    page: url,
    author: photographer,
    ...LICENCE,
  }
}

/** The smallest of a video's files that is large enough; a video has no title but the words in its page's address. */
function toClip(
  { id, url, duration, user, video_files: files }: z.output<typeof Video>,
  { minWidthPx, minHeightPx }: MediaQuery,
): MediaItem[] {
  const [file] = files
    .flatMap(({ file_type: type, width, height, link }) =>
      type === 'video/mp4' && width && height ? [{ width, height, link }] : [],
    )
    .filter(({ width, height }) => width >= minWidthPx && height >= minHeightPx)
    .toSorted((one, other) => one.width - other.width)
  if (!file) return []
  return [
    {
      id: `${id}`,
      kind: 'footage',
      title: wordsOf(url),
      tags: [],
      widthPx: file.width,
      heightPx: file.height,
      durationSeconds: duration,
      file: file.link,
      page: url,
      author: user.name,
      ...LICENCE,
    },
  ]
}

/** "aerial view of a lake" of "https://www.pexels.com/video/aerial-view-of-a-lake-123/". */
const wordsOf = (page: string): string =>
  (new URL(page).pathname.split('/').findLast(Boolean) ?? '').replace(/-?\d+$/, '').replaceAll('-', ' ')
