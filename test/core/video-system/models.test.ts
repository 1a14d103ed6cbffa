import { FakeListChatModel } from '@langchain/core/utils/testing'
import { definePlugin, silentLogger, TOKENS, type LanguageModelProvider } from '@mavs/core'
import { fakeLanguageModel } from '@mavs/core/testing'
import { describe, expect, it } from 'vitest'
import { loadSystemPlugins } from '../../../packages/core/src/plugin/system-plugins.ts'
import { systemClock } from '../../../packages/core/src/sessions/clock.ts'
import { modelPlugins, type GivenModels } from '../../../packages/core/src/video-system/given-models.ts'

const ofPlugin = definePlugin({
  name: 'own-model',
  version: '1.0.0',
  register: (registry) => registry.provide(TOKENS.languageModel, () => fakeLanguageModel({ model: 'of-plugin' })),
})

async function load(models: GivenModels) {
  const options = {
    logger: silentLogger,
    clock: systemClock,
    environment: {},
    offline: false,
    applicationDirectory: '.',
  }
  const system = await loadSystemPlugins({ ...options, references: [ofPlugin], last: modelPlugins(models) })
  const providers = system.container.all(TOKENS.languageModel)
  await system.container.dispose()
  return { providers, fingerprint: system.fingerprint }
}
const named = (providers: readonly LanguageModelProvider[]) =>
  providers.map(({ id, model, role }) => [`${id}/${model}`, role])

const model = (name: string) => fakeLanguageModel({ id: 'mine', model: name })

describe('models given to a system', () => {
  it('are asked before those of plugins, those of a role first', async () => {
    const { providers } = await load({ script: model('writer'), default: model('any'), research: model('reader') })
    expect(named(providers)).toEqual([
      ['mine/writer', 'script'],
      ['mine/reader', 'research'],
      ['mine/any', undefined],
      ['fake-language-model/of-plugin', undefined],
    ])
  })

  it('may be chat models of LangChain', async () => {
    const chat = new FakeListChatModel({ responses: ['Hello.'] })
    const { providers } = await load({ default: chat })
    expect(named(providers)[0]).toEqual(['fake-list/FakeListChatModel', undefined])
    expect(await providers[0]!.create()).toBe(chat)
  })

  it('may be objects of a class, and are not disposed of by the system', async () => {
    let disposed = 0
    class Own {
      readonly #name = 'own'
      readonly version = '1'
      readonly isRemote = true
      readonly id = 'mine'
      get model() {
        return 'classy'
      }
      create = () => Promise.reject<never>(new Error(this.#name))
      dispose = async () => void disposed++
    }
    const { providers } = await load({ script: new Own() })
    expect(named(providers)[0]).toEqual(['mine/classy', 'script'])
    await expect(providers[0]!.create()).rejects.toThrow('own')
    expect(disposed).toBe(0)
  })

  it('belong to what a session needs of its worker, by their names', async () => {
    const [none, one, same, other, role] = await Promise.all([
      load({}),
      load({ default: model('a') }),
      load({ default: model('a') }),
      load({ default: model('b') }),
      load({ script: model('a') }),
    ])
    expect(same!.fingerprint).toBe(one!.fingerprint)
    expect(new Set([none, one, other, role].map((loaded) => loaded!.fingerprint)).size).toBe(4)
  })

  it.each([['gpt-5'], [null], [{}]])('that are none are refused: %j', (wrong) => {
    expect(() => modelPlugins({ research: wrong as never })).toThrow(/models\.research.*chat model/)
  })
})
