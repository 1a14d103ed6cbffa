import { startVendor, type Vendor, type VendorReply, type VendorRequest } from '@mavs/core/testing'

/** A picture that the stand-ins have; their search finds all of them for every query but `qxzvkj`. */
export interface StockPicture {
  readonly id: string
  readonly title: string
  readonly tags?: readonly string[]
  readonly widthPx?: number
  readonly heightPx?: number
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

const foundFor = ({ searchParams }: URL, pictures: readonly StockPicture[]): readonly StockPicture[] =>
  `${searchParams.get('q')} ${searchParams.get('gsrsearch')}`.includes('qxzvkj') ? [] : pictures

function fileOf({ url }: VendorRequest, pictures: readonly StockPicture[]): VendorReply {
  const picture = pictures.find(({ id }) => url.pathname === `/files/${id}`)
  if (!picture) return { status: 404, body: 'not found' }
  return { headers: { 'content-type': 'image/jpeg' }, body: picture.file }
}
