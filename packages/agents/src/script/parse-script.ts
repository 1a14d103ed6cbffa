import type { Claim, GivenText, Source, Warning } from '@mavs/core'
import { checkGivenText, givenTextError, SCRIPT_ROLE } from '../research/given-text.ts'
import type { DraftInput } from '../research/material.ts'
import { shorten } from '../research/prompt.ts'
import { parseMarkdown, plain, sectionsOf, type Block, type Section } from './markdown.ts'
import { readBlocks, type SceneContent } from './read-scene.ts'
import { sentencesOf } from './sentences.ts'
import { createSourceList, isSourcesHeading, type SourceList } from './source-lines.ts'

/** A user's script as scenes; no word of it is changed. */
export interface ParsedScript {
  /** Of its `# heading`; undefined when it has none. */
  readonly title: string | undefined
  readonly drafts: DraftInput[]
  readonly claims: Claim[]
  readonly sources: readonly Source[]
  readonly warnings: Warning[]
}

/** Words that can be spoken in about 45 minutes. */
export const MAX_SPOKEN_WORDS = 6000

/**
 * Reads a script: Markdown with a scene under each heading, or plain paragraphs, each of them a scene.
 * Throws `SCRIPT_INVALID` naming the scene.
 */
export function parseScript(given: GivenText): ParsedScript {
  checkGivenText(given, SCRIPT_ROLE)
  const sections = sectionsOf(parseMarkdown(given.text))
  const { title, intro, scenes } = outlineOf(sections)
  const parsed = { title, drafts: [], claims: [], sources: createSourceList(), warnings: [], name: given.name }
  if (title !== undefined) addTitle(title, intro, parsed)
  for (const [at, scene] of scenes.entries()) addScene(scene, at + 1, scenes[at + 1], parsed)
  const spoken = parsed.drafts as DraftInput[]
  if (spoken.length === (title === undefined ? 0 : 1) && intro.length === 0) {
    throw givenTextError(
      'script',
      given.name,
      'has no scenes: write a "## heading" with a paragraph under it for each scene',
    )
  }
  checkLength(spoken, given.name)
  return { title, drafts: spoken, claims: parsed.claims, sources: parsed.sources.all(), warnings: parsed.warnings }
}

interface Parsing {
  readonly name: string
  readonly drafts: DraftInput[]
  readonly claims: Claim[]
  readonly sources: SourceList
  readonly warnings: Warning[]
}

/** Tells the title and what stands under it from the scenes. */
function outlineOf(sections: Section[]): { title?: string; intro: Block[]; scenes: Section[] } {
  const [first, ...rest] = sections
  if (!first) return { intro: [], scenes: [] }
  const isTitle = first.heading?.depth === 1
  if (rest.length > 0 && isTitle) return { title: first.heading!.text, intro: first.blocks, scenes: rest }
  if (first.heading && !isTitle) return { intro: [], scenes: sections }
  const { title = first.heading?.text, blocks } = titleLine(first)
  return { ...(title !== undefined && { title }), intro: [], scenes: [...paragraphScenes(blocks), ...rest] }
}

/** A short first line without a full stop is the title of a text without headings. */
export function titleLine(section: Section): { title?: string; blocks: Block[] } {
  const [first, ...rest] = section.blocks
  if (section.heading || first?.type !== 'paragraph' || rest.length === 0) return { blocks: section.blocks }
  const text = plain(first)
  if (text === '' || text.length > 80 || /[.!?…:;,]["”’]?$/.test(text)) return { blocks: section.blocks }
  return { title: text, blocks: rest }
}

/** Makes a scene of each paragraph, with the lists and quotes that follow it. */
function paragraphScenes(blocks: readonly Block[]): Section[] {
  const scenes: Section[] = []
  for (const block of blocks) {
    const text = plain(block)
    const opens = block.type === 'paragraph' && text !== '' && !/^sources?:/i.test(text)
    if (opens || scenes.length === 0) {
      scenes.push({ heading: { text: shorten(sentencesOf(text)[0] ?? text, 60), depth: 2 }, blocks: [block] })
    } else scenes.at(-1)!.blocks.push(block)
  }
  return scenes
}

function addTitle(title: string, intro: readonly Block[], parsing: Parsing): void {
  const headline = shorten(title, 120)
  const content = readBlocks(intro, headline, parsing.name, 'the title', parsing.sources)
  const narration = content.spoken.join(' ')
  parsing.warnings.push(...content.warnings)
  parsing.drafts.push({
    id: 'title',
    headline,
    narration,
    ...(narration === '' && { holdSeconds: 2.5 }),
    claimIds: addClaim(content, narration, parsing),
    visuals: [{ kind: 'title', headline, ...(content.icon && { icon: content.icon }) }, ...content.visuals],
    ...(content.media && { media: content.media }),
  })
}

function addScene(section: Section, number: number, next: Section | undefined, parsing: Parsing): void {
  const text = section.heading?.text ?? ''
  const headline = shorten(text, 120) || `Scene ${number}`
  const place = `scene ${number} ("${shorten(headline, 50)}")`
  if (isSourcesHeading(text) && parsing.sources.addSection(section.blocks)) return
  const content = readBlocks(section.blocks, headline, parsing.name, place, parsing.sources)
  parsing.warnings.push(...content.warnings)
  const parts = partsOf(content)
  if (parts.length === 0 && (next?.heading?.depth ?? 0) > (section.heading?.depth ?? 0)) {
    parts.push({ narration: '', visuals: [{ kind: 'title', headline }], holdSeconds: 2.5 })
  }
  if (parts.length === 0 && content.sources.length === 0) {
    throw givenTextError(
      'script',
      parsing.name,
      `has an empty scene: ${place} needs a paragraph or bullets under its heading`,
      { scene: number },
    )
  }
  const claimIds = addClaim(
    content,
    parts
      .map((part) => part.narration)
      .join(' ')
      .trim() || headline,
    parsing,
  )
  for (const [at, part] of parts.entries()) {
    const id = at === 0 ? `scene-${number}` : `scene-${number}-part-${at + 1}`
    const { icon, media } = content
    parsing.drafts.push({ id, headline, claimIds, ...(icon && { icon }), ...(media && { media }), ...part })
  }
}

type Part = Pick<DraftInput, 'narration' | 'visuals' | 'holdSeconds'>

/** What is said decides: paragraphs, else what is shown is also said, else the scene is a silent card. */
function partsOf(content: SceneContent): Part[] {
  if (content.spoken.length > 0) return [{ narration: content.spoken.join(' '), visuals: content.visuals }]
  const [first, ...rest] = content.readAloud
  if (first) return [content.silent.length > 0 ? { ...first, visuals: content.silent } : first, ...rest]
  return content.visuals.map((visual) => ({ narration: '', visuals: [visual], holdSeconds: 4 }))
}

function addClaim(content: SceneContent, text: string, parsing: Parsing): string[] {
  if (content.sources.length === 0) return []
  const id = `claim-${parsing.claims.length + 1}`
  parsing.claims.push({ id, text, sourceIds: [...content.sources] })
  return [id]
}

function checkLength(drafts: readonly DraftInput[], name: string): void {
  const words = drafts.reduce((sum, draft) => sum + draft.narration.split(/\s+/).filter(Boolean).length, 0)
  if (words > MAX_SPOKEN_WORDS) {
    throw givenTextError(
      'script',
      name,
      `has ${words} spoken words; the limit is ${MAX_SPOKEN_WORDS}, about 45 minutes`,
      { words },
    )
  }
}
