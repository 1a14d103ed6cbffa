import { VideoError, Visual } from '@mavs/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Draft } from '../../../packages/agents/src/research/material.ts'
import { parseScript, type ParsedScript } from '../../../packages/agents/src/script/parse-script.ts'
import { readExamples } from '../../../scripts/example-frames.ts'

const parse = (text: string): ParsedScript => parseScript({ name: 'talk.md', text })
const kinds = (script: ParsedScript): string[][] =>
  script.drafts.map((draft) => (draft.visuals ?? []).map((visual) => visual.kind))

function refusal(text: string): VideoError {
  try {
    parse(text)
  } catch (error) {
    if (VideoError.isInstance(error)) return error
  }
  throw new Error('the script was accepted')
}

const TEA = `# Tea in three steps

## Heat the water

Heat fresh water until it just
begins to **simmer**.

- Fresh water
- Just below boiling

## Let it steep

1. Pour
2. Wait
3. Taste
`

describe('a script in Markdown', () => {
  it('takes the title, a scene a heading, paragraphs as narration and bullets as what is shown', () => {
    const script = parse(TEA)
    expect(script.title).toBe('Tea in three steps')
    expect(script.drafts.map((draft) => draft.headline)).toEqual([
      'Tea in three steps',
      'Heat the water',
      'Let it steep',
    ])
    expect(script.drafts[1]).toMatchObject({
      narration: 'Heat fresh water until it just begins to simmer.',
      visuals: [{ kind: 'bullets', items: [{ text: 'Fresh water' }, { text: 'Just below boiling' }] }],
    })
  })

  it('says bullets as sentences when a scene has no paragraph, and shows short numbered ones as a process', () => {
    expect(parse(TEA).drafts[2]).toMatchObject({ narration: 'Pour. Wait. Taste.', visuals: [{ kind: 'process' }] })
  })

  it('says long bullets in groups that fit one picture each', () => {
    const items = [1, 2, 3, 4, 5, 6].map((count) => `- Point ${count} is a whole sentence of a certain length here`)
    const { drafts } = parse(`## Points\n\n${items.join('\n')}`)
    expect(drafts.length).toBeGreaterThan(1)
    expect(drafts.every((draft) => draft.narration.length <= 200)).toBe(true)
    expect(drafts.map((draft) => draft.narration).join(' ')).toContain('Point 6 is a whole sentence')
  })

  it('shows a title card in silence when nothing is written under the title', () => {
    expect(parse(TEA).drafts[0]).toMatchObject({ narration: '', holdSeconds: 2.5, visuals: [{ kind: 'title' }] })
    expect(parse('# A\n\nHello there.\n\n## B\n\nText.').drafts[0]).toMatchObject({ narration: 'Hello there.' })
  })

  it.each<[markdown: string, visual: Record<string, unknown>]>([
    [
      '> Nothing in life is to be feared. — Marie Curie, physicist',
      { kind: 'quote', text: 'Nothing in life is to be feared.', author: 'Marie Curie', role: 'physicist' },
    ],
    ['> Just words', { kind: 'quote', text: 'Just words' }],
    [
      '**149.6 million km** from the Earth to the Sun',
      { kind: 'number', value: 149.6, decimals: 1, suffix: 'million km', label: 'from the Earth to the Sun' },
    ],
    ['**$1,500** a head', { kind: 'number', value: 1500, prefix: '$', label: 'a head' }],
    ['**−40 °C**', { kind: 'number', value: -40, suffix: '°C', label: 'Headline' }],
    ['**1969**', { kind: 'number', value: 1969, grouped: false }],
    [
      '- 1961: First human in space\n- 1969: First steps on the Moon',
      {
        kind: 'timeline',
        events: [
          { date: '1961', label: 'First human in space' },
          { date: '1969', label: 'First steps on the Moon' },
        ],
      },
    ],
    [
      '| Year | kWh |\n|---|---|\n| 2020 | 1.5 |\n| 2021 | 2.5 |',
      {
        kind: 'chart',
        type: 'bar',
        points: [
          { label: '2020', value: 1.5 },
          { label: '2021', value: 2.5 },
        ],
      },
    ],
    [
      '| Cats | Dogs |\n|---|---|\n| aloof | loyal |',
      { kind: 'comparison', left: { label: 'Cats', points: ['aloof'] }, right: { label: 'Dogs', points: ['loyal'] } },
    ],
    [
      '```visual\nvisual: number\nvalue: 42\nlabel: The answer\nicon: sparkles\n```',
      { kind: 'number', value: 42, icon: 'sparkles' },
    ],
    [
      '```visual\n{"kind": "bullets", "items": ["One", "Two"]}\n```',
      { kind: 'bullets', headline: 'Headline', items: [{ text: 'One' }, { text: 'Two' }] },
    ],
    [
      '<!-- visual: statement, text: Less is more, emphasis: more -->',
      { kind: 'statement', text: 'Less is more', emphasis: 'more' },
    ],
    [
      '<!--\nvisual: process\nsteps:\n  - Wash\n  - Dry\ncyclic: true\n-->',
      { kind: 'process', steps: [{ label: 'Wash' }, { label: 'Dry' }], cyclic: true },
    ],
    [
      '```visual\nvisual: question\noptions: [Mercury, Saturn]\nanswer: Saturn\n```',
      { kind: 'question', text: 'Headline', options: [{ text: 'Mercury' }, { text: 'Saturn' }], answer: { option: 1 } },
    ],
    [
      '<!-- visual: map, places: [Chile, JP] -->',
      { kind: 'map', headline: 'Headline', places: [{ country: 'Chile' }, { country: 'JP' }] },
    ],
    [
      '<!-- visual: checklist, items: [Wash, Dry], verdict: Clean -->',
      { kind: 'checklist', items: [{ text: 'Wash', state: 'done' }, { text: 'Dry' }], verdict: { text: 'Clean' } },
    ],
  ])('shows %j as its author means it', (markdown, visual) => {
    const { drafts } = parse(`## Headline\n\n${markdown}\n\nA spoken sentence.`)
    expect(drafts[0]?.narration).toContain('A spoken sentence.')
    expect(drafts[0]?.visuals?.[0]).toMatchObject(visual)
    expect(Visual.safeParse(drafts[0]?.visuals?.[0]).success).toBe(true)
  })

  it.each(readExamples().map(({ name, timeline }) => [name, timeline.tracks.scenes] as const))(
    'shows whatever the renderer can, by name: %s',
    (_, scenes) => {
      for (const { visual } of scenes) {
        const { drafts } = parse(`## Headline\n\n\`\`\`visual\n${JSON.stringify(visual)}\n\`\`\`\n\nA spoken sentence.`)
        expect(drafts[0]?.visuals?.[0]).toMatchObject({ kind: visual.kind })
      }
    },
  )

  it('refuses an answer that is none of the options', () => {
    const markdown = '## A\n\n<!-- visual: question, options: [Mercury, Saturn], answer: Pluto -->\n\nText.'
    expect(() => parse(markdown)).toThrow(/visual "question" is not valid: answer/)
  })

  it('looks for a picture by the words of a comment, and shows the headline where there is none', () => {
    const { drafts } = parse('## The lake\n\n<!-- picture: mountain lake;  lake at dawn -->\n\nIt lies still.')
    expect(drafts[0]).toMatchObject({
      narration: 'It lies still.',
      visuals: [{ kind: 'statement', text: 'The lake' }],
      media: { kind: 'image', queries: ['mountain lake', 'lake at dawn'] },
    })
    expect(() => parse('## The lake\n\n<!-- picture: -->\n\nText.')).toThrow('scene 1 ("The lake")')
    const [moving] = parse('## The lake\n\n<!-- footage: waves; sea -->\n\nIt moves.').drafts
    expect(moving).toMatchObject({ media: { kind: 'footage', queries: ['waves', 'sea'] } })
  })

  it('gives a scene the icon that a comment names, and leaves other comments alone', () => {
    const { drafts } = parse('## A\n\n<!-- icon: rocket -->\n\n<!-- remember the joke -->\n\nText.')
    expect(drafts[0]).toMatchObject({ icon: 'rocket', narration: 'Text.', visuals: [] })
  })

  it('makes claims and sources of Source lines, and neither says nor shows them', () => {
    const script = parse(
      '## A\n\nBees dance.\n\nSource: [The dance](https://example.org/dance), [Bees](https://example.org/bees)\n\n## Sources\n\n- [Hives](https://example.org/hives)',
    )
    expect(script.drafts).toHaveLength(1)
    expect(script.claims).toEqual([{ id: 'claim-1', text: 'Bees dance.', sourceIds: ['source-1', 'source-2'] }])
    expect(script.sources.map((source) => source.url)).toEqual([
      'https://example.org/dance',
      'https://example.org/bees',
      'https://example.org/hives',
    ])
    expect(script.drafts[0]?.narration).toBe('Bees dance.')
  })

  it('shows a block of code as it stands, in its language when that is known', () => {
    const script = parse('## A\n\nText.\n\n```TypeScript\nlet x = 1\n```\n\n```klingon\nqapla\n```')
    expect(script.drafts.flatMap((draft) => draft.visuals)).toMatchObject([
      { kind: 'code', code: 'let x = 1', language: 'typescript', headline: 'A' },
      { kind: 'code', code: 'qapla', language: 'text' },
    ])
  })

  it('warns of what it cannot show', () => {
    const script = parse('## A\n\nText.\n\n```\n\n```\n\n![a](b.png)\n\n| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |')
    expect(script.warnings.map((warning) => warning.reason)).toEqual(Array(3).fill('unsupported-option'))
    expect(script.warnings[0]?.message).toContain('script "talk.md", scene 1 ("A")')
  })
})

