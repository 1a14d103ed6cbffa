import type { Source } from '@mavs/core'
import type { Link } from 'mdast'
import { plain, type Block } from './markdown.ts'

/** The sources that a script names, each once. */
export interface SourceList {
  /** Reads a "Source: [title](url)" line; undefined when the paragraph is none. */
  readLine(block: Block): string[] | undefined
  /** Reads a section that holds nothing but sources; false when it holds something else. */
  addSection(blocks: readonly Block[]): boolean
  all(): readonly Source[]
}

export const isSourcesHeading = (heading: string): boolean =>
  /^(sources?|references?|further reading|credits)$/i.test(heading)

export function createSourceList(): SourceList {
  const sources: Source[] = []
  const add = (title: string, url?: string): string => {
    const known = sources.find((source) => (url ? source.url === url : source.title === title))
    if (known) return known.id
    const id = `source-${sources.length + 1}`
    sources.push({ id, title: title.slice(0, 200), ...(url && { url }) })
    return id
  }
  const addAll = (entries: readonly Entry[]): string[] => entries.map((entry) => add(entry.title, entry.url))
  return {
    readLine: (block) =>
      block.type === 'paragraph' && /^sources?:\s*\S/i.test(plain(block)) ? addAll(entriesOf(block)) : undefined,
    addSection(blocks) {
      const entries = blocks.flatMap((block) => (block.type === 'list' ? block.children : [block]))
      const isLinked = entries.every((entry) => linksOf(entry).length > 0 || /^sources?:/i.test(plain(entry)))
      if (entries.length === 0 || (!isLinked && blocks.some((block) => block.type !== 'list'))) return false
      for (const entry of entries) addAll(entriesOf(entry))
      return true
    },
    all: () => sources,
  }
}

interface Entry {
  readonly title: string
  readonly url?: string
}

/** The links of a line, else its words as the title of one source. */
function entriesOf(node: Block): Entry[] {
  const links = linksOf(node)
  const words = plain(node).replace(/^sources?:\s*/i, '')
  if (links.length === 0) return words === '' ? [] : [{ title: words }]
  return links.map((link) => {
    const url = /^https?:/i.test(link.url) && URL.canParse(link.url) ? new URL(link.url).href : undefined
    const title = plain({ type: 'paragraph', children: link.children }) || link.url
    return { title, ...(url && { url }) }
  })
}

function linksOf(node: Block): Link[] {
  if (node.type === 'link') return [node]
  return 'children' in node ? node.children.flatMap((child) => linksOf(child as Block)) : []
}
