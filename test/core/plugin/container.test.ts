import { describe, expect, it, vi } from 'vitest'
import { defineToken, silentLogger, TOKENS, type Resolver, type SpeechProvider } from '@mavs/core'
import { createManualClock, fakeSpeech } from '@mavs/core/testing'
import { createContainer } from '../../../packages/core/src/plugin/container.ts'

const single = defineToken<{ readonly name: string }>('test-single', 'single')
const clock = createManualClock()
const open = () => createContainer({ logger: silentLogger, environment: {}, clock })

/** Registers factories as one plugin would. */
function provide<Port>(
  container: ReturnType<typeof open>,
  token: Parameters<ReturnType<typeof open>['has']>[0],
  factory: (resolver: Resolver) => Port,
  plugin = 'test',
): void {
  container.registryFor(plugin).registry.provide(token, factory)
}

describe('container', () => {
  it('takes the last registration of a single port', () => {
    const container = open()
    provide(container, single, () => ({ name: 'first' }))
    provide(container, single, () => ({ name: 'second' }))
    expect(container.get(single).name).toBe('second')
  })

  it('keeps all of a chain, the latest first', () => {
    const container = open()
    provide(container, TOKENS.speech, (): SpeechProvider => fakeSpeech({ id: 'first' }))
    provide(container, TOKENS.speech, (): SpeechProvider => fakeSpeech({ id: 'second' }))
    expect(container.all(TOKENS.speech).map(({ id }) => id)).toEqual(['second', 'first'])
  })

  it('leaves out providers that take no part, and does not try to dispose them', async () => {
    const container = open()
    provide(container, TOKENS.speech, (): SpeechProvider | undefined => undefined)
    provide(container, TOKENS.speech, (): SpeechProvider => fakeSpeech({ id: 'there' }))
    expect(container.all(TOKENS.speech).map(({ id }) => id)).toEqual(['there'])
    expect(container.made()).toHaveLength(1)
    await container.dispose()
  })

  it('answers with an empty chain, and names the remedy for a missing single port', () => {
    const container = open()
    expect(container.all(TOKENS.speech)).toEqual([])
    expect(() => container.get(TOKENS.renderer)).toThrow(
      expect.objectContaining({ code: 'PORT_MISSING', message: expect.stringContaining('npm install @mavs/agents') }),
    )
  })

  it('runs each factory once a system, on first use, even when it makes nothing', () => {
    const [one, two] = [open(), open()]
    const factory = vi.fn(() => ({ name: 'made' }))
    const empty = vi.fn(() => undefined)
    const nothing = defineToken<undefined>('test-nothing', 'single')
    for (const container of [one, two]) {
      provide(container, single, factory)
      provide(container, nothing, empty)
    }
    expect(factory).not.toHaveBeenCalled()
    expect(one.get(single)).toBe(one.get(single))
    expect(one.get(single)).not.toBe(two.get(single))
    one.get(nothing)
    one.get(nothing)
    expect([factory.mock.calls.length, empty.mock.calls.length]).toEqual([2, 1])
  })

  it('disposes what was made in reverse order, and goes on past a failure', async () => {
    const warn = vi.fn()
    const container = createContainer({ logger: { ...silentLogger, warn }, environment: {}, clock })
    const disposed: string[] = []
    const make = (name: string) => ({
      name,
      async dispose() {
        if (name === 'broken') throw new Error('stuck')
        disposed.push(name)
      },
    })
    const tokens = ['low', 'broken', 'high', 'unused'].map(
      (name) => [defineToken(`test-${name}`, 'single'), name] as const,
    )
    for (const [token, name] of tokens) provide(container, token, () => make(name))
    for (const [token, name] of tokens) if (name !== 'unused') container.get(token)
    await container.dispose()
    await container.dispose()
    expect(disposed).toEqual(['high', 'low'])
    expect(warn).toHaveBeenCalledTimes(1)
  })

  it('names the plugin whose factory throws', () => {
    const container = open()
    const broken = () => {
      throw new Error('no licence')
    }
    provide(container, single, broken, 'acme-voice')
    expect(() => container.get(single)).toThrow(
      expect.objectContaining({ code: 'PLUGIN_INVALID', message: expect.stringMatching(/acme-voice.*no licence/) }),
    )
  })

  it('names the circle of factories that ask for each other', () => {
    const container = open()
    const other = defineToken<unknown>('test-other', 'single')
    provide(container, single, (resolver) => ({ name: String(resolver.get(other)) }))
    provide(container, other, (resolver) => resolver.get(single))
    expect(() => container.get(single)).toThrow(
      /circle: test-single of test → test-other of test → test-single of test/,
    )
  })
})
