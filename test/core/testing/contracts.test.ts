import { describe, expect, it } from 'vitest'
import type { MusicBlock, Speech, SpeechProvider, SpeechRequest } from '@mavs/core'
import {
  assemblyContract,
  assetContract,
  audioContract,
  createManualClock,
  createTestContext,
  fakeLanguageModel,
  fakeMusic,
  fakeRenderer,
  fakeSpeech,
  finalizingContract,
  musicContract,
  researchContract,
  sampleAgents,
  sampleScript,
  scriptContract,
  speechContract,
  type ContractCheck,
} from '@mavs/core/testing'

const agents = sampleAgents()

/** The names of the checks that fail. */
async function failures(checks: readonly ContractCheck[]): Promise<string[]> {
  const failed: string[] = []
  for (const check of checks) await check.run().catch(() => failed.push(check.name))
  return failed
}

describe('agent contracts', () => {
  const contracts = {
    research: researchContract({ create: () => agents.research }),
    script: scriptContract({ create: () => agents.script }),
    asset: assetContract({ create: () => agents.asset }),
    audio: audioContract({ create: () => agents.audio }),
    assembly: assemblyContract({ create: () => agents.assembly }),
    finalizing: finalizingContract({ create: () => agents.finalizing }),
  }
  for (const [name, checks] of Object.entries(contracts)) {
    it(`are kept by the sample ${name} agent`, async () => expect(await failures(checks)).toEqual([]))
  }

  it('find an answer of the wrong form', async () => {
    const create = () => ({ name: 'wrong', write: async () => ({ ...sampleScript(), scenes: [] }) })
    expect(await failures(scriptContract({ create }))).toContain(
      'answers with valid documents and writes every file that they name',
    )
  })

  it('find an agent that answers differently each time', async () => {
    let count = 0
    const create = () => ({
      name: 'moody',
      write: async () => ({ ...sampleScript(), title: `Draft ${(count += 1)}` }),
    })
    expect(await failures(scriptContract({ create }))).toEqual(['gives the same documents again from the same seed'])
  })

  it('find an agent without a name, and one that reports nonsense', async () => {
    const create = () => ({
      name: ' ',
      write: async (_input: unknown, { report }: { report(progress: number): void }) => {
        report(50)
        return sampleScript()
      },
    })
    expect(await failures(scriptContract({ create }))).toEqual(['has a name', 'reports progress from 0 to 1'])
  })
})

const voice = { id: 'tone', description: 'A tone', gender: 'neutral', languages: ['en-US'] } as const

/** A tone for each word, a quarter of a second long. */
function toneSpeech(changes: Partial<SpeechProvider> = {}, alter: (speech: Speech) => Speech = (speech) => speech) {
  const synthesize = async ({ text, rate }: SpeechRequest) => {
    const words = text.split(/\s+/)
    const wordSeconds = 0.25 / rate
    const samples = Float32Array.from(
      { length: Math.round(words.length * wordSeconds * 8000) },
      (_sample, index) => 0.5 * Math.sin(index / 4),
    )
    const timed = words.map((word, index) => ({
      text: word,
      startSeconds: index * wordSeconds,
      endSeconds: (index + 1) * wordSeconds,
    }))
    return alter({ samples, sampleRateHz: 8000, words: timed })
  }
  const defaults = { neutral: 'tone', male: 'tone', female: 'tone' }
  return fakeSpeech({ voices: async () => [voice], defaults, synthesize, ...changes })
}

