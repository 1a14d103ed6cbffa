import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import {
  definePlugin,
  silentLogger,
  TOKENS,
  VideoError,
  type AgentContext,
  type Clock,
  type Plugin,
  type Registry,
  type VideoAgents,
  type VideoSystem,
  type Voice,
} from '@mavs/core'
import { fakeMusic, fakeSpeech, sampleAgents, sampleAgentsPlugin } from '@mavs/core/testing'
import { openSystem } from '../support.ts'

const GOOD = { prompt: 'Explain the water cycle' }
const ANNA: Voice = { id: 'anna', description: 'Anna', gender: 'female', languages: ['en'] }
const BAD = { prompt: 'Trouble is what this one asks for' }

/** The machine's clock, on which nobody waits longer than a moment for those who take too long. */
const hastyClock: Clock = {
  now: Date.now,
  sleep: (ms, signal) => delay(ms >= 5000 ? 100 : ms, undefined, signal === undefined ? {} : { signal }),
}

/** Sample agents of which the script agent misbehaves when a request asks for trouble. */
const troublesome = (misbehave: (context: AgentContext) => unknown): Plugin =>
  sampleAgentsPlugin({
    script: {
      name: 'stranger',
      write: async (input, context) =>
        input.request.prompt === BAD.prompt
          ? (misbehave(context) as never)
          : sampleAgents().script.write(input, context),
    },
  })

const plugin = (register: (registry: Registry) => void, name = 'acme'): Plugin =>
  definePlugin({ name, version: '1.0.0', register }) as unknown as Plugin

/** Has a request fail, and another one after it succeed in the same system. */
async function contain(system: VideoSystem): Promise<{ code: unknown; message: string | null }> {
  const bad = await system.generate(BAD)
  const good = await system.generate(GOOD)
  const error = await system.wait(bad.session_id).catch((thrown: unknown) => thrown)
  expect((await system.wait(good.session_id)).status).toBe('completed')
  const { status, error_message: message } = await system.status(bad.session_id)
  expect(status).toBe('failed')
  return { code: (error as VideoError).details.code, message }
}

