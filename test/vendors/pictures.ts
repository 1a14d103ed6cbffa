import { startVendor, type Vendor, type VendorReply, type VendorRequest } from '@mavs/core/testing'

/** A picture that the stand-ins have; their search finds all of them for every query but `qxzvkj`. */
export interface StockPicture {
  readonly id: string
  readonly title: string
  readonly tags?: readonly string[]
  readonly widthPx?: number
  readonly heightPx?: number
  /** Of a clip. */
  readonly seconds?: number
  /** As the vendor writes it: "by-sa" and "CC BY-SA 4.0". */
  readonly licence?: string
  readonly file: Buffer
}

/** `GET /v1/images/` of api.openverse.org, and the files that it names. */
export function startOpenverse(pictures: readonly StockPicture[]): Promise<Vendor> {
  const errorBody = (status: number) =>
    status === 429
      ? { detail: 'Request was throttled. Expected available in 5 seconds.' }
      : { detail: `Error ${status}` }
  return startVendor({
    errorBody,
    respond(request) {
      const { url, headers } = request
      if (url.pathname.startsWith('/files/')) return fileOf(request, pictures)
      if (url.pathname !== '/v1/images/') return { status: 404, body: errorBody(404) }
      const size = Number(url.searchParams.get('page_size'))
      // Without a key: twenty at most.
      if (!(size >= 1 && size <= 20))
        return { status: 400, body: { detail: { page_size: ['must be between 1 & 20'] } } }
      if (!/^(wide|tall|square)$/.test(url.searchParams.get('aspect_ratio') ?? ''))
        return { status: 400, body: errorBody(400) }
      const results = foundFor(url, pictures)
        .slice(0, size)
        .map((picture) => ({
          id: picture.id,
          title: picture.title,
          foreign_landing_url: `https://example.org/photos/${picture.id}`,
          url: `http://${headers['host']}/files/${picture.id}`,
          creator: 'Ann Example',
          creator_url: null,
          license: picture.licence ?? 'by-sa',
          license_version: '4.0',
          license_url: 'https://creativecommons.org/licenses/by-sa/4.0/',
          tags: (picture.tags ?? []).map((name) => ({ name, accuracy: null })),
          width: picture.widthPx ?? 1600,
          height: picture.heightPx ?? 900,
          mature: false,
        }))
      return { body: { result_count: results.length, page_count: 1, page_size: size, page: 1, results } }
    },
  })
}

/** MediaWiki's `generator=search` with `prop=imageinfo`, as commons.wikimedia.org answers it (formatversion 2). */
export function startCommons(pictures: readonly StockPicture[]): Promise<Vendor> {
  return startVendor({
    errorBody: (status) => `<html><title>Wikimedia Error</title>${status}</html>`,
    respond(request) {
      const { url, headers } = request
      if (url.pathname.startsWith('/files/')) return fileOf(request, pictures)
      if (url.pathname !== '/w/api.php') return { status: 404, body: 'not found' }
      if (!/^mavs\/\d/.test(headers['user-agent'] ?? '')) return { status: 403, body: 'Please set a user-agent' }
      if (url.searchParams.get('gsrnamespace') !== '6') return { body: { batchcomplete: true } }
      const found = foundFor(url, pictures).slice(0, Number(url.searchParams.get('gsrlimit')))
      if (found.length === 0) return { body: { batchcomplete: true } }
      const pages = found.map((picture, at) => ({
        pageid: at + 10,
        ns: 6,
        title: `File:${picture.title}.jpg`,
        index: at + 1,
        imageinfo: [
          {
            url: `http://${headers['host']}/files/${picture.id}`,
            descriptionurl: `https://commons.wikimedia.org/wiki/File:${encodeURIComponent(picture.title)}.jpg`,
            width: picture.widthPx ?? 1600,
            height: picture.heightPx ?? 900,
            mime: 'image/jpeg',
            extmetadata: {
              LicenseShortName: { value: picture.licence ?? 'CC BY-SA 4.0', source: 'commons-desc-page' },
              LicenseUrl: { value: 'https://creativecommons.org/licenses/by-sa/4.0', source: 'commons-desc-page' },
              Artist: { value: '<a href="//commons.wikimedia.org/wiki/User:Ann">Ann <b>Example</b></a>' },
              Categories: { value: (picture.tags ?? []).join('|'), source: 'commons-categories' },
            },
          },
        ],
      }))
      return { body: { batchcomplete: true, query: { pages } } }
    },
  })
}

