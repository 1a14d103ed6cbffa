import type { SceneMedia, Visual, Warning } from '@mavs/core'
import type { Code, List, Paragraph } from 'mdast'
import { codeVisual, listVisuals, paragraphNumber, quoteVisual, tableVisual } from './block-visuals.ts'
import { readComment, readFence, type Directive } from './directives.ts'
import { itemTexts, plain, type Block } from './markdown.ts'
import type { SourceList } from './source-lines.ts'

/** What stands under a heading, told apart by what is said, shown and cited. */
export interface SceneContent {
  /** Paragraphs, word for word. */
  readonly spoken: string[]
  /** What is shown, in the author's order. */
  readonly visuals: Visual[]
  /** Those of them that have no words to say: directives and tables. */
  readonly silent: Visual[]
  /** What is shown and is also said when the scene has no paragraph. */
  readonly readAloud: { readonly narration: string; readonly visuals: Visual[] }[]
  icon?: string
  media?: SceneMedia
  /** Ids of the sources named in the scene. */
  readonly sources: string[]
  readonly warnings: Warning[]
}

/** Reads the blocks of one scene. `place` names it in errors, e.g. `scene 3 ("Costs")`. */
export function readBlocks(
  blocks: readonly Block[],
  headline: string,
  name: string,
  place: string,
  sources: SourceList,
): SceneContent {
  const content: SceneContent = { spoken: [], visuals: [], silent: [], readAloud: [], sources: [], warnings: [] }
  for (const block of blocks) readBlock(block, { content, headline, place: `script "${name}", ${place}`, sources })
  return content
}

interface Reading {
  readonly content: SceneContent
  readonly headline: string
  readonly place: string
  readonly sources: SourceList
}

function readBlock(block: Block, reading: Reading): void {
  const { content, headline, place } = reading
  if (block.type === 'paragraph') readParagraph(block, reading)
  else if (block.type === 'list') readList(block, reading)
  else if (block.type === 'blockquote') {
    const quote = quoteVisual(block)
    if (quote) show(quote, [quote.text, quote.author].filter(Boolean).map(asSentence).join(' '), content)
  } else if (block.type === 'table') {
    const visual = tableVisual(block, headline)
    if (visual) showSilently(visual, content)
    else skip('a table is only shown when it has two columns', reading)
  } else if (block.type === 'code') {
    if (block.lang === 'visual') direct(readFence(block.value, headline, place), content)
    else readCode(block, reading)
  } else if (block.type === 'html') readHtml(block.value, reading)
}

function readParagraph(block: Paragraph, reading: Reading): void {
  const { content, headline, place, sources } = reading
  const cited = sources.readLine(block)
  if (cited) return void content.sources.push(...cited)
  if (block.children.some((child) => child.type === 'image')) skip('pictures are not shown yet', reading)
  for (const child of block.children) {
    const directive = child.type === 'html' && readComment(child.value, headline, place)
    if (directive) direct(directive, content)
  }
  const text = plain(block)
  const number = paragraphNumber(block, headline)
  if (!number) return void (text !== '' && content.spoken.push(text))
  if (number.isSpoken) content.spoken.push(text)
  show(number.visual, asSentence(text), content)
}

/** Bullets are said in groups that fit one picture each, unless paragraphs are said instead. */
function readList(list: List, { content, headline }: Reading): void {
  const items = itemTexts(list.children)
  content.visuals.push(...listVisuals(items, list.ordered === true, headline))
  for (const group of groupsOf(items)) {
    const visuals = group.length > 1 || items.length === 1 ? listVisuals(group, list.ordered === true, headline) : []
    content.readAloud.push({ narration: group.map(asSentence).join(' '), visuals })
  }
}

function readCode(block: Code, reading: Reading): void {
  const visual = codeVisual(block, reading.headline)
  if (visual) showSilently(visual, reading.content)
  else skip('a code block of over 4000 characters, or an empty one, is not shown', reading)
}

function readHtml(html: string, reading: Reading): void {
  const { content, headline, place } = reading
  const directive = readComment(html, headline, place)
  if (directive) return direct(directive, content)
  const text = html
    .replace(/<!--[\s\S]*?(-->|$)/g, ' ')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (text !== '') content.spoken.push(text)
}

function show(visual: Visual, narration: string, content: SceneContent): void {
  content.visuals.push(visual)
  content.readAloud.push({ narration, visuals: [visual] })
}

function showSilently(visual: Visual, content: SceneContent): void {
  content.visuals.push(visual)
  content.silent.push(visual)
}

function direct(directive: Directive, content: SceneContent): void {
  if (directive.visual) showSilently(directive.visual, content)
  if (directive.icon) content.icon = directive.icon
  if (directive.media) content.media = directive.media
}

function skip(what: string, { content, place }: Reading): void {
  content.warnings.push({ reason: 'unsupported-option', message: `${place}: ${what}` })
}

/** Groups of at most five items and about ten seconds of speech. */
function groupsOf(items: readonly string[]): string[][] {
  const groups: string[][] = []
  for (const item of items) {
    const last = groups.at(-1)
    const length = (last ?? []).join(' ').length + item.length
    if (last && last.length < 5 && length <= 150) last.push(item)
    else groups.push([item])
  }
  return groups
}

const asSentence = (text: string | undefined = ''): string => (/[.!?…:;]["”’)]?$/.test(text) ? text : `${text}.`)