describe('a script in plain text', () => {
  it('makes a scene of each paragraph, and the title of a short first line', () => {
    const script = parse('On tea\n\nTea wants hot water. It also wants time.\n\n    Milk is a matter of taste.')
    expect(script.title).toBe('On tea')
    expect(script.drafts.map((draft) => draft.narration)).toEqual([
      '',
      'Tea wants hot water. It also wants time.',
      'Milk is a matter of taste.',
    ])
    expect(script.drafts[1]?.headline).toBe('Tea wants hot water.')
  })

  it('makes a video of one paragraph', () => {
    expect(kinds(parse('Tea wants hot water, and time.'))).toEqual([[]])
  })
})

describe('a script that cannot be used', () => {
  it.each<[what: string, text: string, says: RegExp]>([
    ['nothing', ' \n\t ', /"talk\.md" is empty/],
    ['a title alone', '# Only a title', /has no scenes/],
    ['an empty scene', '# T\n\n## One\n\nText.\n\n## Two\n\n## Three\n\nText.', /empty scene: scene 2 \("Two"\)/],
    ['null characters', 'abc\0def', /null characters/],
    ['a PDF', '%PDF-1.7 …', /PDF/],
    ['too many bytes', 'word '.repeat(120_000), /600 kB; the limit is 500 kB/],
    ['too many words', `## A\n\n${'word '.repeat(6001)}`, /6001 spoken words; the limit is 6000/],
    [
      'an unknown visual',
      '## A\n\n```visual\nvisual: hologram\n```',
      /scene 1 \("A"\): there is no visual "hologram"; known: title, statement/,
    ],
    [
      'a visual that lacks a field',
      '## A\n\n```visual\nvisual: number\nvalue: many\n```',
      /visual "number" is not valid: value: .*\(got "many"\); label:/,
    ],
    ['a visual that is no YAML', '## A\n\n```visual\nvisual: [\n```', /not valid YAML or JSON/],
    ['a visual without a kind', '## A\n\n```visual\nvalue: 3\n```', /must name its kind/],
  ])('is refused with the reason: %s', (_, text, says) => {
    const error = refusal(text)
    expect(error.code).toBe('SCRIPT_INVALID')
    expect(error.message).toMatch(says)
    expect(error.details.option ?? 'script').toBe('script')
  })
})

