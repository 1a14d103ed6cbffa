import { failureKindOf, VideoError, type Page } from '@mavs/core'
import { pageReaderContract } from '@mavs/core/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { createPageReader } from '../../../packages/agents/src/page-reader/page-reader.ts'
import { articlePage, startSite, type SitePage } from '../../vendors/pages.ts'
import { FAULTS, type Fault, type Vendor } from '@mavs/core/testing'
import { samplePdf } from '../research/pdf.ts'

const { signal } = new AbortController()
const WATER = [
  'Water evaporates from oceans, lakes and rivers when the sun warms their surface, and it rises into the air as vapour.',
  'High above the ground the vapour cools and condenses around specks of dust, and so clouds of tiny drops are formed.',
  'When the drops have grown heavy enough they fall as rain, snow or hail, and the water runs back towards the sea.',
]
const loopbackOnly = (address: string): boolean => address === '127.0.0.1'

let site: Vendor | undefined
afterEach(async () => {
  await site?.close()
  site = undefined
})

async function read(page: SitePage, options: { timeoutMs?: number; maxBytes?: number } = {}): Promise<Page> {
  site = await startSite({ '/page': page })
  const reader = createPageReader({ ...options, allowPrivate: loopbackOnly })
  try {
    return await reader.read(`${site.baseUrl}/page`, { signal })
  } finally {
    await reader.dispose?.()
  }
}
const problemOf = (page: SitePage, options = {}): Promise<unknown> =>
  read(page, options).catch((error: unknown) => error)

