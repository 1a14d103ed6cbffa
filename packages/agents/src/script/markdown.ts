import { setImmediate } from 'node:timers/promises'
import type { ListItem, Paragraph, Root, RootContent } from 'mdast'
import { toString } from 'mdast-util-to-string'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified, type Processor } from 'unified'
import { cleanText } from '../research/prompt.ts'

export type Block = RootContent

/** A heading with what stands under it, up to the next heading. The first one has no heading if text comes before it. */
export interface Section {
  readonly heading?: { readonly text: string; readonly depth: number }
  readonly blocks: Block[]
}

/** Reads Markdown; indented text is text, not code, so that nothing that was written is lost. */
export function parseMarkdown(text: string): Root {
  return unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(withoutIndentedCode)
    .parse(cleanText(text).replace(DEEP_QUOTE, '> '))
}

/** Reads a long document piece by piece, so that nothing else waits for it; a piece ends at a blank line. */
export async function parseLongMarkdown(text: string): Promise<Root> {
  const root: Root = { type: 'root', children: [] }
  for (const piece of piecesOf(text)) {
    root.children.push(...parseMarkdown(piece).children)
    await setImmediate()
  }
  return root
}

function piecesOf(text: string): string[] {
  const pieces: string[] = []
  let lines: string[] = []
  let length = 0
  let isFenced = false
  for (const line of cleanText(text).split('\n')) {
    if (/^\s*(```|~~~)/.test(line)) isFenced = !isFenced
    lines.push(line)
    length += line.length
    if (length < PIECE_LENGTH || isFenced || line.trim() !== '') continue
    pieces.push(lines.join('\n'))
    lines = []
    length = 0
  }
  return [...pieces, lines.join('\n')]
}

/** Quotations within quotations, deeper than anybody means: reading them takes time that grows with their square. */
const DEEP_QUOTE = /^(?:[ \t]*>){10,}[ \t]*/gm

const PIECE_LENGTH = 8000

/** Splits a document at its headings. */
export function sectionsOf(root: Root): Section[] {
  const sections: Section[] = []
  for (const block of root.children) {
    if (block.type === 'heading') {
      const text = plain(block)
      if (text !== '') sections.push({ heading: { text, depth: block.depth }, blocks: [] })
    } else {
      if (sections.length === 0) sections.push({ blocks: [] })
      sections.at(-1)!.blocks.push(block)
    }
  }
  return sections
}

/** A node's text on one line: no markup, no HTML tags, no alternative texts of images. */
export function plain(node: Block | ListItem | Paragraph): string {
  return toString(node, { includeImageAlt: false, includeHtml: false }).replace(/\s+/g, ' ').trim()
}

/** The items of a list, nested ones after their parent. */
export function itemTexts(items: readonly ListItem[]): string[] {
  return items.flatMap((item) => {
    const own = item.children.filter((child) => child.type !== 'list').map((child) => plain(child))
    const nested = item.children.flatMap((child) => (child.type === 'list' ? itemTexts(child.children) : []))
    return [own.join(' ').trim(), ...nested].filter((text) => text !== '')
  })
}

function withoutIndentedCode(this: Processor): void {
  const data = this.data()
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { disable: { null: ['codeIndented'] } }]
}
