import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { z } from 'zod'
import { VideoError } from '../errors/video-error.ts'
import { definePlugin, type Plugin } from '../plugin/define.ts'
import type { PluginReference } from '../plugin/load.ts'
import type { LanguageModelProvider, ModelRole } from '../ports/language-model.ts'
import { TOKENS } from '../ports/tokens.ts'

/** A chat model of LangChain's, or a provider that makes one when it is needed. */
export type GivenModel = BaseChatModel | LanguageModelProvider

/** Which model which agent asks; those of a role go before `default`, which takes over when they fail. */
export type GivenModels = Readonly<Partial<Record<'default' | ModelRole, GivenModel>>>

/** In the order in which they are registered: of a chain, the last one is asked first. */
const ROLES = ['default', 'research', 'script'] as const

/**
 * Models that were given in code, as a plugin of their own: its options are their names, so that a session knows which
 * models its worker must have. None when none were given. Throws `REQUEST_INVALID`.
 */
export function modelPlugins(models: GivenModels = {}): PluginReference[] {
  const providers = ROLES.flatMap((role) => {
    const model = models[role]
    return model === undefined ? [] : [{ role, provider: providerOf(role, model) }]
  })
  if (providers.length === 0) return []
  const names = Object.fromEntries(providers.map(({ role, provider }) => [role, `${provider.id}/${provider.model}`]))
  return [[pluginOf(providers.map(({ provider }) => provider)), names]]
}

const pluginOf = (providers: readonly LanguageModelProvider[]): Plugin =>
  definePlugin({
    name: 'models',
    version: '1',
    options: z.record(z.string(), z.string()),
    register(registry) {
      for (const provider of providers) registry.provide(TOKENS.languageModel, () => provider)
    },
  })

function providerOf(role: (typeof ROLES)[number], model: GivenModel): LanguageModelProvider {
  const own = isChatModel(model) ? providerFor(model) : model
  if (typeof own?.create !== 'function' || !own.id || !own.model) throw wrongModel(role)
  return borrowed(own, role === 'default' ? undefined : role)
}

/** The provider with a role of its own. It is not ours: whoever made it disposes of it. */
function borrowed(own: LanguageModelProvider, role: ModelRole | undefined): LanguageModelProvider {
  return Object.create(own, {
    create: { value: () => own.create() },
    diagnose: { value: own.diagnose && (() => own.diagnose!()) },
    dispose: { value: undefined },
    ...(role !== undefined && { role: { value: role } }),
  }) as LanguageModelProvider
}

const isChatModel = (model: GivenModel): model is BaseChatModel =>
  typeof (model as Partial<BaseChatModel> | null)?.stream === 'function'

/** What is charged for it, and shown, goes by the names that LangChain's models give themselves. */
function providerFor(chat: BaseChatModel): LanguageModelProvider {
  const { model, modelName } = chat as { model?: unknown; modelName?: unknown }
  const name = [model, modelName].find((one) => typeof one === 'string' && one !== '') ?? chat.getName()
  return {
    // oxlint-disable-next-line no-underscore-dangle -- LangChain calls it so
    id: chat._llmType(),
    version: '1',
    model: String(name),
    isRemote: true,
    create: async () => chat,
  }
}

const wrongModel = (role: string): VideoError =>
  new VideoError(
    'REQUEST_INVALID',
    `Option "models.${role}" must be a chat model of LangChain's, such as new ChatAnthropic({ model }), or a ` +
      'LanguageModelProvider.',
    { details: { option: `models.${role}` } },
  )