describe('an agent of a stranger', () => {
  it.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /script of agent "stranger" is not valid/],
    ['a text', 'a script', /script of agent "stranger" is not valid: must be an object \(got "a script"\)/],
    ['a document with a wrong field', { title: 'Rain', language: 7 }, /language: must be a text \(got 7\)/],
    ['a function', () => {}, /script of agent "stranger" is not valid/],
  ])('that answers with %s fails its own session, named with the field', async (_what, answer, says) => {
    const system = await openSystem({ plugins: [troublesome(() => answer)] })
    const { code, message } = await contain(system)
    expect(code).toBe('AGENT_OUTPUT_INVALID')
    expect(message).toMatch(says)
  })

  it.each<[string, unknown, RegExp]>([
    ['an error', new TypeError('no voice'), /no voice$/],
    ['a text', 'no luck', /no luck$/],
    ['nothing', undefined, /undefined$/],
    ['an object', { status: 500 }, /something that is no error$/],
    ['an object without a prototype', Object.create(null), /something that is no error$/],
    ['an error that cannot be read', unreadable(), /cannot be read$/],
    // These are orders of the system to its worker: let go of the session, or give it back.
    ['the end of the system', new VideoError('SYSTEM_CLOSED', 'closed'), /closed$/],
    ['a cancelled session', new VideoError('SESSION_CANCELLED', 'cancelled'), /cancelled$/],
  ])('that throws %s fails its own session, named with its stage', async (_what, thrown, says) => {
    const system = await openSystem({
      plugins: [
        troublesome(() => {
          throw thrown
        }),
      ],
    })
    const { code, message } = await contain(system)
    expect(code).toBe('SESSION_FAILED')
    expect(message).toMatch(/^Agent "stranger" failed in stage scripting: /)
    expect(message).toMatch(says)
  })

  it('that hangs is given up, whoever waits behind it is served, and what it throws in the end is nobody’s', async () => {
    const stuck = Promise.withResolvers<never>()
    const system = await openSystem({
      clock: hastyClock,
      plugins: [troublesome(() => stuck.promise)],
      policies: { scripting: { idleTimeoutMs: 100 } },
    })
    const { code, message } = await contain(system)
    expect(code).toBe('TIMED_OUT')
    expect(message).toMatch(/Stage scripting took too long/)
    // Were it a promise that nobody handles, the tests would end with an error.
    stuck.reject(new Error('too late'))
    await new Promise(setImmediate)
  })

  it('that ignores its signal ends cancelled, writes nothing afterwards, and keeps no other session waiting', async () => {
    const begun = Promise.withResolvers<AgentContext>()
    const stuck = troublesome((context) => {
      begun.resolve(context)
      return new Promise(() => {})
    })
    const warn = vi.fn()
    const system = await openSystem({ clock: hastyClock, plugins: [stuck], logger: { ...silentLogger, warn } })
    const { session_id: bad } = await system.generate(BAD)
    const { artifacts } = await begun.promise
    const { session_id: good } = await system.generate(GOOD)
    const startedAt = performance.now()
    expect((await system.cancel(bad)).status).toBe('cancelled')
    expect(performance.now() - startedAt).toBeLessThan(1000)
    expect((await system.wait(good)).status).toBe('completed')
    expect(warn).toHaveBeenCalledWith({ sessionId: bad, stages: 1 }, 'a stage ignores its signal and runs on')
    await expect(artifacts.write('late.txt', 'late')).rejects.toThrow(/session is over/)
  })

  it('that is none is refused with its plugin’s name before a session is filed', async () => {
    const broken = sampleAgentsPlugin({ script: 'none' as unknown as VideoAgents['script'] })
    const system = await openSystem({ plugins: [broken] })
    await expect(system.generate(GOOD)).rejects.toThrow(/Plugin "sample-agents" provides a script-agent that is none/)
    expect((await system.list()).total_count).toBe(0)
  })
})

describe('a factory that throws', () => {
  const failing = () => {
    throw new Error('no licence')
  }

  it('of an agent refuses the request with its plugin’s name; another plugin’s agent may be chosen', async () => {
    const quiz = plugin((registry) => registry.provide(TOKENS.scriptAgent, failing), 'quiz')
    const system = await openSystem({ extraPlugins: [quiz] })
    await expect(system.generate(GOOD)).rejects.toMatchObject({
      code: 'PLUGIN_INVALID',
      message: 'Plugin "quiz" could not make its script-agent: no licence',
    })
    const { session_id: id } = await system.generate({ ...GOOD, agents: { scripting: 'sample-agents' } })
    expect((await system.wait(id)).status).toBe('completed')
  })

  it('of a provider leaves the others of its chain at work, and is a finding', async () => {
    const error = vi.fn()
    const voices = async () => [ANNA]
    const system = await openSystem({
      logger: { ...silentLogger, error },
      extraPlugins: [
        plugin((registry) => registry.provide(TOKENS.speech, () => fakeSpeech({ id: 'sound', voices })), 'sound'),
        plugin((registry) => registry.provide(TOKENS.speech, failing)),
      ],
    })
    expect((await system.voices()).map(({ provider }) => provider)).toEqual(['sound'])
    expect(await system.diagnose()).toContainEqual({
      name: 'speech',
      status: 'warning',
      message: 'Plugin "acme" could not make its speech: no licence',
    })
    expect(error).toHaveBeenCalledTimes(1)
  })
})

