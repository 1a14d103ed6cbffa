import { PLUGIN_CONTRACT, TOKENS, type Token } from '@mavs/core'
import plugin, { agentsPlugin } from '@mavs/agents'
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

  it('provides every port, each once; a language model only when one is configured, no scenes of its own', async () => {
    const others = ['language-model', 'scene-kind']
    const ports = Object.values(TOKENS).map((token) => token.name)
    expect((await registered()).toSorted()).toEqual(ports.filter((name) => !others.includes(name)).toSorted())
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
