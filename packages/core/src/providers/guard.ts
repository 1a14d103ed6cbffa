import {
  BrokenCircuitError,
  bulkhead,
  circuitBreaker,
  ConsecutiveBreaker,
  DelegateBackoff,
  handleWhen,
  retry,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  wrap,
  type IRetryBackoffContext,
} from 'cockatiel'
import pThrottle from 'p-throttle'
import { VideoError } from '../errors/video-error.ts'
import type { Provider, ProviderLimits } from '../ports/provider.ts'
import { failureKindOf, isOutage, isPassing, providerFailure, retryAfterOf } from './failure.ts'
import { maskSecrets } from './mask.ts'

/** Makes calls to one provider within its limits. */
export interface ProviderGuard {
  /**
   * Makes a call: waits for its turn, ends it in time, tries again what passes. A provider that was out several times
   * in a row is left alone for a while, and one that asks for patience is asked by nobody until then. Throws the last
   * failure, or the signal's reason.
   */
  run<Result>(call: (signal: AbortSignal) => Promise<Result>, signal: AbortSignal): Promise<Result>
}

/** What applies to a port whose providers say nothing. */
export const DEFAULT_LIMITS: Required<Omit<ProviderLimits, 'requestsPerMinute'>> = {
  concurrency: 4,
  timeoutMs: 60_000,
  retries: 3,
}

/** Outages in a row after which a provider is left alone, and for how long. */
const BREAKS_AFTER = 5
const BREAK_MS = 30_000
const FIRST_WAIT_MS = 500
/** A vendor that asks for more patience is passed over. */
const LONGEST_WAIT_MS = 60_000
const QUEUE = 10_000

/** Makes the guard of a provider; it lives as long as the provider, so that all sessions share its limits. */
export function createProviderGuard(
  provider: Pick<Provider, 'id' | 'limits'>,
  defaults: ProviderLimits = {},
): ProviderGuard {
  const { concurrency, timeoutMs, retries, requestsPerMinute } = { ...DEFAULT_LIMITS, ...defaults, ...provider.limits }
  const policy = wrap(
    retry(
      handleWhen((error) => mayPass(error)),
      { maxAttempts: retries, backoff: new DelegateBackoff(waitMs) },
    ),
    circuitBreaker(
      handleWhen((error) => isTrouble(error)),
      { halfOpenAfter: BREAK_MS, breaker: new ConsecutiveBreaker(BREAKS_AFTER) },
    ),
    bulkhead(concurrency, QUEUE),
  )
  // Within all else: the wait for its turn is no time of the call.
  const inTime = timeout(timeoutMs, TimeoutStrategy.Aggressive)
  const turn = throttleOf(requestsPerMinute)
  const patience = createPatience(provider.id)
  return {
    async run(call, signal) {
      try {
        const running = policy.execute(async () => {
          // What was called off while it waited takes nobody's turn.
          checkWanted(signal)
          await patience.wait(signal)
          await turn()
          checkWanted(signal)
          return patience.heed(() =>
            inWords(provider.id, timeoutMs, signal, () =>
              inTime.execute(({ signal: limited }) => call(limited), signal),
            ),
          )
        }, signal)
        return await orAborted(running, signal)
      } catch (error) {
        signal.throwIfAborted()
        throw asFailure(error, provider.id, timeoutMs)
      }
    },
  }
}

/** Instead of an answer that nobody waits for any more: no failure of the provider's. */
class CalledOff extends Error {}

function checkWanted(signal: AbortSignal): void {
  if (signal.aborted) throw new CalledOff()
}

/** Whether a failure tells that the provider as a whole should be left alone. Other errors are of calls that were called off. */
const isTrouble = (error: unknown): boolean =>
  VideoError.isInstance(error) && (isOutage(error) || failureKindOf(error) === 'rate-limited')

/** What a vendor asked one call to wait for holds for all. */
function createPatience(provider: string) {
  let untilMs = 0
  return {
    async wait(signal: AbortSignal): Promise<void> {
      const leftMs = untilMs - Date.now()
      if (leftMs > LONGEST_WAIT_MS) throw asksForPatience(provider, leftMs)
      if (leftMs > 0) await orAborted(new Promise((resolve) => setTimeout(resolve, leftMs)), signal)
    },
    async heed<Result>(call: () => Promise<Result>): Promise<Result> {
      try {
        return await call()
      } catch (error) {
        untilMs = Math.max(untilMs, Date.now() + (retryAfterOf(error) ?? 0))
        throw error
      }
    },
  }
}

const asksForPatience = (provider: string, retryAfterMs: number): VideoError =>
  providerFailure({
    provider,
    kind: 'rate-limited',
    retryAfterMs,
    message: `${provider} asked not to be asked for another ${Math.ceil(retryAfterMs / 1000)} s`,
  })

/** Settles as the work does, but at once when the signal aborts: queues and waits do not look at it. */
async function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort)
  work.catch(() => {})
  try {
    signal.throwIfAborted()
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

const mayPass = (error: unknown): boolean =>
  VideoError.isInstance(error) && isPassing(error) && (retryAfterOf(error) ?? 0) <= LONGEST_WAIT_MS

/** What the vendor asks for, else half a second, doubled each time. */
function waitMs({ attempt, result }: IRetryBackoffContext<unknown>): number {
  const asked = 'error' in result ? retryAfterOf(result.error) : undefined
  return asked ?? FIRST_WAIT_MS * 2 ** (attempt - 1)
}

function throttleOf(requestsPerMinute: number | undefined): () => Promise<void> {
  if (requestsPerMinute === undefined) return () => Promise.resolve()
  return pThrottle({ limit: requestsPerMinute, interval: 60_000 })(() => Promise.resolve())
}

/** A plain error of a provider's code counts as an outage, and so opens the breaker. */
async function inWords<Result>(
  provider: string,
  timeoutMs: number,
  signal: AbortSignal,
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    return await call()
  } catch (error) {
    checkWanted(signal)
    throw asFailure(error, provider, timeoutMs)
  }
}

function asFailure(error: unknown, provider: string, timeoutMs: number): unknown {
  if (error instanceof BrokenCircuitError) {
    const message = `${provider} failed or refused ${BREAKS_AFTER} times in a row and is left alone for ${BREAK_MS / 1000} s`
    return providerFailure({ provider, kind: 'unavailable', message, cause: error })
  }
  if (error instanceof TaskCancelledError) {
    const message = `${provider} did not answer within ${timeoutMs / 1000} s`
    return providerFailure({ provider, kind: 'timeout', message, cause: error })
  }
  if (VideoError.isInstance(error)) return error
  const message = `${provider}: ${maskSecrets(error instanceof Error ? error.message : String(error))}`
  return providerFailure({ provider, kind: failureKindOf(error), message, cause: error })
}