describe('any script', () => {
  it('is read in reasonable time, however deeply its quotations are nested', () => {
    expect(parse(`${'>'.repeat(20_000)} A quotation.`).drafts[0]?.narration).toBe('A quotation.')
  })

  const fragment = fc.constantFrom(
    '# ',
    '## ',
    '### ',
    '- ',
    '1. ',
    '> ',
    '**12 km**',
    '```visual\n',
    '```\n',
    '<!-- visual: ',
    '-->',
    '|a|b|\n|-|-|\n|1|2|',
    'Source: [x](http://e.org)',
    '\n\n',
    '\n',
    ' — ',
    '🚀',
    'ש',
    '\u202e',
    '{',
    ': ',
    'x'.repeat(300),
  )
  const markdown = fc
    .array(fc.oneof(fragment, fc.string({ unit: 'grapheme', maxLength: 30 })), { maxLength: 40 })
    .map((parts) => parts.join(''))

  it('is either read into valid drafts or refused with a VideoError', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        try {
          for (const draft of parse(text).drafts) Draft.parse(draft)
        } catch (error) {
          if (!VideoError.isInstance(error)) throw error
        }
      }),
      { numRuns: 400 },
    )
  })

  it('keeps every word of its paragraphs, in order', () => {
    const word = fc.stringMatching(/^[a-zA-Z]{1,12}$/).filter((text) => !/^sources?$/i.test(text))
    const paragraph = fc.array(word, { minLength: 1, maxLength: 40 }).map((words) => `${words.join(' ')}.`)
    fc.assert(
      fc.property(fc.array(paragraph, { minLength: 1, maxLength: 8 }), (paragraphs) => {
        const text = paragraphs.map((text, at) => `## Scene ${at}\n\n${text}`).join('\n\n')
        expect(parse(text).drafts.map((draft) => draft.narration)).toEqual(paragraphs)
      }),
      { numRuns: 100 },
    )
  })
})
