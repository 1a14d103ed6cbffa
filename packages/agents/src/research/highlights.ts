import { DURATION_SECONDS, VideoError, type Claim, type GivenText, type Source, type Visual } from '@mavs/core'
import { bulletsVisual } from '../script/block-visuals.ts'
import { keyPhrase } from '../script/phrases.ts'
import { roughSeconds } from '../script/sentences.ts'
import { tokensOf } from '../script/tokens.ts'
import { checkGivenText, readNested, SOURCE_ROLE } from './given-text.ts'
import { Material, type DraftInput } from './material.ts'
import { capitalise, shorten } from './prompt.ts'
import { rankSentences } from './rank.ts'
import { readSource, type SourceDocument, type SourceSection } from './source-sections.ts'
import type { UsableSentence } from './usable.ts'

export interface Highlights {
  readonly material: Material
  readonly claims: Claim[]
  readonly sources: Source[]
}

/** Fewer usable sections than this make no video. */
export const MIN_SECTIONS = 4
const SCENE_SECONDS = 8.5
/** How much more is handed on than the duration takes, so that whole scenes can be chosen. */
const SURPLUS = 2

/**
 * A video's material from sources, in their own words: headings and bullets first, then each section's most central
 * sentences, whole; twice as much as the duration takes, from the best sections. Throws `SOURCE_INVALID` when there are fewer than four usable sections.
 */
export async function highlightsOf(
  given: readonly GivenText[],
  language: string,
  durationSeconds: number = DURATION_SECONDS.max,
): Promise<Highlights> {
  for (const text of given) checkGivenText(text, SOURCE_ROLE)
  const documents = await Promise.all(
    given.map((text) => readNested(SOURCE_ROLE, text.name, () => readSource(text, language))),
  )
  const ranks = rankAll(documents)
  const claims: Claim[] = []
  const drafts: DraftInput[] = []
  const scored: { id: string; score: number }[] = []
  for (const [index, document] of documents.entries()) {
    const sourceId = `source-${index + 1}`
    if (index === 0) drafts.push(titleDraft(document, given[0]!.name, claims))
    for (const section of document.sections) {
      const chosen = await sectionDrafts(section, { ranks, claims, sourceId, number: scored.length + 1 })
      if (chosen.drafts.length === 0) continue
      scored.push({ id: `section-${scored.length + 1}`, score: chosen.score })
      drafts.push(...chosen.drafts)
    }
  }
  const hasLead = drafts[0]?.narration !== ''
  requireEnough(scored.length + (hasLead ? 1 : 0), documents, given)
  const kept = withTiers(drafts, scored, durationSeconds * SURPLUS)
  const used = new Set(kept.flatMap((draft) => draft.claimIds ?? []))
  const title = shorten(documents[0]!.title, 200)
  return {
    material: Material.parse({ title, language, use: 'choose', drafts: kept }),
    claims: claims.filter((claim) => used.has(claim.id)),
    sources: given.map(({ name }, index) => toSource(name, documents[index]!.title, index)),
  }
}

function toSource(name: string, title: string, index: number): Source {
  const id = `source-${index + 1}`
  const host = hostOf(name)
  return host === undefined ? { id, title: name } : { id, title: shorten(title, 200), publisher: host, url: name }
}

/** Where a source is from that is named by its address. */
const hostOf = (name: string): string | undefined =>
  /^https?:/i.test(name) ? URL.parse(name)?.host.replace(/^www\./, '') : undefined

type Ranks = ReadonlyMap<UsableSentence, number>

function rankAll(documents: readonly SourceDocument[]): Ranks {
  const all = documents.flatMap((document) => [
    ...document.lead,
    ...document.sections.flatMap((section) => section.sentences),
  ])
  const scores = rankSentences(all.map((sentence) => sentence.words))
  return new Map(all.map((sentence, at) => [sentence, scores[at]!]))
}

function titleDraft(document: SourceDocument, name: string, claims: Claim[]): DraftInput {
  const headline = shorten(document.title, 100)
  const narration = openingOf(document.lead)
  return {
    id: 'title',
    headline,
    narration,
    claimIds: narration === '' ? [] : [addClaim(narration, 'source-1', claims)],
    visuals: [{ kind: 'title', headline, kicker: shorten(`Highlights of ${hostOf(name) ?? name}`, 60) }],
    holdSeconds: 3,
  }
}

interface Drafting {
  readonly ranks: Ranks
  readonly claims: Claim[]
  readonly sourceId: string
  readonly number: number
}

