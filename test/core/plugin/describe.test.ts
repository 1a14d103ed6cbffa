import { createVideoSystem, definePlugin, defineToken, TOKENS, type Plugin } from '@mavs/core'
import { fakeSpeech, sampleAgentsPlugin } from '@mavs/core/testing'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'

async function describePlugins(...extraPlugins: readonly Plugin[]) {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'mavs-describe-'))
  const system = await createVideoSystem({
    dataDirectory,
    worker: false,
    plugins: [sampleAgentsPlugin()],
    extraPlugins,
    environment: {},
  })
  onTestFinished(async () => {
    await system.close()
    rmSync(dataDirectory, { recursive: true })
  })
  const [sample, ...others] = await system.plugins()
  return { sample: sample!, others }
}

const plugin = (name: string, register: Plugin['register']): Plugin =>
  definePlugin({ name, version: '2.1.0', register }) as unknown as Plugin

describe('plugins of a system', () => {
  it('tells each plugin, and that the latest agent is in use', async () => {
    const { sample, others } = await describePlugins(
      plugin('other', (registry) =>
        registry.provide(TOKENS.scriptAgent, () => ({
          name: 'other-script',
          write: () => Promise.reject(new Error('unused')),
        })),
      ),
    )
    expect(others).toEqual([
      {
        name: 'other',
        version: '2.1.0',
        contract: 1,
        from: 'option',
        provides: [{ port: 'script-agent', kind: 'single', inUse: true, provider: 'other-script' }],
      },
    ])
    const script = sample.provides.find(({ port }) => port === 'script-agent')
    expect(script).toEqual({ port: 'script-agent', kind: 'single', inUse: false, reason: 'other replaces it' })
    expect(sample.provides.filter(({ inUse }) => inUse)).toHaveLength(5)
  })

  it('tells the order of a chain, without those that take no part or cannot be made', async () => {
    const { others } = await describePlugins(
      plugin('first', (registry) => registry.provide(TOKENS.speech, () => fakeSpeech({ id: 'one' }))),
      plugin('keyless', (registry) => registry.provide(TOKENS.speech, () => undefined)),
      plugin('broken', (registry) =>
        registry.provide(TOKENS.speech, () => {
          throw new Error('no such model')
        }),
      ),
      plugin('last', (registry) => registry.provide(TOKENS.speech, () => fakeSpeech({ id: 'two' }))),
    )
    expect(others.map(({ provides }) => provides[0])).toEqual([
      { port: 'speech', kind: 'chain', inUse: true, provider: 'one', position: 2, of: 2 },
      { port: 'speech', kind: 'chain', inUse: false, reason: expect.stringContaining('takes no part') },
      { port: 'speech', kind: 'chain', inUse: false, reason: expect.stringContaining('no such model') },
      { port: 'speech', kind: 'chain', inUse: true, provider: 'two', position: 1, of: 2 },
    ])
  })

  it('tells ports of plugins’ own, and a module’s path', async () => {
    const token = defineToken<{ readonly colour: string }>('acme:paint', 'single')
    const { others } = await describePlugins(
      plugin('painter', (registry) => registry.provide(token, () => ({ colour: 'red' }))),
    )
    expect(others[0]!.provides).toEqual([{ port: 'acme:paint', kind: 'single', inUse: true }])
  })
})
