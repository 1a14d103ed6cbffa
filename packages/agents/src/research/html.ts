import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'

/** A piece of a page's text; its text is plain, on one line. */
export type HtmlBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph' | 'quote'; readonly text: string }
  | { readonly kind: 'list'; readonly marker: string; readonly items: readonly string[] }

/** The main text of a page, and what it says of itself. */
export interface HtmlText {
  readonly title?: string
  readonly siteName?: string
  readonly published?: string
  readonly language?: string
  readonly blocks: readonly HtmlBlock[]
}

/**
 * Reads a page: its headings, paragraphs, lists and quotes, without what lies around or over them, and without what no
 * reader would see. Throws a RangeError for a page that is nested deeper, or has more elements, than any page of text:
 * finding its main text would take minutes.
 */
export function readHtml(html: string): HtmlText {
  if (html.split('<').length > MAX_BRACKETS || depthOf(html) > MAX_DEPTH) {
    throw new RangeError('the page has too many parts, or is nested too deeply')
  }
  const article = readArticle(html)
  const { document } = parseHTML(`<!doctype html><html><body>${article?.content ?? bodyOf(html)}</body></html>`)
  if (!article?.content) withoutHidden(document as unknown as Page)
  const blocks: HtmlBlock[] = []
  writeBlocks(document.body as unknown as PageNode, blocks)
  const told = { title: article?.title, siteName: article?.siteName, published: article?.publishedTime }
  const fields = Object.entries({ ...told, language: article?.lang }).filter(([, value]) => value?.trim())
  return { ...Object.fromEntries(fields.map(([name, value]) => [name, value!.trim()])), blocks }
}

/** The main text of a page as Markdown, as `readHtml` finds it. */
export function htmlToMarkdown(html: string): string {
  const { title, blocks } = readHtml(html)
  const text = blocks.map(markdownOf).join('\n\n')
  return title && !text.startsWith('# ') ? `# ${escape(title)}\n\n${text}` : text
}

function markdownOf(block: HtmlBlock): string {
  if (block.kind === 'heading') return `${'#'.repeat(block.level)} ${escape(block.text)}`
  if (block.kind === 'list') return block.items.map((item) => `${block.marker} ${escape(item)}`).join('\n')
  return block.kind === 'quote' ? `> ${escape(block.text)}` : escape(block.text)
}

const MAX_DEPTH = 200
const MAX_BRACKETS = 150_000
const MAX_ELEMENTS = 20_000
const UNCLOSED = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|p|li|dt|dd|tr|td|th|option)$/i

/** How deeply elements are nested, told from the tags that must be closed. */
function depthOf(html: string): number {
  let depth = 0
  let deepest = 0
  for (const [, slash, name = '', end] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^<>]*?(\/?)>/gi)) {
    if (end === '/' || UNCLOSED.test(name)) continue
    depth = Math.max(0, depth + (slash === '/' ? -1 : 1))
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

/** The few fields of a DOM node that are read here. */
interface PageNode {
  readonly nodeType: number
  readonly nodeName: string
  readonly textContent: string | null
  readonly childNodes: Iterable<PageNode>
}

/** What lies over a page, or around it, and is not its text. */
const OVERLAYS = ['cookie', 'consent', 'gdpr', 'newsletter', 'popup']
  .flatMap((word) => [`div[class*="${word}"]`, `div[id*="${word}"]`, `section[class*="${word}"]`])
  .join(', ')
const SKIPPED =
  /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|TABLE|PRE|CODE|NAV|ASIDE|FOOTER|FORM|BUTTON|FIGURE|IMG|SVG|IFRAME|SUP|HEAD)$/
const INLINE = /^(A|ABBR|B|BDI|CITE|DFN|EM|I|KBD|MARK|Q|S|SMALL|SPAN|STRONG|SUB|TIME|U|VAR|#TEXT|BR|WBR)$/

interface Article {
  readonly title?: string | null | undefined
  readonly content?: string | null | undefined
  readonly siteName?: string | null | undefined
  readonly publishedTime?: string | null | undefined
  readonly lang?: string | null | undefined
}

function readArticle(html: string): Article | undefined {
  try {
    const { document } = parseHTML(html)
    for (const element of document.querySelectorAll(OVERLAYS)) element.remove()
    withoutHidden(document as unknown as Page)
    return new Readability(document as never, { maxElemsToParse: MAX_ELEMENTS }).parse() ?? undefined
  } catch {
    return undefined // a page that is too odd for the reader is read whole
  }
}

interface Page {
  querySelectorAll(selector: string): Iterable<{ getAttribute(name: string): string | null; remove(): void }>
}

/** Takes out what is not shown: text that readers cannot see is there for machines only. */
function withoutHidden(page: Page): void {
  for (const element of page.querySelectorAll('[hidden], [aria-hidden="true"]')) element.remove()
  for (const element of page.querySelectorAll('[style]')) {
    if (INVISIBLE.test(element.getAttribute('style') ?? '')) element.remove()
  }
}

const INVISIBLE =
  /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:^|;)\s*opacity\s*:\s*0*\.?0*\s*(?:;|$|!)|font-size\s*:\s*[01](?:\.\d+)?(?:px|pt|em|rem|%)?\s*(?:;|$|!)|(?:left|right|top|bottom|text-indent|margin-left)\s*:\s*-\d{3,}|clip(?:-path)?\s*:\s*(?:rect\(\s*0|inset\(\s*(?:50|100)%)|color\s*:\s*transparent/i

function bodyOf(html: string): string {
  return /<body[^>]*>([\s\S]*?)(<\/body>|$)/i.exec(html)?.[1] ?? html
}

function writeBlocks(node: PageNode, blocks: HtmlBlock[]): void {
  let inline = ''
  const flush = (): void => {
    const text = tidy(inline)
    if (text !== '') blocks.push({ kind: 'paragraph', text })
    inline = ''
  }
  for (const child of node.childNodes) {
    const name = child.nodeName.toUpperCase()
    if (child.nodeType === 8 || SKIPPED.test(name)) continue
    if (INLINE.test(name)) {
      inline += name === 'BR' ? ' ' : inlineText(child)
      continue
    }
    flush()
    writeBlock(child, name, blocks)
  }
  flush()
}

function writeBlock(node: PageNode, name: string, blocks: HtmlBlock[]): void {
  const text = (): string => tidy(inlineText(node))
  const heading = /^H([1-6])$/.exec(name)
  if (heading) blocks.push({ kind: 'heading', level: Number(heading[1]), text: text() })
  else if (name === 'P' || name === 'DT' || name === 'DD') blocks.push({ kind: 'paragraph', text: text() })
  else if (name === 'UL' || name === 'OL') {
    blocks.push({ kind: 'list', marker: name === 'OL' ? '1.' : '-', items: itemsOf(node) })
  } else if (name === 'BLOCKQUOTE') blocks.push({ kind: 'quote', text: text() })
  else writeBlocks(node, blocks)
}

function itemsOf(list: PageNode): string[] {
  const items = [...list.childNodes].filter((child) => child.nodeName.toUpperCase() === 'LI')
  return items.map((item) => tidy(inlineText(item)))
}

function inlineText(node: PageNode): string {
  if (node.nodeType === 3) return node.textContent ?? ''
  if (node.nodeType === 8 || SKIPPED.test(node.nodeName.toUpperCase())) return ''
  return [...node.childNodes].map((child) => inlineText(child)).join('')
}

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim()
const escape = (text: string): string =>
  text
    .replace(/[\\`*_<>[\]#|~]/g, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/^([-+])/, '\\$1')
