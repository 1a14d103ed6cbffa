import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Script, VideoRequest, type Research, type Scene, type Speech, type Warning } from '@mavs/core'
import { createTestContext, fakeSpeech, scriptContract, type TestContext } from '@mavs/core/testing'
import type { VisualOf } from '@mavs/render'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { BRIEF_IDS, loadBrief } from '../../../packages/agents/src/briefs/index.ts'
import { createResearchAgent } from '../../../packages/agents/src/research/research-agent.ts'
import { createScriptAgent } from '../../../packages/agents/src/script/script-agent.ts'
import { createEstimate } from '../../../packages/agents/src/shared/estimate.ts'
import { fitTiming, type Fit } from '../../../packages/agents/src/shared/timing.ts'
import { createFlite } from '../../../packages/agents/src/speech/flite.ts'

/** Speaks 15 characters a second, at once. */
const speaker = fakeSpeech({
  voices: async () => [{ id: 'fake', description: 'fake', gender: 'neutral', languages: ['en', 'de'] }],
  synthesize: async ({ text }): Promise<Speech> => ({
    samples: new Float32Array(Math.ceil(text.length / 15) * 100 + (text.length % 15)).fill(0.1),
    sampleRateHz: 100,
  }),
})

let test: TestContext | undefined
afterEach(async () => {
  await test?.dispose()
  test = undefined
})

interface Written {
  readonly script: Script
  readonly research: Research
  readonly warnings: readonly Warning[]
  /** How the audio stage will find the length. */
  readonly fit: Fit
}

async function write(
  input: Partial<VideoRequest> & { prompt: string },
  speech = [speaker],
  directory?: string,
): Promise<Written> {
  test = createTestContext(directory === undefined ? {} : { directory })
  const request = VideoRequest.parse(input)
  const research = await createResearchAgent().research({ request }, test.context)
  const script = await createScriptAgent({ speech }).write({ request, research }, test.context)
  const estimate = createEstimate({ request, language: script.language, speech, context: test.context })
  const scenes: { speechSeconds: number; holdSeconds?: number }[] = []
  for (const { narration, holdSeconds } of script.scenes) {
    const speechSeconds = narration === '' ? 0 : await estimate(narration)
    scenes.push({ speechSeconds, ...(holdSeconds !== undefined && { holdSeconds }) })
  }
  const { fit } = fitTiming({ scenes, targetSeconds: request.duration_preference })
  return { script: Script.parse(script), research, warnings: test.warnings, fit }
}

const spoken = (script: Script): Scene[] => script.scenes.filter((scene) => scene.narration !== '')
const words = (scenes: readonly Scene[]): string => scenes.map((scene) => scene.narration).join(' ')
const AI = 'Create a professional video about artificial intelligence'

describe('a script from a brief', () => {
  it.each([10, 30, 60, 120])('fills %i seconds with whole scenes', async (duration_preference) => {
    const { script, warnings, fit } = await write({ prompt: AI, duration_preference })
    const brief = (await loadBrief('artificial-intelligence'))!
    const order = script.scenes.slice(0, -1).map((scene) => brief.scenes.findIndex((one) => one.id === scene.id))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(order[0]).toBe(0)
    for (const scene of script.scenes.slice(0, -1)) {
      const authored = brief.scenes.find((one) => one.id === scene.id)!
      expect([authored.narration, authored.short]).toContain(scene.narration)
    }
    expect([warnings, fit]).toEqual([[], 'fits'])
  })

  it.each(BRIEF_IDS)('fills 30, 60 and 120 seconds from the brief on %s', async (id) => {
    const { title } = (await loadBrief(id))!
    for (const duration_preference of [30, 60, 120]) {
      const { script, fit } = await write({ prompt: `Create a video about ${title}`, duration_preference })
      expect([script.basis.kind, fit]).toEqual(['brief', 'fits'])
      await test?.dispose()
    }
  })

  it('says all there is when more was asked for', async () => {
    const { script, fit } = await write({ prompt: AI, duration_preference: 600 })
    const brief = (await loadBrief('artificial-intelligence'))!
    expect(script.scenes).toHaveLength(brief.scenes.length + 1)
    expect(fit).toBe('shorter')
  })

  it('ends with silent credits: what made the text, and the sources of the chosen scenes only', async () => {
    const { script, research } = await write({ prompt: AI, duration_preference: 30 })
    const last = script.scenes.at(-1)!
    expect(last).toMatchObject({
      id: 'credits',
      narration: '',
      visual: { kind: 'credits', basis: research.basis.label },
    })
    expect(last.holdSeconds).toBeUndefined()
    const credits = last.visual as VisualOf<'credits'>
    const shown = credits.sources.map((source) => source.title)
    expect(shown.length).toBeGreaterThan(0)
    expect(shown.length).toBeLessThan(research.sources.length)
  })
})

