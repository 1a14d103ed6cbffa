import { beforeAll, describe, expect, it } from 'vitest'
import { Brief } from '../../../packages/agents/src/briefs/brief.ts'
import {
  cues,
  figures,
  loadBriefs,
  missingIcons,
  sharedRun,
  shownFigures,
  shownTexts,
  wordCount,
  words,
} from './rules.ts'

const files = await loadBriefs()
const FORBIDDEN =
  /\b(in this video|welcome|let[’']s|delve|testament|tapestry|in a world|game.?changer|revolutioni[sz]|cutting.edge|unlock|harness|landscape|crucial|moreover|furthermore|today|nowadays|currently|recently|these days|at present|so far this|not (just|only)|more than just)\b/i
const PLAIN = /^[\p{L}\p{N} .,:?!’°%–-]+$/u

it('finds the built-in briefs', () => {
  expect(files.length).toBeGreaterThanOrEqual(1)
})

it('gives no two briefs the same id or alias', () => {
  const briefs = files.map((file) => Brief.parse(file.brief))
  const names = [...briefs.map((brief) => `id ${brief.id}`), ...briefs.flatMap((brief) => brief.aliases)]
  expect(repeated(names)).toEqual([])
})

describe.each(files)('$file', ({ file, brief: input }) => {
  let brief: Brief
  beforeAll(() => {
    brief = Brief.parse(input)
  })

  it('is valid and named after its topic', () => {
    expect(`${brief.id}.ts`).toBe(file)
    expect(brief.aliases).toContain(brief.title.toLowerCase())
  })

  it('uses every id once and refers only to what exists', () => {
    const [sources, claims, scenes] = [brief.sources, brief.claims, brief.scenes].map((all) => all.map((one) => one.id))
    expect(repeated(sources!), 'sources').toEqual([])
    expect(repeated(claims!), 'claims').toEqual([])
    expect(repeated(scenes!), 'scenes').toEqual([])
    const cited = new Set(brief.claims.flatMap((claim) => claim.sourceIds))
    const used = new Set(brief.scenes.flatMap((scene) => scene.claimIds))
    expect(sources!.toSorted(), 'sources that claims cite').toEqual([...cited].toSorted())
    expect(claims!.toSorted(), 'claims that scenes use').toEqual([...used].toSorted())
    for (const [index, scene] of brief.scenes.entries())
      for (const id of scene.requires) {
        const earlier = brief.scenes.slice(0, index).find((one) => one.id === id)
        expect(earlier?.tier, `${scene.id} requires ${id}`).toBeLessThanOrEqual(scene.tier)
      }
  })

  it('rests on sources that can be looked up', () => {
    for (const source of brief.sources) {
      expect(source.url, source.id).toMatch(/^https:\/\//)
      expect(source.publisher, source.id).toBeTruthy()
      expect(source.published, source.id).toMatch(/^\d{4}/)
      expect(source.readOn, source.id).toBe(brief.reviewed)
    }
    const opening = brief.scenes.slice(0, -1).filter((scene) => scene.claimIds.length === 0)
    expect(opening.map((scene) => scene.id)).toEqual([])
  })

  it('fills 30, 60 and 120 seconds by whole scenes', () => {
    expect(brief.scenes.length).toBeGreaterThanOrEqual(16)
    expect(brief.scenes.length).toBeLessThanOrEqual(20)
    expect([brief.scenes.at(0)!.tier, brief.scenes.at(-1)!.tier]).toEqual([1, 1])
    expect(range(wordCount(brief, 1), 54, 78), `tier 1: ${wordCount(brief, 1)} words`).toBe(true)
    expect(range(wordCount(brief, 2), 140, 182), `tiers 1 and 2: ${wordCount(brief, 2)} words`).toBe(true)
    expect(range(wordCount(brief, 3), 310, 425), `all tiers: ${wordCount(brief, 3)} words`).toBe(true)
    for (const scene of brief.scenes) {
      expect(range(words(scene.narration).length, 10, 24), `${scene.id}: ${words(scene.narration).length}`).toBe(true)
      if (scene.short === undefined) continue
      expect(range(words(scene.short).length, 5, 15), `${scene.id}, short: ${words(scene.short).length}`).toBe(true)
      expect(scene.short.length, `${scene.id}, short`).toBeLessThan(scene.narration.length)
    }
    const shorts = brief.scenes.filter((scene) => scene.short !== undefined)
    expect(shorts.length).toBeGreaterThan(brief.scenes.length * 0.6)
  })

  it('can be spoken by a plain synthesiser', () => {
    for (const scene of brief.scenes)
      for (const text of [scene.narration, ...(scene.short === undefined ? [] : [scene.short])]) {
        expect(text, scene.id).toMatch(PLAIN)
        expect(text, scene.id).not.toMatch(FORBIDDEN)
        expect(text, scene.id).toMatch(/[.?!]$/)
      }
    const questions = brief.scenes.filter((scene) => scene.narration.includes('?'))
    expect(questions.length).toBeLessThanOrEqual(2)
    const openings = brief.scenes.map((scene) => words(scene.narration).slice(0, 2).join(' '))
    expect(repeated(openings), 'sentence openings').toEqual([])
  })

  it('says and shows no figure without a claim', () => {
    for (const scene of brief.scenes) {
      const claims = brief.claims.filter((claim) => scene.claimIds.includes(claim.id))
      const known = new Set(claims.flatMap((claim) => figures(claim.text)))
      const said = [...figures(scene.narration), ...figures(scene.short ?? ''), ...shownFigures(scene.visual)]
      expect(
        said.filter((figure) => !known.has(figure)),
        scene.id,
      ).toEqual([])
    }
  })

  it('cues its pictures by phrases that are spoken, in their order', () => {
    for (const scene of brief.scenes) {
      let from = 0
      for (const cue of cues(scene.visual)) {
        const at = scene.narration.indexOf(cue, from)
        expect(at, `${scene.id}: "${cue}" after position ${from}`).toBeGreaterThanOrEqual(0)
        from = at + cue.length
      }
    }
  })

  it('shows what it means instead of what is said', () => {
    for (const scene of brief.scenes) {
      expect(missingIcons(scene.visual), scene.id).toEqual([])
      for (const text of shownTexts(scene.visual))
        expect(sharedRun(text, scene.narration), `${scene.id}: ${text}`).toBeLessThan(7)
      const { visual } = scene
      for (const headline of [scene.headline, 'headline' in visual ? String(visual.headline) : ''])
        expect(words(headline).length, `${scene.id}: ${headline}`).toBeLessThanOrEqual(9)
      if (visual.kind === 'question' || visual.kind === 'lower-third')
        expect(words(String(visual.text)).length, scene.id).toBeLessThanOrEqual(9)
      if (visual.kind === 'bullets' || visual.kind === 'checklist')
        for (const item of visual.items as { text: string }[])
          expect(words(item.text).length, item.text).toBeLessThanOrEqual(7)
      if (visual.kind === 'statement') {
        expect(words(String(visual.text)).length, scene.id).toBeLessThanOrEqual(9)
        expect(visual.text, scene.id).toContain(visual.emphasis)
      }
      if (visual.kind === 'chart') expect(visual.source, scene.id).toBeTruthy()
    }
  })

  it('varies its pictures, whichever tiers are kept', () => {
    expect(brief.scenes[0]!.visual.kind).toBe('title')
    const statements = brief.scenes.filter((scene) => scene.visual.kind === 'statement')
    expect(statements.length).toBeLessThanOrEqual(brief.scenes.length / 4)
    for (const tier of [1, 2, 3]) {
      const kept = brief.scenes.filter((scene) => scene.tier <= tier)
      const twins = kept.filter((scene, index) => kept[index - 1]?.visual.kind === scene.visual.kind)
      expect(
        twins.map((scene) => scene.id),
        `tier ${tier}`,
      ).toEqual([])
    }
  })
})

const repeated = (values: readonly string[]): string[] =>
  values.filter((value, index) => values.indexOf(value) !== index)
const range = (value: number, low: number, high: number): boolean => value >= low && value <= high
