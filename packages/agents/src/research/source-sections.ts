import { setImmediate } from 'node:timers/promises'
import type { GivenText } from '@mavs/core'
import type { Paragraph } from 'mdast'
import { itemTexts, parseLongMarkdown, plain, sectionsOf, type Block, type Section } from '../script/markdown.ts'
import { titleLine } from '../script/parse-script.ts'
import { sentencesOf } from '../script/sentences.ts'
import { isHtml } from './given-text.ts'
import { shorten } from './prompt.ts'
import { usableSentence, type UsableSentence } from './usable.ts'

/** A part of a source: what its author wrote as heading and bullets, and its sentences that can be spoken alone. */
export interface SourceSection {
  readonly heading: string
  readonly bullets: readonly string[]
  readonly sentences: readonly UsableSentence[]
}

export interface SourceDocument {
  /** Its own title, else its name without the extension. */
  readonly title: string
  /** The sentences before the first heading below the title. */
  readonly lead: readonly UsableSentence[]
  readonly sections: readonly SourceSection[]
}

/** Reads a source into its sections; a text without headings is read paragraph by paragraph. */
export async function readSource(given: GivenText, language: string): Promise<SourceDocument> {
  const sections = sectionsOf(await parseLongMarkdown(await toMarkdown(given))).filter(isContent)
  const [first, ...rest] = sections
  const own = first?.heading?.depth === 1 ? first.heading.text : first && titleLine(first).title
  const title = own ?? titleOf(given.name)
  if (rest.length < 3) {
    const blocks = sections.flatMap((section, at) => (at === 0 ? titleLine(section).blocks : section.blocks))
    return { title, lead: [], sections: await paragraphSections(blocks, language) }
  }
  const hasLead = first !== undefined && (first.heading === undefined || first.heading.depth === 1)
  const lead = hasLead ? await sentencesIn(first.blocks, language) : []
  return {
    title,
    lead,
    sections: await toSections(hasLead ? rest : sections, language),
  }
}

async function toMarkdown({ name, text }: GivenText): Promise<string> {
  if (!isHtml(name, text) || /^#{1,6} /m.test(text)) return text
  const { htmlToMarkdown } = await import('./html.ts')
  return htmlToMarkdown(text)
}

function titleOf(name: string): string {
  const stem = name
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .split('/')
    .at(-1)!
    .replace(/\.[a-z0-9]{1,5}$/i, '')
  return (
    shorten(
      stem.replace(/[-_]+/g, ' ').replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()),
      100,
    ) || 'Highlights'
  )
}

/** Sections that are about the document and not about its subject are left out. */
const isContent = (section: Section): boolean =>
  !/^(references?|notes?|see also|external links|further reading|bibliography|sources?|contents|table of contents|navigation|related( articles| posts)?|license|licence|contributing|changelog|acknowledge?ments?|index|footnotes)$/i.test(
    section.heading?.text ?? '',
  )

async function toSections(sections: readonly Section[], language: string): Promise<SourceSection[]> {
  const read: SourceSection[] = []
  for (const section of spread(sections)) read.push(await toSection(section, language))
  return read
}

/** At most 300 parts of a document, from its beginning to its end: more would never be shown. */
function spread<Part>(parts: readonly Part[]): Part[] {
  const step = Math.max(1, parts.length / MAX_SECTIONS)
  return Array.from({ length: Math.min(parts.length, MAX_SECTIONS) }, (_, at) => parts[Math.floor(at * step)]!)
}

const MAX_SECTIONS = 300
const MAX_SENTENCES_PER_SECTION = 12

async function toSection(section: Section, language: string): Promise<SourceSection> {
  const heading = shorten((section.heading?.text ?? '').replace(/^\d+(\.\d+)*\.?\s+/, ''), 80)
  return { heading, bullets: bulletsIn(section.blocks), sentences: await sentencesIn(section.blocks, language) }
}

async function paragraphSections(blocks: readonly Block[], language: string): Promise<SourceSection[]> {
  const sections: SourceSection[] = []
  for (const block of spread(blocks)) {
    const sentences = await sentencesIn([block], language)
    const bullets = bulletsIn([block])
    if (sentences.length > 0 || bullets.length > 0) sections.push({ heading: '', bullets, sentences })
  }
  return sections
}

/** The usable sentences of the paragraphs; quotations, code, tables and lines of links are not the author's prose. */
async function sentencesIn(blocks: readonly Block[], language: string): Promise<UsableSentence[]> {
  const paragraphs = blocks.filter((block): block is Paragraph => block.type === 'paragraph' && !isMostlyLinks(block))
  const sentences = paragraphs.flatMap((block) => sentencesOf(plain(withoutCode(block)), language))
  const usable: UsableSentence[] = []
  for (const sentence of sentences) {
    const found = usable.length < MAX_SENTENCES_PER_SECTION ? await usableSentence(sentence, language) : undefined
    if (found) usable.push(found)
  }
  await setImmediate()
  return usable
}

/** Bullets that can be shown: two to fourteen words, no code, no bare links. */
function bulletsIn(blocks: readonly Block[]): string[] {
  const items = blocks.flatMap((block) => (block.type === 'list' ? itemTexts(block.children) : []))
  return items.filter((item) => {
    const words = item.split(/\s+/).length
    return (
      words >= 1 &&
      words <= 14 &&
      item.length >= 3 &&
      item.length <= 110 &&
      !/https?:|www\.|[{}|\\<>=_^~`$]|\w\(\)/.test(item)
    )
  })
}

function isMostlyLinks(block: Paragraph): boolean {
  const linked = block.children
    .filter((child) => child.type === 'link')
    .map((child) => plain({ type: 'paragraph', children: [child] }))
  return linked.join('').length > plain(block).length / 2
}

/** A sentence around code is not one that can be spoken: its mark makes the sentence unusable. */
function withoutCode(block: Paragraph): Paragraph {
  return {
    ...block,
    children: block.children.map((child) => (child.type === 'inlineCode' ? { type: 'text', value: '`code_`' } : child)),
  }
}
