import type { Stage } from '../domain/stage.ts'
import { VideoError } from '../errors/video-error.ts'
import type { AgentContext } from '../ports/agent-context.ts'
import type { Provider, ProviderLimits } from '../ports/provider.ts'
import { isNotOfProvider } from './failure.ts'
import { createProviderGuard, type ProviderGuard } from './guard.ts'

/** A piece of work for whichever provider can do it. */
export interface ChainTask<Port extends Provider, Result> {
  readonly stage: Stage
  /** For messages, e.g. "a picture of a volcano". */
  readonly what: string
  readonly sceneId?: string
  /** The provider that the request asks for by its id: it is asked first. */
  readonly preferred?: string | undefined
  /** Why a provider need not be asked at all, e.g. "has no footage"; undefined when it can do it. */
  unfit?(provider: Port): string | undefined
  /** An answer that holds nothing is passed over like a failure. */
  isEmpty?(result: Result): boolean
  call(provider: Port, signal: AbortSignal): Promise<Result>
}

/** The providers of one port in their order, each within its limits. Made once a system. */
export interface ProviderChain<Port extends Provider> {
  readonly port: string
  readonly providers: readonly Port[]
  /**
   * Asks the providers one after the other until one answers; notes who did, and why others were passed over. A
   * failure of one that was asked leaves a `provider-fallback` warning, as does a preferred one that cannot be asked. Undefined when all that answered had nothing;
   * throws `PROVIDER_FAILED` with each one's reason when none could answer.
   */
  ask<Result>(task: ChainTask<Port, Result>, context: AgentContext): Promise<ChainAnswer<Port, Result> | undefined>
}

/** Who answered, and what. */
export interface ChainAnswer<Port extends Provider, Result> {
  readonly provider: Port
  readonly result: Result
}

interface PassedOver {
  readonly provider: string
  readonly reason: string
  readonly isFailure: boolean
}

/** Puts providers into a chain; `defaults` are the port's limits for those that have none of their own. */
export function createProviderChain<Port extends Provider>(
  port: string,
  providers: readonly Port[],
  defaults: ProviderLimits = {},
): ProviderChain<Port> {
  const guards = new Map(providers.map((provider) => [provider, createProviderGuard(provider, defaults)]))
  return {
    port,
    providers,
    async ask(task, context) {
      const passedOver: PassedOver[] = []
      for (const provider of preferredFirst(providers, task.preferred)) {
        const outcome = await askOne(provider, guards.get(provider)!, task, context)
        if ('reason' in outcome) passedOver.push({ provider: provider.id, ...outcome })
        else {
          note(port, provider, task, passedOver, context)
          return { provider, result: outcome.result }
        }
      }
      if (passedOver.some(({ isFailure }) => isFailure)) throw noneAnswered(port, task.what, passedOver)
      return undefined
    },
  }
}

/** Providers in the order in which a request wants them asked: the one that it named, then the others. */
export function preferredFirst<Port extends { readonly id: string }>(
  providers: readonly Port[],
  preferred: string | undefined,
): readonly Port[] {
  return providers.toSorted((one, other) => Number(other.id === preferred) - Number(one.id === preferred))
}

const NOTHING = 'it had nothing'

type Outcome<Result> = { readonly result: Result } | Omit<PassedOver, 'provider'>

async function askOne<Port extends Provider, Result>(
  provider: Port,
  guard: ProviderGuard,
  task: ChainTask<Port, Result>,
  context: AgentContext,
): Promise<Outcome<Result>> {
  const unfit = provider.isRemote && context.offline ? 'the system is offline' : task.unfit?.(provider)
  if (unfit !== undefined) return { reason: unfit, isFailure: false }
  try {
    const result = await guard.run((signal) => task.call(provider, signal), context.signal)
    return task.isEmpty?.(result) === true ? { reason: NOTHING, isFailure: false } : { result }
  } catch (error) {
    context.signal.throwIfAborted()
    if (isNotOfProvider(error)) throw error
    const reason = error instanceof Error ? error.message : String(error)
    context.logger.warn({ provider: provider.id, what: task.what, error: reason }, 'a provider failed')
    return { reason, isFailure: true }
  }
}

function note<Port extends Provider, Result>(
  port: string,
  { id }: Port,
  { sceneId, stage, what, preferred }: ChainTask<Port, Result>,
  passedOver: readonly PassedOver[],
  context: AgentContext,
): void {
  const scene = sceneId === undefined ? {} : { sceneId }
  const reasons = passedOver.map(({ provider, reason }) => ({ provider, reason }))
  const why = id === preferred ? { reason: 'asked for in the request' } : {}
  context.usage.chose({ port, provider: id, ...scene, ...why, ...(reasons.length > 0 && { passedOver: reasons }) })
  for (const { provider, reason, isFailure } of passedOver) {
    // That a chosen one was not asked at all is told; that it found nothing is an answer.
    if (!isFailure && (provider !== preferred || reason === NOTHING)) continue
    const message = `"${provider}" could not provide ${what}, "${id}" took over: ${reason}`
    context.warn({ reason: 'provider-fallback', message, stage, ...scene })
  }
}

function noneAnswered(port: string, what: string, passedOver: readonly PassedOver[]): VideoError {
  const reasons = passedOver.map(({ provider, reason }) => `${provider}: ${reason}`).join('; ')
  const details = { port, passedOver: passedOver.map(({ provider, reason }) => ({ provider, reason })) }
  return new VideoError('PROVIDER_FAILED', `No provider could provide ${what} (${reasons})`, { details })
}
