import { createRequire } from 'node:module'
import { Visual } from '@mavs/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseVisual } from '../../../packages/agents/src/script/choose-visual.ts'
import { withCues } from '../../../packages/agents/src/script/cues.ts'
import { CONCEPT_ICONS, iconFor } from '../../../packages/agents/src/script/icons.ts'
import { findFigure, readFigure } from '../../../packages/agents/src/script/numbers.ts'
import { sentencesOf, splitNarration } from '../../../packages/agents/src/script/sentences.ts'

const choose = (narration: string, isFirst = false): Promise<Visual> =>
  chooseVisual({ narration, headline: 'Headline', isFirst, language: 'en' })

describe('what is shown with a sentence', () => {
  it.each<[narration: string, visual: Record<string, unknown>]>([
    [
      'Light travels at about 300,000 kilometres per second.',
      { kind: 'number', value: 300_000, suffix: 'kilometres per second', cue: '300,000 kilometres per second' },
    ],
    ['The plant feeds 4.5 million people.', { kind: 'number', value: 4.5, decimals: 1, suffix: 'million people' }],
    ['The fund holds $12 billion.', { kind: 'number', value: 12, prefix: '$', suffix: 'billion' }],
    ['Roughly 70% of the surface is water.', { kind: 'number', value: 70, suffix: '%' }],
    [
      'It grows through evaporation, condensation, and precipitation.',
      { kind: 'bullets', items: [{ text: 'Evaporation' }, { text: 'Condensation' }, { text: 'Precipitation' }] },
    ],
    [
      'Plants make their own food, while animals eat other organisms.',
      { kind: 'comparison', left: { label: 'Plants' }, right: { label: 'Animals' } },
    ],
    [
      'In 1885, Starley built a bicycle. In 1888, Dunlop made a tyre.',
      { kind: 'timeline', events: [{ date: '1885', cue: '1885' }, { date: '1888' }] },
    ],
    ['Stations need secure parking for bicycles.', { kind: 'statement', text: 'Secure parking' }],
  ])('%s', async (narration, visual) => {
    const chosen = await choose(narration)
    expect(chosen).toMatchObject(visual)
    expect(Visual.safeParse(chosen).success).toBe(true)
  })

  it('is the headline at first, with the phrases that build up under it, and never the sentence itself', async () => {
    expect(await choose('Stations need secure parking.', true)).toMatchObject({ kind: 'statement', text: 'Headline' })
    const visual = await choose('John Starley built the safety bicycle with two wheels of equal size.', true)
    const items = ['John Starley', 'Safety bicycle', 'Wheels of equal size'].map((text) => ({ text }))
    expect(visual).toMatchObject({ kind: 'bullets', headline: 'Headline', items })
    expect(await choose('Go.')).toMatchObject({ kind: 'statement', text: 'Headline' })
  })

  it('is the headline in languages that are not analysed', async () => {
    const visual = await chooseVisual({
      narration: 'Im Jahr 1885 kamen 300 Räder.',
      headline: 'Räder',
      isFirst: false,
      language: 'de',
    })
    expect(visual).toMatchObject({ kind: 'statement', text: 'Räder' })
  })
})

describe('figures', () => {
  it.each([
    ['It opened in 1969.', undefined],
    ['Two of them came.', undefined],
    ['Version 3 is out.', undefined],
    ['They met on 12 May.', undefined],
    ['About 12,500 came.', 12_500],
    ['It rose by 3.2 percent.', 3.2],
  ])('in %j: %j', (sentence, value) => expect(findFigure(sentence)?.value).toBe(value))

  it.each([
    ['123 km', { value: 123, suffix: 'km' }],
    ['1 500', { value: 1500 }],
    ['1969', { value: 1969, grouped: false }],
    ['abc', undefined],
    ['1–2', undefined],
  ])('alone, %j', (text, figure) => {
    if (figure) expect(readFigure(text)).toMatchObject(figure)
    else expect(readFigure(text)).toBeUndefined()
  })
})

describe('icons', () => {
  it('are all drawn by the icon family', () => {
    const { icons } = createRequire(import.meta.url)('@iconify-json/lucide/icons.json') as { icons: object }
    expect(CONCEPT_ICONS.filter((icon) => !(icon in icons))).toEqual([])
    expect(CONCEPT_ICONS.length).toBeGreaterThan(150)
  })

  it.each([
    ['Rockets and their fuel', 'rocket'],
    ['The solar power of a roof', 'solar-panel'],
    ['An investment in trust', 'trending-up'],
    ['Gene editing', 'dna'],
    ['Bicyclette', undefined],
    ['Sunday', undefined],
    ['', undefined],
  ])('of %j: %j', (text, icon) => expect(iconFor(text)).toBe(icon))
})

describe('cues', () => {
  it('tie elements to the words that are said, and leave out those that are not', () => {
    const visual = {
      kind: 'bullets' as const,
      headline: 'H',
      items: [{ text: 'Fresh water' }, { text: 'Milk', cue: 'cream' }],
    }
    expect(withCues(visual, 'Use fresh water only.')).toEqual({
      ...visual,
      items: [{ text: 'Fresh water', cue: 'fresh water' }, { text: 'Milk' }],
    })
  })
})

describe('cues of kinds with more than a list', () => {
  it('leave a question’s answer the word that reveals it', () => {
    const visual = {
      kind: 'question' as const,
      text: 'Where from?',
      options: [{ text: 'Deep rock' }, { text: 'From water' }],
      answer: { option: 1, cue: 'water' },
    }
    expect(withCues(visual, 'It was once part of water, under deep rock.')).toEqual({
      ...visual,
      options: [{ text: 'Deep rock', cue: 'deep rock' }, { text: 'From water' }],
    })
    expect(withCues(visual, 'It is old.')).toEqual({ ...visual, answer: { option: 1 } })
  })

  it('bring in countries and the name on a plate when they are spoken of', () => {
    const map = { kind: 'map' as const, headline: 'H', places: [{ country: 'Chile' }, { country: 'Japan' }] }
    expect(withCues(map, 'Quakes strike Chile.')).toMatchObject({ places: [{ cue: 'Chile' }, { country: 'Japan' }] })
    const plate = { kind: 'lower-third' as const, text: 'Stars', name: 'Henrietta Leavitt' }
    expect(withCues(plate, 'Then Henrietta Leavitt counted.')).toMatchObject({ cue: 'Henrietta Leavitt' })
  })
})

describe('sentences', () => {
  it('do not end at abbreviations and initials', () => {
    expect(
      sentencesOf('Dr. Smith met J. R. Meyer at 5 p.m. on Main St. in town. He left. See Fig. 3, e.g. the top.'),
    ).toEqual(['Dr. Smith met J. R. Meyer at 5 p.m. on Main St. in town.', 'He left.', 'See Fig. 3, e.g. the top.'])
  })

  it('are grouped into parts of a few seconds that hold every word', () => {
    const sentence = fc
      .array(fc.stringMatching(/^[a-z]{1,10}$/), { minLength: 1, maxLength: 30 })
      .map((words) => `A${words.join(' ')}.`)
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 12 }), (sentences) => {
        const text = sentences.join(' ')
        const parts = splitNarration(text)
        expect(parts.join(' ')).toBe(text)
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(15 * 15)
      }),
    )
  })

  it('without spaces between them are split without adding any', () => {
    const text = '你好世界。'.repeat(60)
    const parts = splitNarration(text, 'zh')
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.join('')).toBe(text)
  })
})
