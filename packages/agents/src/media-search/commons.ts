import type { MediaItem, MediaQuery, MediaSearchProvider } from '@mavs/core'
import { parseHTML } from 'linkedom'
import { z } from 'zod'
import { createMediaWiki, WIKI_LIMITS } from '../shared/mediawiki.ts'

/** Settings of the Wikimedia Commons provider; no key is needed. */
export const CommonsOptions = z.strictObject({
  baseUrl: z.url().default('https://commons.wikimedia.org'),
  contact: z.string().max(200).optional(),
  timeoutMs: z.int().positive().default(20_000),
  /** Files are fetched from private addresses too: for tests and mirrors. */
  allowPrivate: z.boolean().default(false),
})
export type CommonsOptions = z.input<typeof CommonsOptions>

const Text = z.looseObject({ value: z.union([z.string(), z.number()]).transform(String) })
const Page = z.looseObject({
  pageid: z.int(),
  title: z.string(),
  index: z.int().optional(),
  imageinfo: z
    .array(
      z.looseObject({
        url: z.url(),
        thumburl: z.string().optional(),
        descriptionurl: z.url(),
        width: z.int(),
        height: z.int(),
        mime: z.string(),
        extmetadata: z.record(z.string(), Text).optional(),
      }),
    )
    .optional(),
})
const Pages = z.looseObject({ pages: z.array(Page) })

const MOST_RESULTS = 30
const LONGEST_QUERY = 200
/** Wide enough for a slow move over a 1080p frame; the servers scale larger originals down to it. */
const WIDTH_PX = 2200
const MOST_BYTES = 50 * 1024 ** 2
/** Licences that allow commercial use and changes, as Commons writes them. */
const OPEN = /^(CC0|CC BY(-SA)? \d|Public domain|PDM)/i
const PICTURES = /^image\/(jpeg|png|webp)$/

/** Pictures of Wikimedia Commons, by MediaWiki's API. */
export function createCommons(options: CommonsOptions = {}): MediaSearchProvider {
  const { baseUrl, contact, timeoutMs, allowPrivate } = CommonsOptions.parse(options)
  const wikis = createMediaWiki({ provider: 'commons', contact, timeoutMs, allowPrivate })
  return {
    id: 'commons',
    version: '1',
    isRemote: true,
    kinds: ['image'],
    limits: { ...WIKI_LIMITS, timeoutMs },
    diagnose: async () => [{ name: 'pictures: commons', status: 'ok', message: 'needs no key' }],
    async search(query, { signal }) {
      const { pages = [] } = (await wikis.query(baseUrl, parametersOf(query), Pages, signal)) ?? {}
      return pages.toSorted((one, other) => (one.index ?? 0) - (other.index ?? 0)).flatMap(toItem)
    },
    download: (item, path, { signal }) =>
      wikis.client(baseUrl).download(item.file, path, { signal, maxBytes: MOST_BYTES }),
    dispose: () => wikis.dispose(),
  }
}

const parametersOf = ({ query, count }: MediaQuery) => ({
  generator: 'search',
  // Signs that steer the search are no part of what is looked for.
  gsrsearch: `filetype:bitmap ${query.replace(/[:"~*\\/|]/g, ' ').slice(0, LONGEST_QUERY)}`,
  gsrnamespace: 6,
  gsrlimit: Math.min(count, MOST_RESULTS),
  prop: 'imageinfo',
  iiprop: 'url|size|mime|extmetadata',
  iiurlwidth: WIDTH_PX,
  iiextmetadatafilter: 'LicenseShortName|LicenseUrl|Artist|Categories',
})

function toItem({ pageid, title, imageinfo }: z.output<typeof Page>): MediaItem[] {
  const info = imageinfo?.[0]
  const facts = info?.extmetadata ?? {}
  const licence = plain(facts['LicenseShortName']?.value)
  if (!info || !PICTURES.test(info.mime) || !OPEN.test(licence)) return []
  const licenceUrl = facts['LicenseUrl']?.value ?? ''
  const author = plain(facts['Artist']?.value).slice(0, 80)
  return [
    {
      id: String(pageid),
      kind: 'image',
      title: title
        .replace(/^File:/, '')
        .replace(/\.\w{3,4}$/, '')
        .replaceAll('_', ' '),
      tags: plain(facts['Categories']?.value).split('|').filter(Boolean),
      widthPx: info.width,
      heightPx: info.height,
      file: info.width > WIDTH_PX && info.thumburl ? info.thumburl : info.url,
      page: info.descriptionurl,
      ...(author && { author }),
      licence,
      ...(URL.canParse(licenceUrl) && { licenceUrl }),
    },
  ]
}

/** Authors are written in HTML, with links. */
const plain = (html = ''): string =>
  (parseHTML(`<!doctype html><html><body>${html}</body></html>`).document.body.textContent ?? '')
    .replace(/\s+/g, ' ')
    .trim()
