import type { Claim, Research } from '@mavs/core'
import { createTestContext, sampleRequest, sampleResearch, scriptContract } from '@mavs/core/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createQuizAgent } from '../src/index.ts'

const claim = (text: string, index: number): Claim => ({ id: `claim-${index}`, text, sourceIds: ['usgs'] })

const research: Research = {
  ...sampleResearch(),
  claims: [
    'The Moon is about 384,400 kilometres away from Earth.',
    'In 1610 Galileo saw four moons of Jupiter.',
    'The largest volcano known is Olympus Mons, on Mars.',
    'The hottest planet is not the nearest one but Venus.',
    'Comets carry frozen water.',
    'Saturn floats, so to speak: it is lighter than water, as light as water gets.',
    `${'A very long claim '.repeat(12)}is left out.`,
  ].map(claim),
}

async function write(changes: { seconds?: number; seed?: number; found?: Research } = {}) {
  const { seconds = 120, seed = 1, found = research } = changes
  const bench = createTestContext({ seed })
  onTestFinished(() => bench.dispose())
  const request = sampleRequest({ duration_preference: seconds })
  return createQuizAgent().write({ request, research: found }, bench.context)
}

const questions = async (changes?: Parameters<typeof write>[0]) =>
  (await write(changes)).scenes.filter(({ visual }) => visual.kind === 'question')

interface Question {
  readonly text: string
  readonly options: readonly { readonly text: string }[]
  readonly pause: { readonly seconds: number; readonly cue: string }
  readonly answer: { readonly option: number; readonly cue: string }
}

describe('the quiz', () => {
  for (const check of scriptContract({ create: createQuizAgent, documents: { research } })) it(check.name, check.run)

  it('leaves a figure, a name or a word out of each claim, and reveals it', async () => {
    const asked = await questions()
    const rows = asked.map(({ visual }) => {
      const { text, options, answer } = visual as unknown as Question
      return [text, options[answer.option]!.text]
    })
    expect(rows).toEqual([
      ['The Moon is about ____ kilometres away from Earth.', '384,400'],
      ['In ____ Galileo saw four moons of Jupiter.', '1610'],
      ['The largest volcano known is ____, on Mars.', 'Olympus Mons'],
      ['The hottest planet is not the nearest one but ____.', 'Venus'],
      ['Comets carry ____ water.', 'frozen'],
      [expect.stringContaining('____'), expect.stringMatching(/^\p{Ll}{6,}$/u)],
    ])
  })

  it('says the question, counts down, and only then tells the answer, on cues that are spoken', async () => {
    for (const { narration, visual } of await questions()) {
      const { pause, answer, options } = visual as unknown as Question
      const [before, after] = narration.split(pause.cue)
      expect(before).not.toContain(options[answer.option]!.text)
      expect(after).toContain(answer.cue)
      expect(answer.cue).toContain(options[answer.option]!.text)
    }
  })

  it('offers the right answer once, among wrong ones of its kind, that the question does not tell', async () => {
    for (const { visual } of await questions()) {
      const { text, options, answer } = visual as unknown as Question
      const texts = options.map((option) => option.text)
      expect(new Set(texts).size).toBe(texts.length)
      expect(texts.length).toBeGreaterThan(1)
      const right = texts[answer.option]!
      const shape = /\d/.test(right) ? /^\d[\d,]*$/ : /^\p{L}+( \p{L}+)?$/u
      for (const other of texts) {
        expect(other).toMatch(shape)
        expect(text.toLowerCase()).not.toContain(other.toLowerCase())
      }
    }
  })

  it('asks as much as there is time for, and once at least', async () => {
    const counts = await Promise.all([10, 30, 60, 120].map(async (seconds) => (await questions({ seconds })).length))
    expect(counts).toEqual(counts.toSorted((a, b) => a - b))
    expect(counts[0]).toBe(1)
    expect(counts.at(-1)).toBe(6)
  })

  it('names the sources of what it asks, and no others', async () => {
    const other = { id: 'other', title: 'Another book' }
    const { scenes } = await write({ found: { ...research, sources: [...research.sources, other] } })
    expect(scenes.at(-1)!.visual).toMatchObject({ kind: 'credits', sources: [{ title: 'The Water Cycle' }] })
  })

  it('mixes the answers by the seed', async () => {
    const orders = await Promise.all([1, 2, 3].map(async (seed) => JSON.stringify(await questions({ seed }))))
    expect(new Set(orders).size).toBe(3)
  })

  it('speaks the language of the research, and refuses one that it does not know', async () => {
    const [first] = await questions({ found: { ...research, language: 'de-AT' } })
    expect(first!.narration).toMatch(/^Frage 1\. .*Lücke.* Drei\. Zwei\. Eins\. Gesucht war: 384,400\.$/)
    await expect(write({ found: { ...research, language: 'fi' } })).rejects.toThrow(/en, de, es, fr.*"fi"/)
  })

  it('says so when there is nothing to ask', async () => {
    await expect(write({ found: { ...research, claims: [] } })).rejects.toThrow(/holds 0 claims/)
  })
})
