import { createVendorClient, type MediaItem, type MediaQuery, type MediaSearchProvider } from '@mavs/core'
import { z } from 'zod'
import { userAgent } from '../shared/user-agent.ts'

/** Settings of the Openverse provider; no key is needed. */
export const OpenverseOptions = z.strictObject({
  baseUrl: z.url().default('https://api.openverse.org'),
  /** An operator's address or page, for the client's name. */
  contact: z.string().max(200).optional(),
  timeoutMs: z.int().positive().default(20_000),
  /** Files are fetched from private addresses too: for tests and mirrors. */
  allowPrivate: z.boolean().default(false),
})
export type OpenverseOptions = z.input<typeof OpenverseOptions>

const Picture = z.looseObject({
  id: z.string(),
  title: z.string().nullish(),
  url: z.url(),
  foreign_landing_url: z.url().nullish(),
  creator: z.string().nullish(),
  license: z.string(),
  license_version: z.string().nullish(),
  license_url: z.string().nullish(),
  tags: z.array(z.looseObject({ name: z.string() })).nullish(),
  width: z.number().nullish(),
  height: z.number().nullish(),
})
const Answer = z.looseObject({ results: z.array(Picture) })

/** Licences that allow commercial use and changes. */
const LICENCES = 'cc0,pdm,by,by-sa'
/** What may be asked for at once without a key. */
const MOST_RESULTS = 20
const LONGEST_QUERY = 200
const RATIOS = { landscape: 'wide', portrait: 'tall', square: 'square' } as const

/** Pictures under open licences, by Openverse's API. */
export function createOpenverse(options: OpenverseOptions = {}): MediaSearchProvider {
  const { baseUrl, contact, timeoutMs, allowPrivate } = OpenverseOptions.parse(options)
  const headers = { 'user-agent': userAgent(contact) }
  const client = createVendorClient({ provider: 'openverse', baseUrl, headers, timeoutMs, allowPrivate })
  return {
    id: 'openverse',
    version: '1',
    isRemote: true,
    kinds: ['image'],
    // Without a key: 20 requests a minute.
    limits: { concurrency: 2, requestsPerMinute: 20, timeoutMs, retries: 2 },
    diagnose: async () => [{ name: 'pictures: openverse', status: 'ok', message: 'needs no key' }],
    async search(query, { signal }) {
      const answer = await client.json({ path: '/v1/images/', query: parametersOf(query), signal }, Answer)
      return answer.results.flatMap(toItem)
    },
    download: (item, path, { signal }) => client.download(item.file, path, { signal, maxBytes: MOST_BYTES }),
    dispose: () => client.dispose(),
  }
}

/** Larger files are not drawn. */
const MOST_BYTES = 50 * 1024 ** 2

const parametersOf = ({ query, orientation, count }: MediaQuery) => ({
  q: query.slice(0, LONGEST_QUERY),
  license: LICENCES,
  aspect_ratio: RATIOS[orientation],
  page_size: Math.min(count, MOST_RESULTS),
  mature: 'false',
})

function toItem(picture: z.output<typeof Picture>): MediaItem[] {
  const { id, title, url, license, license_version, license_url, width, height, tags } = picture
  if (!width || !height || !LICENCES.split(',').includes(license)) return []
  return [
    {
      id,
      kind: 'image',
      title: title ?? '',
      tags: (tags ?? []).map(({ name }) => name),
      widthPx: width,
      heightPx: height,
      file: url,
      ...(picture.foreign_landing_url && { page: picture.foreign_landing_url }),
      ...(picture.creator && { author: picture.creator }),
      licence: licenceName(license, license_version ?? ''),
      ...(license_url && URL.canParse(license_url) && { licenceUrl: license_url }),
    },
  ]
}

function licenceName(code: string, version: string): string {
  if (code === 'cc0') return 'CC0'
  if (code === 'pdm') return 'Public domain'
  return `CC ${code.toUpperCase()} ${version}`.trim()
}
