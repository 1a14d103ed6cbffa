import type { PDFDocumentProxy } from 'unpdf/pdfjs'

/** Most pages that are read, and most characters. */
const MAX_PAGES = 300
const MAX_CHARACTERS = 1_500_000

/** A piece of a PDF's text, on one line. */
export interface PdfBlock {
  readonly isHeading: boolean
  readonly text: string
}

export interface PdfText {
  /** As its author's program wrote them; often empty, or a file's name. */
  readonly title?: string
  readonly blocks: readonly PdfBlock[]
}

/**
 * Reads the beginning of a PDF, page by page; without blocks when it holds pictures only. Throws pdf.js's errors, e.g.
 * its `PasswordException`, or the signal's reason.
 */
export async function readPdf(bytes: Uint8Array, signal?: AbortSignal): Promise<PdfText> {
  const { getDocumentProxy } = await import('unpdf')
  const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
  try {
    const pages = await firstPages(document, signal)
    const { info } = await document.getMetadata().catch(() => ({ info: {} }))
    const title = 'Title' in info && typeof info.Title === 'string' ? info.Title.trim() : ''
    return { ...(title !== '' && { title }), blocks: blocksOf(withoutRunningLines(pages)) }
  } finally {
    await document.loadingTask.destroy()
  }
}

/** The text of a PDF as Markdown paragraphs and headings. */
export function pdfMarkdown(blocks: readonly PdfBlock[]): string {
  const lines = blocks.map(({ isHeading, text }) => (isHeading ? `## ${text}` : text.replace(MARKER, '\\$&')))
  return lines.join('\n\n')
}

const MARKER = /^(?:[-*+>]|\d+[.)])\s/

/** Each page as its lines. One after the other: a huge document must not be in memory whole. */
async function firstPages(document: PDFDocumentProxy, signal: AbortSignal | undefined): Promise<string[][]> {
  const pages: string[][] = []
  let characters = 0
  for (let number = 1; number <= Math.min(document.numPages, MAX_PAGES) && characters < MAX_CHARACTERS; number++) {
    signal?.throwIfAborted()
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
    page.cleanup()
    characters += text.length
    pages.push(text.split('\n'))
  }
  return pages
}

/** Drops page numbers, and the lines that stand on most pages: headers and footers. */
function withoutRunningLines(pages: readonly string[][]): string[] {
  const counts = new Map<string, number>()
  for (const page of pages) {
    for (const line of new Set(page.map(withoutDigits))) counts.set(line, (counts.get(line) ?? 0) + 1)
  }
  const isRunning = (line: string): boolean =>
    pages.length >= 3 && (counts.get(withoutDigits(line)) ?? 0) > pages.length / 2
  return pages
    .flat()
    .map((line) => line.trim())
    .filter((line) => line === '' || !(isRunning(line) || /^[\d\s/–-]+$/.test(line)))
}

/** Joins lines into paragraphs: a short line that ends a sentence ends one, a short line without a full stop is a heading. */
function blocksOf(lines: readonly string[]): PdfBlock[] {
  const lengths = lines
    .filter((line) => line !== '')
    .map((line) => line.length)
    .toSorted((a, b) => a - b)
  const usual = lengths[Math.floor(lengths.length * 0.7)] ?? 80
  const blocks: PdfBlock[] = []
  let paragraph = ''
  const flush = (): void => {
    if (paragraph !== '') blocks.push({ isHeading: false, text: paragraph })
    paragraph = ''
  }
  for (const line of lines) {
    if (line === '') flush()
    else if (paragraph === '' && isHeading(line, usual)) blocks.push({ isHeading: true, text: line })
    else {
      paragraph = join(paragraph, line.replace(/^[•◦▪‣]\s*/, ''))
      if (/[.!?]["”’)]?$/.test(line) && line.length < usual * 0.85) flush()
    }
  }
  flush()
  return blocks
}

function isHeading(line: string, usual: number): boolean {
  const words = line.split(/\s+/)
  return (
    line.length < Math.min(usual * 0.75, 70) &&
    words.length <= 9 &&
    /^(\d+(\.\d+)*\.?\s+)?\p{Lu}/u.test(line) &&
    !/[.,;:!?]$/.test(line)
  )
}

function join(paragraph: string, line: string): string {
  if (paragraph === '') return line
  return /\p{L}-$/u.test(paragraph) && /^\p{Ll}/u.test(line) ? paragraph.slice(0, -1) + line : `${paragraph} ${line}`
}

const withoutDigits = (line: string): string => line.replace(/\d+/g, '#').trim()
