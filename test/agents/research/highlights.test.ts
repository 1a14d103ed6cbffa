import { join } from 'node:path'
import { VideoError } from '@mavs/core'
import { describe, expect, it } from 'vitest'
import { readSourceFile } from '../../../packages/agents/src/research/document-reader.ts'
import { highlightsOf, type Highlights } from '../../../packages/agents/src/research/highlights.ts'

const read = async (name: string): Promise<Highlights> =>
  highlightsOf([await readSourceFile(join(import.meta.dirname, 'documents', name))], 'en')
const said = ({ material }: Highlights): string[] => material.drafts.map((draft) => draft.narration)

describe.each(['bicycles.md', 'tides.txt', 'bees.html'])('the highlights of %s', (name) => {
  it('are sentences of the source, whole, each with its claim', async () => {
    const source = (await readSourceFile(join(import.meta.dirname, 'documents', name))).text.replace(/\s+/g, ' ')
    const highlights = await read(name)
    expect(highlights.material.drafts.length).toBeGreaterThanOrEqual(5)
    for (const draft of highlights.material.drafts) {
      for (const sentence of draft.narration.split(/(?<=[.!])\s/)) expect(source).toContain(sentence)
      const claimed = highlights.claims.filter((claim) => draft.claimIds.includes(claim.id)).map((claim) => claim.text)
      expect(claimed).toEqual(draft.narration === '' ? [] : [draft.narration])
    }
    expect(highlights.sources).toEqual([{ id: 'source-1', title: name }])
  })

  it('hold nothing that leans on what is not heard, and nothing that is not prose', async () => {
    for (const narration of said(await read(name))) {
      expect(narration).not.toMatch(/^(It|They|This|These|Its|However)\b/)
      expect(narration).not.toMatch(
        /\b(this|these|below|above)\b|Table \d|https?:|cookie|npm|newsletter|\[\d+\]|See also/i,
      )
    }
  })
})

describe('highlights', () => {
  it('take the title, headings and bullets that the author wrote', async () => {
    const { material } = await read('bicycles.md')
    expect(material.title).toBe('Bicycles in the city')
    expect(material.drafts.map((draft) => draft.headline)).toEqual(
      expect.arrayContaining(['Why lanes matter', 'Who rides']),
    )
    expect(material.drafts.find((draft) => draft.id === 'section-1')?.visuals[0]).toMatchObject({
      kind: 'bullets',
      items: [{ text: 'Kerbs keep cars out' }, { text: 'Planters cost little' }, { text: 'Paint alone is not enough' }],
    })
  })

  it('say on the first card what they are', async () => {
    const { material } = await read('tides.txt')
    expect(material.drafts[0]?.visuals[0]).toMatchObject({
      kind: 'title',
      headline: 'Tides and the people who read them',
      kicker: 'Highlights of tides.txt',
    })
  })

  it('shorten a long sentence at a clause only', async () => {
    const long =
      'The town council opened the rebuilt market hall on the old harbour square in the spring of last year, which several hundred traders, visitors and school classes from the whole region came to see on the first day.'
    const sections = ['One', 'Two', 'Three', 'Four'].map((name) => `## ${name}\n\n${long}`).join('\n\n')
    const [, first] = said(await highlightsOf([{ name: 'town.md', text: `# Town\n\n${sections}` }], 'en'))
    expect(first).toBe(
      'The town council opened the rebuilt market hall on the old harbour square in the spring of last year.',
    )
  })

  it('read HTML that comes as text', async () => {
    const page = (await import('node:fs')).readFileSync(join(import.meta.dirname, 'documents', 'bees.html'), 'utf8')
    const { material } = await highlightsOf([{ name: 'https://example.org/bees', text: page }], 'en')
    expect(material.title).toBe('How honey bees share work')
  })

  it.each<[what: string, text: string, says: RegExp]>([
    [
      'too little',
      '# A\n\nOnly one usable sentence stands in a short text.',
      /1 of 1 sections \(1 sentences\).*at least 4/,
    ],
    ['code only', '```\nconst a = 1\n```\n\n```\nconst b = 2\n```', /0 of/],
    ['nothing', ' \n ', /is empty/],
    ['a PDF’s bytes', '%PDF-1.7 abc', /content of a PDF/],
    ['binary data', `${'\u0001\u0002\u0003'.repeat(50)} words`, /control characters/],
  ])('need enough to say: %s is refused', async (_, text, says) => {
    const error: unknown = await highlightsOf([{ name: 'thin.md', text }], 'en').catch((reason: unknown) => reason)
    expect(VideoError.isInstance(error) && error.code).toBe('SOURCE_INVALID')
    expect((error as VideoError).message).toMatch(says)
    expect((error as VideoError).message).toContain('thin.md')
  })
})