describe('the page reader', () => {
  const PAGES = {
    '/water': articlePage('The water cycle', WATER),
    '/empty': { body: '<!doctype html><title>Nothing</title><body><img src="a.png" alt="a"><p> … </p></body>' },
  }
  const checks = pageReaderContract({
    create: () => createPageReader({ allowPrivate: loopbackOnly }),
    page: 'http://127.0.0.1:0/water',
    empty: 'http://127.0.0.1:0/empty',
    missing: 'http://127.0.0.1:0/missing',
  })
  it.each(checks.map(({ name }, at) => [name, at] as const))('%s', async (_, at) => {
    site = await startSite(PAGES)
    const [page, empty, missing] = ['water', 'empty', 'missing'].map((name) => `${site!.baseUrl}/${name}`)
    const create = () => createPageReader({ allowPrivate: loopbackOnly })
    await pageReaderContract({ create, page: page!, empty: empty!, missing: missing! })[at]!.run()
  })

  it('reads the article without what lies around it', async () => {
    const { text, title, language } = await read(articlePage('The water cycle', WATER))
    expect(title).toBe('The water cycle')
    expect(language).toBe('en')
    for (const paragraph of WATER) expect(text).toContain(paragraph)
    expect(text).not.toMatch(/newsletter|Shop/)
  })

  it.each<[where: string, head: string, expected: Partial<Page>]>([
    [
      'Open Graph',
      '<meta property="og:site_name" content="Museum of &amp; Rain"><meta property="article:published_time" content="2024-05-06T07:08:09Z">',
      { publisher: 'Museum of & Rain', published: '2024-05-06' },
    ],
    [
      'JSON-LD',
      '<script type="application/ld+json">{"@context":"https://schema.org","@type":"Article","headline":"Water","datePublished":"2023-02-01","publisher":{"name":"Gazette"}}</script>',
      { published: '2023-02-01' },
    ],
    [
      'citation tags of journals',
      '<meta name="citation_journal_title" content="Journal of Water"><meta name="citation_publication_date" content="2022/03/04">',
      { publisher: 'Journal of Water', published: '2022-03-04' },
    ],
    ['Dublin Core', "<meta name='DC.date' content='2021-01-02'>", { published: '2021-01-02' }],
  ])('takes publisher and date from %s', async (_, head, expected) => {
    expect(await read(articlePage('Water', WATER, head))).toMatchObject(expected)
  })

  it.each<[encoding: string, type: string, body: Uint8Array]>([
    ['a header', 'text/html; charset=ISO-8859-1', Buffer.from(page('Österreich'), 'latin1')],
    ['a meta tag', 'text/html', Buffer.from(page('Österreich', '<meta charset="windows-1252">'), 'latin1')],
    ['a byte order mark', 'text/html', Buffer.from(`\uFEFF${page('Österreich')}`, 'utf16le')],
    ['nothing, for UTF-8', 'text/html', Buffer.from(page('Österreich'))],
    ['nothing, for Windows-1252', 'text/html', Buffer.from(page('Österreich'), 'latin1')],
    ['a name that nobody knows', 'text/html; charset=klingon', Buffer.from(page('Österreich'))],
  ])('decodes text by %s', async (_, type, body) => {
    const { title, text } = await read({ type, body })
    expect(title).toBe('Österreich')
    expect(text).toContain('Flüsse')
  })

  it('decodes Shift_JIS', async () => {
    const bytes = Buffer.concat([
      Buffer.from('<!doctype html><meta charset="Shift_JIS"><title>x</title><body><p>'),
      Buffer.from([0x90, 0x85, 0x82, 0xcc, 0x8f, 0x7a, 0x8a, 0xc2]),
      Buffer.from('</p></body>'),
    ])
    expect((await read({ type: 'text/html', body: bytes })).text).toBe('水の循環')
  })

  it('reads a PDF, whatever its server calls it', async () => {
    const lines = [
      'Rivers of the North',
      'Rivers carry water to the sea, and with it sand and stones.',
      'They are old.',
    ]
    const found = await read({ type: 'application/octet-stream', body: samplePdf([lines]) })
    expect(found.text).toContain('Rivers carry water to the sea')
    expect(found.title).toBe('Rivers of the North')
  })

  it('reads plain text and Markdown as they are', async () => {
    const { text, title } = await read({
      type: 'text/markdown',
      body: `# Water\r\n\r\nIt   falls.\r\n\r\n\r\nIt rises.`,
    })
    expect(text).toBe('# Water\n\nIt falls.\n\nIt rises.')
    expect(title).toMatch(/: page$/)
  })

  it.each<[what: string, type: string, body: string | Uint8Array]>([
    ['a picture', 'image/png', Buffer.from('\x89PNG\r\n', 'latin1')],
    ['a picture that is called a page', 'text/html', Buffer.from('\x89PNG\r\n\0', 'latin1')],
    ['a zip archive', 'application/octet-stream', Buffer.from('PK\x03\x04', 'latin1')],
    ['a script', 'text/javascript', 'alert(1)'],
    ['JSON', 'application/json', '{}'],
    ['a PDF that is none', 'application/pdf', '%PDF-1.7 and then nothing that belongs to one'],
  ])('refuses %s', async (_, type, body) => {
    expect(await problemOf({ type, body })).toMatchObject({ code: 'SOURCE_INVALID' })
  })

  it('leaves out what no reader of the page would see', async () => {
    const hidden = [
      '<span style="display:none">SECRET1</span>',
      '<span hidden>SECRET2</span>',
      '<div style="position:absolute;left:-9999px">SECRET3</div>',
      '<span style="font-size:0px">SECRET4</span>',
      '<span style="opacity:0">SECRET5</span>',
      '<!-- SECRET6 -->',
      '<img alt="SECRET7" src="a.png">',
      '<span aria-hidden="true">SECRET8</span>',
      '<template>SECRET9</template><noscript>SECRET10</noscript>',
      '<span style="COLOR: TRANSPARENT">SECRET11</span>',
      `wa\u200Bter \u202Eflows\u{E0041}\u{E0042}`,
    ]
    const { text } = await read(articlePage('Water', [...WATER, ...hidden.map((part) => `Visible. ${part}`)]))
    expect(text).not.toMatch(/SECRET/)
    expect(text).toContain('Visible. water flows')
    expect(text).not.toMatch(/[\u200b\u202e]|[\u{e0000}-\u{e0fff}]/u)
  })

  it('tells where a page was in the end, and never follows it inside the network', async () => {
    site = await startSite({
      '/old': { location: '/water', body: '' },
      '/inside': { location: 'http://10.0.0.1/', body: '' },
      '/water': articlePage('Water', WATER),
    })
    const reader = createPageReader({ allowPrivate: loopbackOnly })
    expect((await reader.read(`${site.baseUrl}/old`, { signal })).url).toBe(`${site.baseUrl}/water`)
    await expect(reader.read(`${site.baseUrl}/inside`, { signal })).rejects.toMatchObject({ code: 'URL_REFUSED' })
    await reader.dispose?.()
  })

  it('names itself, so that a site can tell it what it thinks of it', async () => {
    await read(articlePage('Water', WATER))
    expect(site!.requests[0]?.headers['user-agent']).toMatch(/^mavs\/\d+\.\d+\.\d+ \(.+\)$/)
  })

  const KINDS: Readonly<Record<Fault, string>> = {
    401: 'PROVIDER_FAILED rejected',
    403: 'PROVIDER_FAILED rejected',
    404: 'PROVIDER_FAILED not-found',
    429: 'PROVIDER_FAILED rate-limited',
    500: 'PROVIDER_FAILED unavailable',
    slow: 'TIMED_OUT timeout',
    cut: 'PROVIDER_FAILED unavailable',
    malformed: 'SOURCE_INVALID unavailable',
    'wrong-type': 'read',
    huge: 'URL_REFUSED rejected',
  }
  it.each(FAULTS)('ends in a clear error when the answer is %s', async (fault) => {
    site = await startSite({})
    site.fail(fault)
    const reader = createPageReader({ allowPrivate: loopbackOnly, timeoutMs: fault === 'slow' ? 300 : 10_000 })
    const outcome = await reader.read(`${site.baseUrl}/page`, { signal }).then(
      () => 'read',
      (error: unknown) => (VideoError.isInstance(error) ? `${error.code} ${failureKindOf(error)}` : String(error)),
    )
    await reader.dispose?.()
    expect(outcome).toBe(KINDS[fault])
  })

  it.each<[what: string, body: string]>([
    ['nested too deeply', '<div>'.repeat(5000) + WATER[0]],
    ['made of two million brackets', '<'.repeat(2_000_000)],
    ['made of half a million empty tags', '<p></p>'.repeat(500_000)],
    ['longer than any article', `<p>${WATER[0]}</p>`.repeat(20_000)],
  ])('is done within seconds with a page that is %s', async (_, body) => {
    const started = performance.now()
    const outcome = await problemOf({ body })
    expect(performance.now() - started).toBeLessThan(10_000)
    if (VideoError.isInstance(outcome)) expect(outcome.code).toBe('SOURCE_INVALID')
    else expect((outcome as Page).text.length).toBeLessThanOrEqual(200_000)
  })
})

function page(title: string, head = ''): string {
  const text = 'Viele Flüsse führen zum Meer, und viele Bäche führen zu Flüssen, sagte man früher.'
  return `<!doctype html><html lang="de"><head>${head}<title>${title}</title></head><body><p>${text}</p></body></html>`
}
