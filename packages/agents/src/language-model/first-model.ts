import { maskSecrets, type AgentContext, type LanguageModelProvider, type Stage } from '@mavs/core'
import { shorten } from '../research/prompt.ts'
import { rethrowUnlessOfProvider } from '../shared/fallback.ts'

/** A piece of work for whichever model can do it. */
export interface ModelTask<Result> {
  readonly stage: Stage
  /** For the warning: "write the script". */
  readonly what: string
  /** What happens when no model can: "the built-in brief is used as it stands". */
  readonly instead: string
  work(provider: LanguageModelProvider): Promise<Result>
}

/**
 * The result of the first model that can do the work, who is noted; undefined when there is none. Each model that fails
 * leaves a `provider-fallback` warning. Rethrows what no other model could do better either: an abort, a limit of costs.
 */
export async function firstModel<Result>(
  models: readonly LanguageModelProvider[],
  { stage, what, instead, work }: ModelTask<Result>,
  context: AgentContext,
): Promise<Result | undefined> {
  const usable = usableModels(models, context)
  const warn = (reason: string) =>
    context.warn({ reason: 'provider-fallback', stage, message: `${reason}; ${instead}.` })
  if (models.length > 0 && usable.length === 0) warn(`The system is offline, so no language model was asked to ${what}`)
  const passedOver: { provider: string; reason: string }[] = []
  for (const provider of usable) {
    const name = `${provider.id}/${provider.model}`
    try {
      const result = await work(provider)
      const chosen = { port: 'language-model', provider: name }
      if (result !== undefined) context.usage.chose({ ...chosen, ...(passedOver.length > 0 && { passedOver }) })
      return result
    } catch (error) {
      rethrowUnlessOfProvider(error, context.signal)
      const reason = maskSecrets(error instanceof Error ? error.message : String(error))
      context.logger.warn({ provider: provider.id, model: provider.model, error: reason }, `a model could not ${what}`)
      warn(`A language model could not ${what} (${shorten(reason, 300)})`)
      passedOver.push({ provider: name, reason })
    }
  }
  return undefined
}

/** Offline, those on this machine. */
export const usableModels = (
  models: readonly LanguageModelProvider[],
  { offline }: Pick<AgentContext, 'offline'>,
): readonly LanguageModelProvider[] => models.filter(({ isRemote }) => !(isRemote && offline))
