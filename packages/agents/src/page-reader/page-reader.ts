import type { Page, PageReader } from '@mavs/core'
import { givenTextError, readNested, SOURCE_ROLE } from '../research/given-text.ts'
import type { HtmlBlock } from '../research/html.ts'
import { cleanText, shorten } from '../research/prompt.ts'
import { isoDate } from '../search/results.ts'
import { createDocumentFetch, type FetchedDocument, type PageOptions } from './fetch-document.ts'
import { pdfOf } from './pdf-document.ts'

/** No article is longer; what is, is read from its beginning. */
const MAX_TEXT = 200_000
const MAX_HTML = 3_000_000
const MAX_TITLE = 200

/** Reads pages over the network: the main text of HTML, of PDF, and plain text, with what they say of themselves. */
export function createPageReader(options: PageOptions = {}): PageReader {
  const documents = createDocumentFetch(options)
  return {
    id: 'mavs-pages',
    version: '1',
    async read(url, { signal }) {
      const page = await pageOf(await documents.fetch(url, signal), signal)
      signal.throwIfAborted()
      if (!/\p{L}/u.test(page.text)) throw givenTextError('source', page.url, 'is a page without readable text')
      return page
    },
    dispose: () => documents.close(),
  }
}

async function pageOf(document: FetchedDocument, signal: AbortSignal): Promise<Page> {
  const { url } = document
  if (document.kind === 'html') return htmlPage(document.text, url)
  if (document.kind === 'text') return { url, title: nameOf(url), text: tidyText(document.text) }
  const { title, blocks } = await pdfOf(document.bytes, url, signal)
  const first = blocks.find(({ isHeading }) => isHeading)?.text
  const own = title !== undefined && !/\.\w{2,4}$|^untitled|^microsoft word/i.test(title) ? title : first
  return { url, title: titleFrom(own, url), text: tidyText(blocks.map(({ text }) => text).join('\n\n')) }
}

async function htmlPage(html: string, url: string): Promise<Page> {
  const { readHtml } = await import('../research/html.ts')
  const read = () => readHtml(html.slice(0, MAX_HTML))
  const { title, siteName, published, language, blocks } = await readNested(SOURCE_ROLE, url, read)
  const date = isoDate(published ?? metaIn(html, DATES))
  const publisher = shorten(oneLine(siteName ?? metaIn(html, PUBLISHERS) ?? ''), 120)
  const tag = /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.exec(language?.replace('_', '-') ?? '')?.[0]
  return {
    url,
    title: titleFrom(title, url),
    text: tidyText(blocks.map(textOf).join('\n\n')),
    ...(publisher !== '' && { publisher }),
    ...(date && { published: date }),
    ...(tag && { language: tag }),
  }
}

const textOf = (block: HtmlBlock): string => (block.kind === 'list' ? block.items.join('\n') : block.text)

/** Names under which journals and archives tell what the reader does not look for. */
const DATES = /^(?:citation_publication_date|citation_date|dc\.date(?:\.issued)?|dcterms\.(?:date|issued)|date)$/i
const PUBLISHERS = /^(?:citation_publisher|citation_journal_title|dc\.publisher|dcterms\.publisher|publisher)$/i

function metaIn(html: string, names: RegExp): string | undefined {
  const head = html.slice(0, 100_000)
  for (const [tag] of head.matchAll(/<meta\b[^>]{1,1000}>/gi)) {
    const name = attributeOf(tag, 'name') ?? attributeOf(tag, 'property')
    const content = attributeOf(tag, 'content')
    if (name && content && names.test(name)) return content
  }
  return undefined
}

const attributeOf = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag)?.slice(1).find(Boolean)

const oneLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ').trim()

const titleFrom = (title: string | undefined, url: string): string =>
  shorten(oneLine(title ?? ''), MAX_TITLE) || nameOf(url)

/** What an address is called where nothing else has a name: its file, else its host. */
function nameOf(url: string): string {
  const { pathname, host } = new URL(url)
  const file = pathname.split('/').findLast((part) => part !== '')
  return shorten(file === undefined ? host : `${host}: ${file}`, MAX_TITLE)
}

/** Paragraphs with blank lines between them, without what cannot be seen. */
function tidyText(text: string): string {
  const paragraphs = cleanText(text.normalize('NFC'))
    .split(/\n\s*\n/)
    .map((paragraph) =>
      paragraph
        .split('\n')
        .map((line) => line.replace(/\s+/g, ' ').trim())
        .filter((line) => line !== '')
        .join('\n'),
    )
  const whole = paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')
  return whole.length <= MAX_TEXT
    ? whole
    : whole
        .slice(0, MAX_TEXT)
        .replace(/[^\n]*$/, '')
        .trim()
}
