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
   * in a row is left alone for a while. Throws the last failure, or the signal's reason.
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
export function createProviderGuard(provider: Provider, defaults: ProviderLimits = {}): ProviderGuard {
  const { concurrency, timeoutMs, retries, requestsPerMinute } = { ...DEFAULT_LIMITS, ...defaults, ...provider.limits }
  const policy = wrap(
    retry(
      handleWhen((error) => mayPass(error)),
      { maxAttempts: retries, backoff: new DelegateBackoff(waitMs) },
    ),
    circuitBreaker(
      handleWhen((error) => isOutage(error)),
      { halfOpenAfter: BREAK_MS, breaker: new ConsecutiveBreaker(BREAKS_AFTER) },
    ),
    bulkhead(concurrency, QUEUE),
  )
  // Within all else: the wait for its turn is no time of the call.
  const inTime = timeout(timeoutMs, TimeoutStrategy.Aggressive)
  const turn = throttleOf(requestsPerMinute)
  return {
    async run(call, signal) {
      try {
        const running = policy.execute(async () => {
          await turn()
          signal.throwIfAborted()
          return inWords(provider.id, timeoutMs, () => inTime.execute(({ signal: limited }) => call(limited), signal))
        }, signal)
        return await orAborted(running, signal)
      } catch (error) {
        signal.throwIfAborted()
        throw asFailure(error, provider.id, timeoutMs)
      }
    },
  }
}

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
  !(error instanceof BrokenCircuitError) && isPassing(error) && (retryAfterOf(error) ?? 0) <= LONGEST_WAIT_MS

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
async function inWords<Result>(provider: string, timeoutMs: number, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call()
  } catch (error) {
    throw asFailure(error, provider, timeoutMs)
  }
}

function asFailure(error: unknown, provider: string, timeoutMs: number): unknown {
  if (error instanceof BrokenCircuitError) {
    const message = `${provider} failed ${BREAKS_AFTER} times in a row and is left alone for ${BREAK_MS / 1000} s`
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
