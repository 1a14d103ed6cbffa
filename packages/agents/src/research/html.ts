import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'

/**
 * The main text of a page as Markdown: its title, headings, paragraphs, lists and quotes. Throws a RangeError for a page
 * that is nested deeper than any page of text is: finding its main text would take minutes.
 */
export function htmlToMarkdown(html: string): string {
  if (depthOf(html) > MAX_DEPTH) throw new RangeError('the page is nested too deeply')
  const article = readArticle(html)
  const title = article?.title?.trim()
  const { document } = parseHTML(`<!doctype html><html><body>${article?.content ?? bodyOf(html)}</body></html>`)
  const lines: string[] = []
  writeBlocks(document.body as unknown as PageNode, lines)
  const text = lines.join('\n\n')
  return title && !text.startsWith('# ') ? `# ${escape(title)}\n\n${text}` : text
}

const MAX_DEPTH = 200
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

function readArticle(
  html: string,
): { title?: string | null | undefined; content?: string | null | undefined } | undefined {
  try {
    const { document } = parseHTML(html)
    for (const element of document.querySelectorAll(OVERLAYS)) element.remove()
    return new Readability(document as never, { maxElemsToParse: MAX_ELEMENTS }).parse() ?? undefined
  } catch {
    return undefined // a page that is too odd for the reader is read whole
  }
}

function bodyOf(html: string): string {
  return /<body[^>]*>([\s\S]*?)(<\/body>|$)/i.exec(html)?.[1] ?? html
}

function writeBlocks(node: PageNode, lines: string[]): void {
  let inline = ''
  const flush = (): void => {
    const text = tidy(inline)
    if (text !== '') lines.push(escape(text))
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
    writeBlock(child, name, lines)
  }
  flush()
}

function writeBlock(node: PageNode, name: string, lines: string[]): void {
  const text = (): string => escape(tidy(inlineText(node)))
  const heading = /^H([1-6])$/.exec(name)
  if (heading) lines.push(`${'#'.repeat(Number(heading[1]))} ${text()}`)
  else if (name === 'P' || name === 'DT' || name === 'DD') lines.push(text())
  else if (name === 'UL' || name === 'OL') lines.push(listOf(node, name === 'OL' ? '1.' : '-'))
  else if (name === 'BLOCKQUOTE') lines.push(`> ${text()}`)
  else writeBlocks(node, lines)
}

function listOf(list: PageNode, marker: string): string {
  const items = [...list.childNodes].filter((child) => child.nodeName.toUpperCase() === 'LI')
  return items.map((item) => `${marker} ${escape(tidy(inlineText(item)))}`).join('\n')
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
