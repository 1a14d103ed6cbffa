import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { definePlugin, TOKENS, VideoRequest, type Plugin, type RequestChoices } from '@mavs/core'
import { fakeSpeech, sampleAgents, sampleAgentsPlugin, sampleScript } from '@mavs/core/testing'
import { seedOfRequest } from '../../../packages/core/src/domain/seed.ts'
import { openSystem } from '../support.ts'

const prompt = 'Explain the water cycle'

/** Two voices, and a script agent beside that of the sample agents. */
const quiz = definePlugin({
  name: '@acme/quiz',
  version: '1.0.0',
  register(registry) {
    for (const id of ['sound', 'choir']) registry.provide(TOKENS.speech, () => fakeSpeech({ id }))
    registry.provide(TOKENS.scriptAgent, () => ({
      name: 'quiz',
      write: async () => ({ ...sampleScript(), title: 'A quiz' }),
    }))
  },
}) as unknown as Plugin

const open = () => openSystem({ plugins: [sampleAgentsPlugin()], extraPlugins: [quiz] })

describe('the agents of a request', () => {
  it('are those of the plugins that it names, else the latest ones', async () => {
    const system = await open()
    const titleWith = async (agents?: VideoRequest['agents']) => {
      const { session_id: id } = await system.generate({ prompt, ...(agents && { agents }) })
      expect((await system.wait(id)).request_details.agents).toEqual(agents)
      const { path } = await system.open(id, 'script.json')
      return (JSON.parse(await readFile(path, 'utf8')) as { title: string }).title
    }
    expect(await titleWith()).toBe('A quiz')
    expect(await titleWith({ scripting: 'sample-agents' })).toBe(sampleScript().title)
    expect(await titleWith({ scripting: '@acme/quiz' })).toBe('A quiz')
  })

  it('check the request in place of the default ones', async () => {
    const strict = sampleAgentsPlugin({
      research: { ...sampleAgents().research, check: () => Promise.reject(new Error('strict')) },
    })
    const system = await openSystem({ plugins: [sampleAgentsPlugin(), { ...strict, name: 'strict' }], worker: false })
    await expect(system.generate({ prompt })).rejects.toThrow(/strict/)
    await system.generate({ prompt, agents: { researching: 'sample-agents' } })
  })
})

describe('what a request may choose', () => {
  const CASES: readonly [string, object, RequestChoices | undefined, RegExp | undefined][] = [
    ['anything that is loaded', { providers: { speech: 'choir' } }, undefined, undefined],
    [
      'no provider that is not',
      { providers: { speech: 'flite' } },
      undefined,
      /providers\.speech: must be one of choir, sound \(got "flite"\)/,
    ],
    [
      'no agent that is not',
      { agents: { scripting: 'acme' } },
      undefined,
      /agents\.scripting: must be one of sample-agents, @acme\/quiz/,
    ],
    [
      'nothing of a port that nobody provides',
      { providers: { music: 'band' } },
      undefined,
      /providers\.music: cannot be chosen here: nothing/,
    ],
    ['what the operator names', { providers: { speech: 'choir' } }, { providers: { speech: ['choir'] } }, undefined],
    [
      'nothing else',
      { providers: { speech: 'sound' } },
      { providers: { speech: ['choir', 'band'] } },
      /providers\.speech: must be choir \(got "sound"\)/,
    ],
    ['all of a port', { providers: { speech: 'sound' } }, { providers: { speech: true } }, undefined],
    [
      'nothing of another',
      { agents: { scripting: '@acme/quiz' } },
      { providers: true },
      /agents\.scripting: cannot be chosen here: the operator/,
    ],
    [
      'no port that there is not',
      { providers: { speach: 'choir' } },
      undefined,
      /Unknown field; did you mean "speech"/,
    ],
    ['no empty name', { agents: { scripting: '' } }, undefined, /agents\.scripting: must have 1 characters or more/],
  ]

  it.each(CASES)('%s: %j under %j', async (_title, chosen, choices, says) => {
    const system = await openSystem({ plugins: [sampleAgentsPlugin()], extraPlugins: [quiz], worker: false })
    const filing = system.generate({ prompt, ...chosen }, choices && { choices })
    if (says === undefined) expect((await filing).status).toBe('queued')
    else await expect(filing).rejects.toMatchObject({ code: 'REQUEST_INVALID', message: expect.stringMatching(says) })
  })

  it('is told at its index in a batch', async () => {
    const system = await openSystem({ plugins: [sampleAgentsPlugin()], extraPlugins: [quiz], worker: false })
    const requests = [{ prompt }, { prompt, providers: { speech: 'choir' } }]
    const batch = await system.generateBatch(requests, { choices: {} })
    expect(batch.items.map(({ error }) => error)).toEqual([null, expect.stringContaining('providers.speech')])
  })

  it('changes the seed when it chooses, and leaves it as it was when it does not', () => {
    const seedOf = (more: object) => seedOfRequest(VideoRequest.parse({ prompt, ...more }))
    expect(seedOf({})).toBe(1_648_377_516)
    expect(seedOf({ providers: { speech: 'choir' } })).not.toBe(seedOf({}))
  })
})
