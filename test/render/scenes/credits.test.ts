import { describe, expect, it } from 'vitest'
import { layOut } from '../../../packages/render/src/drawing/frame-drawer.ts'
import { CreditsVisual } from '../../../packages/render/src/scenes/credits.ts'
import { STYLE_NAMES, timelineOf } from '../drawing/timelines.ts'
import { faultsOf, frames, SIZES } from '../support/scene-faults.ts'

const parse = (visual: object) =>
  CreditsVisual.parse({ kind: 'credits', headline: 'Sources and credits', basis: 'Built-in brief', ...visual })
const LINES = ['Voice: Flite (rms)', 'Music: composed for this video', 'Icons: Lucide (ISC)']
const sources = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    title: `The state of the world’s electricity grids and what it takes to mend them, part ${index + 1}`,
    publisher: 'International Energy Agency',
  }))
const CREDITS = [
  parse({ sources: sources(2), lines: LINES }),
  parse({
    sources: sources(14),
    lines: LINES,
    basis: 'Written by a language model, checked by nobody but the machine',
  }),
  parse({ sources: [], lines: LINES }),
  parse({ sources: [], lines: [] }),
  parse({
    headline: 'المصادر',
    basis: 'ملخص مدمج',
    sources: [{ title: 'علم النبات', publisher: 'الموسوعة' }],
    lines: [],
  }),
]

describe.each(STYLE_NAMES)('credits in the style %s', (style) => {
  it('keep their texts apart, readable and within the frame, in every format', () => {
    expect(frames(style, CREDITS).flatMap(faultsOf)).toEqual([])
  })

  it('come on pages of four seconds or more, and leave out no source while there is time', () => {
    const timeline = timelineOf(style, [parse({ sources: sources(12), lines: LINES })], {
      ...SIZES['1:1'],
      sceneSeconds: 40,
      words: ['So.'],
    })
    const { stages, warnings } = layOut(timeline)
    const lengths = stages.map(({ clip }) => clip.endSeconds - clip.startSeconds)
    expect(Math.min(...lengths)).toBeGreaterThan(4)
    const pages = stages.map(({ clip }) => clip.visual as ReturnType<typeof parse>)
    expect(pages.flatMap((page) => page.sources)).toEqual(sources(12))
    expect(pages.map((page) => page.lines.length)).toEqual([...pages.slice(1).map(() => 0), 3])
    let next = 1
    for (const page of pages) {
      expect(page.firstNumber).toBe(next)
      next += page.sources.length
    }
    expect(warnings).toEqual([])
  })
})

describe('credits', () => {
  it('are not divided in a scene that is too short for two pages', () => {
    const { stages, warnings } = layOut(timelineOf('casual', [CREDITS[1]!], { ...SIZES['1:1'], sceneSeconds: 6 }))
    expect(stages).toHaveLength(1)
    expect(warnings).toEqual([])
  })
})