/** `GET /api/` and `/api/videos/` of pixabay.com. */
export function startPixabay(stock: readonly StockPicture[]): Promise<Vendor> {
  const refusal = (status: number, text: string) => ({ status, body: `[ERROR ${status}] ${text}` })
  return startVendor({
    errorBody: (status) =>
      status === 429 ? '[ERROR 429] API rate limit exceeded' : `[ERROR ${status}] Something is wrong`,
    respond(request) {
      const { url, headers } = request
      const { searchParams: query } = url
      if (url.pathname.startsWith('/files/')) return fileOf(request, stock)
      if (!/^\/api\/(videos\/)?$/.test(url.pathname)) return { status: 404, body: 'not found' }
      if (query.get('key') !== 'pixabay-test-key') return refusal(400, 'Invalid or missing API key')
      const count = Number(query.get('per_page'))
      if (!(count >= 3 && count <= 200)) return refusal(400, '"per_page" is out of valid range.')
      if ((query.get('q') ?? '').length > 100) return refusal(400, '"q" must not exceed 100 characters.')
      if (!/^(all|horizontal|vertical)$/.test(query.get('orientation') ?? 'all'))
        return refusal(400, '"orientation" is out of valid range.')
      const isVideo = url.pathname === '/api/videos/'
      const found = foundFor(url, stock).filter(({ seconds }) => (seconds !== undefined) === isVideo)
      const hits = found.slice(0, count).map((item, at) => {
        const file = `http://${headers['host']}/files/${item.id}`
        const [width, height] = [item.widthPx ?? 1920, item.heightPx ?? 1080]
        const common = {
          id: at + 1,
          pageURL: `https://pixabay.com/x/${item.id}-${at}/`,
          user: 'Ann Example',
          user_id: 5,
        }
        const tags = [item.title, ...(item.tags ?? [])].join(', ')
        if (!isVideo)
          return { ...common, type: 'photo', tags, largeImageURL: file, imageWidth: width, imageHeight: height }
        const size = (share: number) => ({ url: file, width: width * share, height: height * share, size: 1 })
        const videos = { large: { ...size(2), url: '' }, medium: size(1), small: size(0.5), tiny: size(0.25) }
        return { ...common, type: 'film', tags, duration: item.seconds, videos }
      })
      return { body: { total: hits.length, totalHits: hits.length, hits } }
    },
  })
}

/** `GET /search/photos` of api.unsplash.com, and the download address that its terms ask for. */
export function startUnsplash(photos: readonly StockPicture[]): Promise<Vendor> {
  const errorBody = (status: number) =>
    status === 403 ? 'Rate Limit Exceeded' : { errors: [status === 401 ? 'OAuth error: invalid' : `Error ${status}`] }
  return startVendor({
    errorBody,
    respond(request) {
      const { url, headers } = request
      const here = `http://${headers['host']}`
      if (url.pathname.startsWith('/files/')) return fileOf(request, photos)
      if (headers['authorization'] !== 'Client-ID unsplash-test-key') return { status: 401, body: errorBody(401) }
      if (headers['accept-version'] !== 'v1') return { status: 400, body: { errors: ['Accept-Version is missing'] } }
      const download = /^\/photos\/([^/]+)\/download$/.exec(url.pathname)?.[1]
      if (download !== undefined && url.searchParams.has('ixid')) return { body: { url: `${here}/files/${download}` } }
      if (url.pathname !== '/search/photos') return { status: 404, body: errorBody(404) }
      if (!/^(landscape|portrait|squarish)$/.test(url.searchParams.get('orientation') ?? 'landscape'))
        return { status: 400, body: { errors: ['orientation is not included in the list'] } }
      const results = foundFor(url, photos)
        .slice(0, Number(url.searchParams.get('per_page')))
        .map(({ id, title, tags = [], widthPx = 1600, heightPx = 900 }) => ({
          id,
          width: widthPx,
          height: heightPx,
          description: null,
          alt_description: title,
          urls: { raw: `${here}/files/${id}`, full: `${here}/files/${id}` },
          links: {
            html: `https://unsplash.com/photos/${id}`,
            download: `https://unsplash.com/photos/${id}/download`,
            download_location: `https://api.unsplash.com/photos/${id}/download?ixid=test`,
          },
          user: { id: 'u', username: 'ann', name: 'Ann Example', links: { html: 'https://unsplash.com/@ann' } },
          tags: tags.map((title) => ({ type: 'search', title })),
        }))
      return { body: { total: results.length, total_pages: 1, results } }
    },
  })
}

const foundFor = ({ searchParams }: URL, pictures: readonly StockPicture[]): readonly StockPicture[] =>
  `${searchParams.get('q')} ${searchParams.get('query')} ${searchParams.get('gsrsearch')}`.includes('qxzvkj')
    ? []
    : pictures

function fileOf({ url }: VendorRequest, pictures: readonly StockPicture[]): VendorReply {
  const picture = pictures.find(({ id }) => url.pathname === `/files/${id}`)
  if (!picture) return { status: 404, body: 'not found' }
  return { headers: { 'content-type': 'image/jpeg' }, body: picture.file }
}