describe('speech contract', () => {
  it('is kept by a sound provider', async () => {
    expect(await failures(speechContract({ create: () => toneSpeech() }))).toEqual([])
  })

  it.each([
    ['a default voice that is not there', toneSpeech({ defaults: { neutral: 'x', male: 'x', female: 'x' } })],
    ['silence', toneSpeech({}, (speech) => ({ ...speech, samples: speech.samples.fill(0) }))],
    ['samples beyond 1', toneSpeech({}, (speech) => ({ ...speech, samples: speech.samples.map((at) => at * 3) }))],
    ['a word that is left out', toneSpeech({}, (speech) => ({ ...speech, words: speech.words!.slice(1) }))],
    ['words out of order', toneSpeech({}, (speech) => ({ ...speech, words: speech.words!.toReversed() }))],
    ['two voices of one id', toneSpeech({ voices: async () => [voice, voice] })],
  ])('finds %s', async (_what, provider) => {
    expect(await failures(speechContract({ create: () => provider }))).not.toEqual([])
  })
})

describe('music contract', () => {
  const compose =
    (alter: (block: MusicBlock) => MusicBlock) =>
    async ({ durationSeconds }: { durationSeconds: number }) => {
      const tone = () =>
        Float32Array.from({ length: durationSeconds * 8000 }, (_sample, index) => {
          const edge = Math.min(index, durationSeconds * 8000 - 1 - index) / 800
          return 0.3 * Math.min(1, edge) * Math.sin(index / 10)
        })
      const blocks = (async function* () {
        yield alter({ left: tone(), right: tone() })
      })()
      return { blocks, sampleRateHz: 8000, description: 'A tone' }
    }
  const contractOf = (alter: (block: MusicBlock) => MusicBlock) =>
    musicContract({ create: () => fakeMusic({ compose: compose(alter) }) })

  it('is kept by a sound provider', async () => {
    expect(await failures(contractOf((block) => block))).toEqual([])
  })

  it.each([
    [
      'a piece that is too short',
      (block: MusicBlock) => ({ left: block.left.slice(99), right: block.right.slice(99) }),
    ],
    ['a piece that begins with a click', (block: MusicBlock) => ({ ...block, left: block.left.fill(0.9, 0, 1) })],
    ['a piece of chance', (block: MusicBlock) => ({ ...block, left: block.left.map((at) => at * Math.random()) })],
  ])('finds %s', async (_what, alter) => {
    expect(await failures(contractOf(alter))).not.toEqual([])
  })
})

describe('test context', () => {
  it('has real artifacts and a real ledger, and notes what an agent reports', async () => {
    const test = createTestContext({ seed: 7 })
    const { context } = test
    const entry = await context.ledger.once({ provider: 'x', operation: 'y', input: 1 }, async () => 'made')
    await context.artifacts.write('a.txt', 'text')
    context.report(0.5, 'half')
    context.warn({ reason: 'outline-only', message: 'Only an outline' })
    expect([entry.value, await context.artifacts.exists('a.txt'), context.seed]).toEqual(['made', true, 7])
    expect([test.reports, test.warnings.length]).toEqual([[{ progress: 0.5, message: 'half' }], 1])
    test.abort(new Error('enough'))
    expect(context.signal.reason).toEqual(new Error('enough'))
    await test.dispose()
    expect(await context.artifacts.exists('a.txt')).toBe(false)
  })
})

describe('fakes', () => {
  it('throw for every method that a test has not set', async () => {
    const calls = [
      fakeSpeech().voices(),
      fakeMusic().compose({} as never, {} as never),
      fakeLanguageModel().create(),
      fakeRenderer().still({} as never, 0),
    ]
    for (const call of calls) await expect(call).rejects.toThrow('is not implemented')
  })
})

describe('manual clock', () => {
  it('wakes sleepers in their order, and only those whose time has come', async () => {
    const clock = createManualClock(0)
    const woken: string[] = []
    const sleep = (name: string, ms: number) => clock.sleep(ms).then(() => woken.push(`${name} at ${clock.now()}`))
    void sleep('late', 300)
    void sleep('early', 100)
    await clock.advance(200)
    expect([woken, clock.now(), clock.sleepers]).toEqual([['early at 100'], 200, 1])
    await clock.advance(100)
    expect(woken).toEqual(['early at 100', 'late at 300'])
  })
})