describe('a script from what the user gives', () => {
  const text = `# Tea\n\n## Heat\n\n${'Heat fresh water until it just begins to simmer, and keep an eye on it. '.repeat(4).trim()}\n\n## Enjoy\n\nSit down.`

  it('keeps every word, and splits long narrations into scenes of a few seconds', async () => {
    const { script, fit } = await write({ prompt: 'A video about tea', script: { name: 'tea.md', text } })
    expect(words(spoken(script))).toBe(
      `${'Heat fresh water until it just begins to simmer, and keep an eye on it. '.repeat(4)}Sit down.`,
    )
    expect(script.scenes.length).toBeGreaterThan(4)
    for (const scene of spoken(script)) expect(scene.narration.length / 15).toBeLessThanOrEqual(12)
    expect(script.title).toBe('Tea')
    expect(fit).toBe('shorter')
  })

  it('drops nothing when the script takes longer than asked', async () => {
    const { script, fit } = await write({
      prompt: 'A video about tea',
      duration_preference: 10,
      script: { name: 'tea.md', text },
    })
    expect(words(spoken(script))).toContain('Sit down.')
    expect(fit).toBe('longer')
  })

  it('never shows a whole sentence that is being said', async () => {
    const { script } = await write({ prompt: 'A video about tea', script: { name: 'tea.md', text } })
    for (const scene of spoken(script)) {
      if (scene.visual.kind === 'statement') expect(scene.narration).not.toBe(`${scene.visual.text}.`)
    }
  })
})

describe('an outline', () => {
  it('holds the user’s own words, says that it is one, and what to give instead', async () => {
    const { script, research, warnings } = await write({
      prompt: 'Marketing video for our product. Show the new kettle, mention the price.',
    })
    expect(research.basis).toMatchObject({ kind: 'outline', label: 'Outline of the request, without research' })
    expect(research.claims).toEqual([])
    expect(script.scenes[0]?.visual).toMatchObject({ kind: 'title', headline: 'Our product', kicker: 'Outline' })
    expect(words(script.scenes)).toContain('Show the new kettle, mention the price.')
    expect(JSON.stringify(script.scenes)).toMatch(/--script.*--source.*OPENAI_API_KEY/)
    expect(warnings.map((warning) => warning.reason)).toEqual(['outline-only'])
  })

  it.each<[what: string, prompt: string]>([
    ['emoji only', '🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀'],
    ['right-to-left text', 'اصنع فيديو عن منتجنا الجديد الجميل'],
    ['a word of 2000 letters', 'w'.repeat(2000)],
    ['control characters', 'abc\u0000\u0007\u001b[31mdef \u202egnirts\u202c \ud800 end'],
    ['markup', '<script>alert("x")</script><b>Our</b> &amp; &lt;product&gt; <img src=x onerror=alert(1)>'],
    ['template syntax', '{{constructor}} ${process.env} %s %n ../../etc/passwd'],
    ['punctuation only', '?!?!?!?!?!?!…'],
    ['a list', '- first thing\n- second thing\n- third thing\n'.repeat(20)],
  ])('of a prompt of %s is a sane script', async (_, prompt) => {
    const { script } = await write({ prompt, language: 'en' })
    for (const scene of script.scenes) {
      for (const shown of strings(scene)) {
        // oxlint-disable-next-line no-control-regex -- they are what must not be there
        expect(shown).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]|<script|\p{Extended_Pictographic}/u)
        for (const word of shown.split(/\s+/)) expect(word.length).toBeLessThanOrEqual(41)
      }
      for (const word of scene.narration.split(/\s+/)) expect(word.length).toBeLessThanOrEqual(40)
    }
  })

  it('adds no English words to a request in another language', async () => {
    const { script } = await write({ prompt: 'Erstelle ein Video über unseren neuen Kaffee', language: 'de' })
    expect(words(spoken(script))).not.toMatch(/\b(the|outline|request)\b/i)
  })
})

describe('the script agent', async () => {
  const research: Research = await createResearchAgent().research(
    { request: VideoRequest.parse({ prompt: AI }) },
    createTestContext().context,
  )

  const create = () => createScriptAgent({ speech: [speaker] })
  it.each(scriptContract({ create, documents: { research } }).map((check) => [check.name, check] as const))(
    '%s',
    (_, check) => check.run(),
  )

  it('refuses a brief that this version does not have', async () => {
    test = createTestContext()
    const unknown = { ...research, basis: { ...research.basis, reference: 'alchemy' } }
    const writing = create().write({ request: VideoRequest.parse({ prompt: AI }), research: unknown }, test.context)
    await expect(writing).rejects.toMatchObject({ code: 'AGENT_OUTPUT_INVALID' })
  })
})

describe('with the real voice', { timeout: 300_000 }, () => {
  const flite = createFlite()
  const directory = mkdtempSync(join(tmpdir(), 'mavs-script-'))
  afterAll(async () => {
    await flite.dispose?.()
    await rm(directory, { recursive: true, force: true })
  })
  const cases = BRIEF_IDS.slice(0, 2).flatMap((id) => [10, 30, 60, 120].map((seconds) => [id, seconds] as const))

  it.each(cases)('fits the brief on %s to %i seconds within 5 percent', async (id, duration_preference) => {
    const { aliases } = (await loadBrief(id))!
    const { fit } = await write(
      { prompt: `Create a video about ${aliases[0]}`, duration_preference },
      [flite],
      directory,
    )
    expect(fit).toBe('fits')
  })
})

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap((child) => strings(child)) : []
}
