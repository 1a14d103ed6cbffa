import { Research, Script, VideoRequest, type Speech } from '@mavs/core'
import { createTestContext, fakeSpeech } from '@mavs/core/testing'
import { expect, it } from 'vitest'
import { createResearchAgent } from '../../../packages/agents/src/research/research-agent.ts'
import { createScriptAgent } from '../../../packages/agents/src/script/script-agent.ts'
import { startChat, type ChatTurn } from '../../vendors/chat.ts'
import { articlePage } from '../../vendors/pages.ts'
import { modelAt, startWeb } from '../research/web.ts'
import { askedOf, author, stepOf } from './author.ts'

const TEXT = [
  'Der Leuchtturm von Genua ist 77 Meter hoch und steht auf einem Felsen am Rand des Hafens.',
  'Leuchttürme warnen Schiffe vor Felsen und zeigen ihnen bei Nacht den Weg in den Hafen.',
  'Die ersten Lampen brannten mit Öl, und ein Wärter zündete sie an jedem Abend wieder an.',
  'Im Jahr 1823 baute Fresnel seine erste Linse, die das Licht zu einem Strahl bündelt.',
]
const SCENES = [
  { headline: 'Licht über der See', narration: 'Was steht am Rand der See und schläft in keiner Nacht?' },
  {
    headline: 'Eine Warnung',
    narration: 'Leuchttürme warnen Schiffe vor Felsen und zeigen ihnen bei Nacht den Weg.',
    facts: ['claim-2'],
    pictures: { queries: ['Leuchtturm bei Nacht'], language: 'de', shows: null, moving: null },
  },
  {
    headline: 'Hoch über dem Hafen',
    narration: 'Der Turm von Genua ist 77 Meter hoch. Er ist der schönste der Welt.',
    facts: ['claim-1'],
    visual: { kind: 'number', value: 77, unit: 'm', text: 'Höhe' },
  },
  {
    headline: 'Die Linse',
    narration: 'Im Jahr 1823 baute Fresnel seine erste Linse.',
    facts: ['claim-4'],
    visual: { kind: 'timeline', items: [{ label: '1823', detail: 'Die erste Linse', value: null }] },
  },
]

const speaker = fakeSpeech({
  voices: async () => [{ id: 'fake', description: 'fake', gender: 'neutral', languages: ['de'] }],
  synthesize: async ({ text }): Promise<Speech> => ({
    samples: new Float32Array(Math.ceil((text.length / 15) * 100)).fill(0.1),
    sampleRateHz: 100,
  }),
})

it('a German request becomes a German script, from pages of the web to checked scenes', async () => {
  const web = await startWeb({ '/leuchtturm': articlePage('Leuchttürme', TEXT) })
  const report = {
    summary: 'Leuchttürme warnen Schiffe.',
    facts: TEXT.map((quote) => ({ claim: quote, page: 'page-1', quote })),
  }
  const research: ChatTurn[] = [
    { calls: [{ name: 'web_search', args: { query: 'Leuchtturm' } }] },
    { calls: [{ name: 'read_page', args: { result: 'result-1' } }] },
    { calls: [{ name: 'report_findings', args: report }] },
  ]
  const write = author({ title: 'Leuchttürme', scenes: SCENES, verdicts: { 'der schönste': false } })
  const chat = await startChat((body, count) => research[count - 1] ?? write(body))
  const languageModels = [modelAt(chat.baseUrl)]
  const test = createTestContext({ offline: false })
  const request = VideoRequest.parse({
    prompt: 'Erstelle ein Video über Leuchttürme und warum sie wichtig sind',
    duration_preference: 25,
  })

  const found = Research.parse(
    await createResearchAgent({ languageModels, search: [web.engine], pages: web.pages }).research(
      { request },
      test.context,
    ),
  )
  const agent = createScriptAgent({ speech: [speaker], languageModels })
  const script = Script.parse(await agent.write({ request, research: found }, test.context))

  expect([found.language, script.language, script.title]).toEqual(['de', 'de', 'Leuchttürme'])
  expect(chat.bodies.slice(3).map(stepOf)).toEqual(['outline', 'scenes', 'verdicts'])
  expect(askedOf(chat.bodies[3]!)).toMatch(/language is German \(BCP 47: de\)/)
  const told = script.scenes.filter(({ narration }) => narration !== '')
  expect(told.map(({ narration, claimIds }) => [narration, claimIds])).toEqual([
    [SCENES[0]!.narration, []],
    [SCENES[1]!.narration, ['claim-2']],
    ['Der Turm von Genua ist 77 Meter hoch.', ['claim-1']],
    [SCENES[3]!.narration, ['claim-4']],
  ])
  expect(told.map(({ visual }) => visual.kind)).toEqual(['statement', 'statement', 'number', 'timeline'])
  expect(told[1]?.media).toMatchObject({ queries: ['Leuchtturm bei Nacht'], language: 'de' })
  expect(script.basis.label).toBe('Written by small from 1 web page')
  expect(script.scenes.at(-1)?.visual).toMatchObject({ kind: 'credits', sources: [{ title: 'Leuchttürme' }] })
  expect(test.warnings).toEqual([])
  await Promise.all([test.dispose(), chat.close(), web.close()])
})
