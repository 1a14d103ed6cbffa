import { startVendor, type Vendor, type VendorRequest } from '@mavs/core/testing'

export const KEY = 'pexels-test-key'

/** What the stand-in has; it finds all of it for every query but `qxzvkj`. */
export interface StockItem {
  readonly slug: string
  readonly file: Buffer
  /** Of a video. */
  readonly seconds?: number
}

const ORIENTATIONS = /^(landscape|portrait|square)$/
const SIZES = /^(large|medium|small)$/

/** `GET /v1/search` and `/v1/videos/search` of api.pexels.com. */
export function startPexels(stock: readonly StockItem[]): Promise<Vendor> {
  const error = (status: number, code: string) => ({ status, body: { status, code } })
  return startVendor({
    errorBody: (status) => ({ status, code: status === 429 ? 'Too many requests' : 'error' }),
    respond(request) {
      const { url, headers } = request
      const { searchParams: query } = url
      const here = `http://${headers['host']}`
      if (url.pathname.startsWith('/files/')) return fileOf(request, stock)
      if (headers['authorization'] !== KEY)
        return { status: 401, body: { error: `The key ${headers['authorization']} is wrong` } }
      if (!query.get('query')) return error(400, 'query is missing')
      if (!ORIENTATIONS.test(query.get('orientation') ?? 'square') || !SIZES.test(query.get('size') ?? 'small'))
        return error(400, 'Invalid parameter')
      const count = Number(query.get('per_page') ?? 15)
      if (!(count >= 1 && count <= 80)) return error(400, 'per_page')
      const isVideo = url.pathname === '/v1/videos/search'
      if (!isVideo && url.pathname !== '/v1/search') return error(404, 'Not Found')
      const found = query.get('query')!.includes('qxzvkj')
        ? []
        : stock.filter(({ seconds }) => (seconds !== undefined) === isVideo).slice(0, count)
      const common = { page: 1, per_page: count, total_results: found.length }
      if (!isVideo) return { body: { ...common, photos: found.map((item, at) => photo(item, at, here)) } }
      return { body: { ...common, videos: found.map((item, at) => video(item, at, here)) } }
    },
  })
}

const photo = ({ slug }: StockItem, at: number, here: string) => ({
  id: 100 + at,
  width: 5120,
  height: 2880,
  url: `https://www.pexels.com/photo/${slug}-${100 + at}/`,
  photographer: 'Ann Example',
  photographer_url: 'https://www.pexels.com/@ann',
  photographer_id: 7,
  avg_color: '#336699',
  src: { original: `${here}/files/${slug}`, large: `${here}/files/${slug}?w=940` },
  liked: false,
  alt: '',
})

const video = ({ slug, seconds }: StockItem, at: number, here: string) => ({
  id: 200 + at,
  width: 1920,
  height: 1080,
  url: `https://www.pexels.com/video/${slug}-${200 + at}/`,
  image: `${here}/files/${slug}`,
  duration: seconds,
  user: { id: 7, name: 'Ann Example', url: 'https://www.pexels.com/@ann' },
  video_files: [
    [1920, 1080, 'hd', 'video/mp4'],
    [640, 360, 'sd', 'video/mp4'],
    [960, 540, 'sd', 'video/mp4'],
    [null, null, 'hls', 'application/vnd.apple.mpegurl'],
  ].map(([width, height, quality, file_type], index) => ({
    id: index,
    quality,
    file_type,
    width,
    height,
    fps: 25,
    link: `${here}/files/${slug}`,
  })),
  video_pictures: [],
})

function fileOf({ url }: VendorRequest, stock: readonly StockItem[]) {
  const item = stock.find(({ slug }) => url.pathname === `/files/${slug}`)
  return item ? { body: item.file } : { status: 404, body: 'not found' }
}
