/** Most pages that are read. */
const MAX_PAGES = 300

/** The text of a PDF as Markdown paragraphs and headings; empty when it holds pictures only. */
export async function pdfToMarkdown(bytes: Uint8Array): Promise<string> {
  const { extractText, getDocumentProxy } = await import('unpdf')
  const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
  try {
    const { text } = await extractText(document, { mergePages: false })
    return paragraphsOf(withoutRunningLines(text.slice(0, MAX_PAGES).map((page) => page.split('\n'))))
  } finally {
    await document.loadingTask.destroy()
  }
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
function paragraphsOf(lines: readonly string[]): string {
  const lengths = lines
    .filter((line) => line !== '')
    .map((line) => line.length)
    .toSorted((a, b) => a - b)
  const usual = lengths[Math.floor(lengths.length * 0.7)] ?? 80
  const blocks: string[] = []
  let paragraph = ''
  const flush = (): void => {
    if (paragraph !== '') blocks.push(paragraph)
    paragraph = ''
  }
  for (const line of lines) {
    if (line === '') flush()
    else if (paragraph === '' && isHeading(line, usual)) blocks.push(`## ${line}`)
    else {
      paragraph = join(paragraph, line.replace(/^[•◦▪‣]\s*/, ''))
      if (/[.!?]["”’)]?$/.test(line) && line.length < usual * 0.85) flush()
    }
  }
  flush()
  return blocks.map((block) => block.replace(/^([-*+>]|\d+[.)])\s/, '\\$&')).join('\n\n')
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