/** The scene of a section, and a second one with its further sentences for when there is time. */
async function sectionDrafts(
  section: SourceSection,
  drafting: Drafting,
): Promise<{ drafts: DraftInput[]; score: number }> {
  const sentences = chooseSentences(section.sentences, drafting.ranks, SCENE_SECONDS)
  const rest = chooseSentences(
    section.sentences.filter((sentence) => !sentences.includes(sentence)),
    drafting.ranks,
    SCENE_SECONDS,
  )
  const headline = section.heading || (await headlineFrom(sentences[0]?.text ?? section.bullets[0] ?? ''))
  const narration = sentences.length > 0 ? join(sentences) : readAloud(section)
  if (narration === '') return { drafts: [], score: 0 }
  const id = `section-${drafting.number}`
  const visuals: Visual[] = section.bullets.length >= 2 ? [bulletsVisual(section.bullets.slice(0, 5), headline)] : []
  const claimed = { claimIds: [addClaim(narration, drafting.sourceId, drafting.claims)] }
  const drafts: DraftInput[] = [{ id, headline, narration, visuals, ...claimed }]
  if (rest.length > 0) {
    const claimIds = [addClaim(join(rest), drafting.sourceId, drafting.claims)]
    const ownHeadline = section.heading || (await headlineFrom(rest[0]!.text))
    const more: DraftInput = { id: `${id}-more`, headline: ownHeadline, narration: join(rest), claimIds, tier: 3 }
    const isBefore = section.sentences.indexOf(rest[0]!) < section.sentences.indexOf(sentences[0]!)
    if (isBefore) drafts.unshift(more)
    else drafts.push({ ...more, requires: [id] })
  }
  const score =
    sentences.reduce((sum, sentence) => sum + drafting.ranks.get(sentence)!, 0) + (visuals.length > 0 ? 1 : 0)
  return { drafts, score }
}

/** The most central sentences that fit, in the document's order; the first of a section counts a little more. */
function chooseSentences(sentences: readonly UsableSentence[], ranks: Ranks, seconds: number): UsableSentence[] {
  const weight = (sentence: UsableSentence): number => ranks.get(sentence)! * (sentence === sentences[0] ? 1.2 : 1)
  const chosen: UsableSentence[] = []
  for (const sentence of sentences.toSorted((a, b) => weight(b) - weight(a))) {
    const length = roughSeconds(join([...chosen, sentence]))
    if (chosen.length === 0 || length <= seconds) chosen.push(sentence)
  }
  return sentences.filter((sentence) => chosen.includes(sentence))
}

/** How an author opens is the best opening: the first one or two sentences, as long as they fit one picture. */
function openingOf([first, second]: readonly UsableSentence[]): string {
  if (!first) return ''
  const both = second ? join([first, second]) : ''
  return both !== '' && roughSeconds(both) <= SCENE_SECONDS ? both : first.text
}

const join = (sentences: readonly UsableSentence[]): string => sentences.map((sentence) => sentence.text).join(' ')

/** A section of bullets only, said as one list under its heading. */
function readAloud({ heading, bullets }: SourceSection): string {
  if (heading === '' || bullets.length < 2) return ''
  const items = bullets.slice(0, 5).map((bullet) => bullet.replace(/[.;,]+$/, ''))
  const text = `${heading.replace(/[.:]+$/, '')}: ${items.slice(0, -1).join('; ')}; ${items.at(-1)}.`
  return roughSeconds(text) <= SCENE_SECONDS * 1.4 ? text : ''
}

async function headlineFrom(sentence: string): Promise<string> {
  const phrase = keyPhrase(await tokensOf(sentence), '')
  return shorten(capitalise(phrase ?? sentence), 60)
}

function addClaim(text: string, sourceId: string, claims: Claim[]): string {
  const id = `claim-${claims.length + 1}`
  claims.push({ id, text, sourceIds: [sourceId] })
  return id
}

/**
 * The best sections stay in the shortest video, the weakest are only shown when there is time; what could not be shown
 * in the time at all is left out here.
 */
function withTiers(
  drafts: readonly DraftInput[],
  scored: readonly { id: string; score: number }[],
  seconds: number,
): DraftInput[] {
  const order = scored.toSorted((a, b) => b.score - a.score).map(({ id }) => id)
  const place = (draft: DraftInput): number => order.indexOf(draft.id.replace(/-more$/, ''))
  let left = seconds
  const kept = new Set<DraftInput>()
  for (const draft of drafts.toSorted((a, b) => place(a) - place(b))) {
    if (left > 0 || kept.size < 2 * MIN_SECTIONS) kept.add(draft)
    left -= roughSeconds(draft.narration)
  }
  return drafts
    .filter((draft) => kept.has(draft))
    .map((draft) => {
      if (draft.id === 'title' || draft.id.endsWith('-more')) return draft
      return { ...draft, tier: place(draft) < 3 ? 1 : place(draft) < 8 ? 2 : 3 }
    })
}

function requireEnough(count: number, documents: readonly SourceDocument[], given: readonly GivenText[]): void {
  if (count >= MIN_SECTIONS) return
  const names = given.map((text) => `"${text.name}"`).join(', ')
  const sections = documents.reduce((sum, { sections, lead }) => sum + sections.length + (lead.length > 0 ? 1 : 0), 0)
  const sentences = documents.flatMap((document) => document.sections.flatMap((section) => section.sentences)).length
  throw new VideoError(
    'SOURCE_INVALID',
    `source ${names} holds too little to make scenes from: ${count} of ${sections} sections (${sentences} sentences) can be spoken on their own, at least ${MIN_SECTIONS} sections are needed. Give a longer text, or write a script and give it with --script`,
    { details: { option: 'source', usableSections: count, sections, sentences, needed: MIN_SECTIONS } },
  )
}