describe('a provider of a stranger', () => {
  const hang = () => new Promise<never>(() => {})
  const fail = async () => {
    throw new Error('out of order')
  }

  it.each([
    ['throws', fail, /acme: out of order/],
    ['hangs', hang, /acme: no answer within 10 s/],
    ['answers with nothing', async () => undefined as never, /acme: /],
  ])('that %s when asked for its voices is passed over', async (_what, voices, reason) => {
    const warn = vi.fn()
    const provide = (registry: Registry) => {
      registry.provide(TOKENS.speech, () => fakeSpeech({ id: 'sound', voices: async () => [ANNA] }))
      registry.provide(TOKENS.speech, () => fakeSpeech({ id: 'acme', voices }))
    }
    const options = { clock: hastyClock, logger: { ...silentLogger, warn } }
    const system = await openSystem({ ...options, extraPlugins: [plugin(provide)] })
    expect(await system.voices()).toEqual([{ ...ANNA, provider: 'sound' }])
    expect(warn).toHaveBeenCalledWith({ failures: [expect.stringMatching(reason)] }, expect.any(String))
    const alone = await openSystem({
      clock: hastyClock,
      extraPlugins: [plugin((registry) => registry.provide(TOKENS.speech, () => fakeSpeech({ id: 'acme', voices })))],
    })
    await expect(alone.voices()).rejects.toMatchObject({
      code: 'PROVIDER_FAILED',
      message: expect.stringMatching(reason),
    })
  })

  it.each([
    ['throws', fail, 'out of order'],
    ['hangs', hang, 'gave no answer within 10 s'],
    ['answers with rubbish', async () => [{ name: 7 }] as never, 'diagnose() answered with no list of findings'],
  ])('that %s when diagnosed is a finding among the others', async (_what, diagnose, message) => {
    const ready = { name: 'music', status: 'ok' as const, message: 'ready' }
    const provide = (registry: Registry) => {
      registry.provide(TOKENS.music, () => fakeMusic({ diagnose: async () => [ready] }))
      registry.provide(TOKENS.speech, () => fakeSpeech({ diagnose }))
    }
    const system = await openSystem({ clock: hastyClock, extraPlugins: [plugin(provide)] })
    const found = await system.diagnose()
    expect(found).toContainEqual({ name: 'speech', status: 'failed', message })
    expect(found).toContainEqual(ready)
  })

  it.each([
    ['throws', fail, 'out of order'],
    ['hangs', hang, 'it did not end within 10 s'],
  ])('that %s when disposed is logged, and the others are disposed', async (_what, dispose, message) => {
    const warn = vi.fn()
    const disposed = vi.fn(async () => {})
    const provide = (registry: Registry) => {
      registry.provide(TOKENS.music, () => fakeMusic({ dispose: disposed }))
      registry.provide(TOKENS.speech, () => fakeSpeech({ dispose }))
    }
    const options = { clock: hastyClock, logger: { ...silentLogger, warn } }
    const system = await openSystem({ ...options, extraPlugins: [plugin(provide)] })
    await system.diagnose()
    await system.close()
    expect(disposed).toHaveBeenCalledTimes(1)
    expect(warn).toHaveBeenCalledWith(
      { plugin: 'acme', port: 'speech', error: expect.objectContaining({ message }) },
      'a provider could not be disposed',
    )
  })
})

describe('plugins that clash', () => {
  const gauge = (name: string) =>
    plugin((registry) => {
      registry.provide(TOKENS.sceneKind, () => ({ kind: 'acme:gauge', module: `file:///${name}.js` }))
    }, name)

  it('by their name are refused with both places', async () => {
    const [one, other] = [gauge('acme'), gauge('acme')]
    await expect(openSystem({ extraPlugins: [one, other] })).rejects.toMatchObject({
      code: 'PLUGIN_INVALID',
      message: expect.stringMatching(/"acme" is there twice: from a value of the program, and from a value/),
    })
  })

  it('by a kind of scene are refused with both names', async () => {
    await expect(openSystem({ extraPlugins: [gauge('one'), gauge('two')] })).rejects.toMatchObject({
      code: 'PLUGIN_INVALID',
      message: 'Plugins "one" and "two" both bring the scene kind "acme:gauge". Load only one of them.',
    })
  })
})

function unreadable(): Error {
  const error = new Error('never seen')
  Object.defineProperty(error, 'message', {
    get() {
      throw new Error('unreadable')
    },
  })
  return error
}
