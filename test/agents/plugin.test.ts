import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVideoSystem, PLUGIN_CONTRACT, TOKENS, type Token } from '@mavs/core'
import plugin, { agentsPlugin } from '@mavs/agents'
import { fakeLanguageModel } from '@mavs/core/testing'
import { describe, expect, it } from 'vitest'

async function registered(): Promise<string[]> {
  const names: string[] = []
  const registry = { provide: (token: Token<unknown>) => void names.push(token.name) }
  await plugin.register(registry, plugin.options.parse({}))
  return names
}

describe('the built-in plugin', () => {
  it('is the package’s default export, written for this plugin contract', () => {
    expect(plugin).toBe(agentsPlugin)
    expect(plugin).toMatchObject({ name: '@mavs/agents', requires: { contract: PLUGIN_CONTRACT } })
    expect(plugin.version).toMatch(/^\d+\.\d+\.\d+/)
  })

  it('provides every single port, each once', async () => {
    const names = await registered()
    const singles = Object.values(TOKENS).filter(({ kind }) => kind === 'single')
    for (const { name } of singles) expect(names.filter((each) => each === name)).toEqual([name])
  })

  it('asks the search engines whose keys are set before Wikipedia, which needs none', async () => {
    const environment = { TAVILY_API_KEY: 'a', BRAVE_API_KEY: 'b' }
    const dataDirectory = mkdtempSync(join(tmpdir(), 'mavs-plugin-'))
    const system = await createVideoSystem({ dataDirectory, environment, worker: false, offline: true })
    const rows = (await system.diagnose()).filter(({ name }) => name.startsWith('search'))
    await system.close()
    await rm(dataDirectory, { recursive: true, force: true })
    expect(rows.map(({ name }) => name)).toEqual(['search: tavily', 'search: brave', 'search: wikipedia'])
  })

  it('speaks with OpenAI’s voices when a key is set, but not when the system is offline, and says so', async () => {
    const environment = { OPENAI_API_KEY: 'a' }
    const dataDirectory = mkdtempSync(join(tmpdir(), 'mavs-plugin-'))
    const system = await createVideoSystem({ dataDirectory, environment, worker: false, offline: true })
    const rows = (await system.diagnose()).filter(({ name }) => /^(voice|speech)/.test(name))
    const voices = await system.voices()
    await system.close()
    await rm(dataDirectory, { recursive: true, force: true })
    expect(rows.map(({ name, message }) => `${name}: ${message}`)).toEqual([
      'voice: flite rms speaks English: the only provider that is ready and speaks English; needs no key',
      'voice: other languages: none',
      'voice: openai: passed over: the system is offline',
      'speech: openai: gpt-4o-mini-tts at api.openai.com, a key is set',
    ])
    expect(new Set(voices.map(({ provider }) => provider))).toEqual(new Set(['flite']))
  })

  it('asks each agent’s own model, one given in code first', async () => {
    const environment = {
      OPENAI_API_KEY: 'key',
      OPENAI_MODEL: 'all',
      MAVS_RESEARCH_MODEL: 'reader',
      MAVS_SCRIPT_MODEL: 'w',
    }
    const dataDirectory = mkdtempSync(join(tmpdir(), 'mavs-plugin-'))
    const models = { script: fakeLanguageModel({ id: 'mine', model: 'writer' }) }
    const system = await createVideoSystem({ dataDirectory, environment, models, worker: false })
    const { entries, unpriced } = await system.estimate({ prompt: 'Create a video about lighthouses' })
    const rows = (await system.diagnose()).filter(({ name }) => name.startsWith('language model'))
    await system.close()
    await rm(dataDirectory, { recursive: true, force: true })
    expect(entries.map(({ stage, product }) => [stage, product])).toEqual([
      ['researching', 'openai/reader'],
      ['scripting', 'mine/writer'],
      ['audio_generation', 'openai/gpt-4o-mini-tts'],
    ])
    expect(unpriced).toEqual(['openai/reader', 'mine/writer'])
    expect(rows.map(({ name, message }) => [name, message])).toEqual([
      ['language model', 'reader (openai), then all (openai)'],
      ['language model: script', 'w at https://api.openai.com/v1'],
      ['language model: research', 'reader at https://api.openai.com/v1'],
    ])
  })

  it('names an option that it does not know', () => {
    const result = plugin.options.safeParse({ langaugeModel: {} })
    expect(result.error?.message).toContain('langaugeModel')
  })

  it('takes the language model’s name and server as options', () => {
    const languageModel = { model: 'llama3', baseUrl: 'http://localhost:11434/v1' }
    expect(plugin.options.parse({ languageModel })).toMatchObject({ languageModel })
  })
})
