import { VideoError } from '../errors/video-error.ts'

/**
 * Why a provider's call failed:
 * `key-refused` (401, 403), `quota` (paid contingent used up), `rate-limited` (429), `not-found` (404, 410), `rejected`
 * (any other 4xx: the request itself), `unavailable` (5xx, no connection), `timeout`, `invalid-reply` (not what its
 * documentation promises), `refused-content` (the vendor's policy).
 */
export type FailureKind =
  | 'key-refused'
  | 'quota'
  | 'rate-limited'
  | 'not-found'
  | 'rejected'
  | 'unavailable'
  | 'timeout'
  | 'invalid-reply'
  | 'refused-content'

/** What is known of a provider's failure. */
export interface ProviderFailure {
  readonly provider: string
  readonly kind: FailureKind
  /** One sentence without secrets: what the vendor said, and what to do. */
  readonly message: string
  readonly status?: number
  /** How long the vendor asks to wait. */
  readonly retryAfterMs?: number
  readonly cause?: unknown
}

/** A failure as the error that travels: `PROVIDER_FAILED`, or `TIMED_OUT`. */
export function providerFailure(failure: ProviderFailure): VideoError {
  const { provider, kind, message, status, retryAfterMs, cause } = failure
  const details = {
    provider,
    failure: kind,
    ...(status !== undefined && { status }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }
  const code = kind === 'timeout' ? 'TIMED_OUT' : 'PROVIDER_FAILED'
  return new VideoError(code, message, { details, ...(cause !== undefined && { cause }) })
}

/** What kind of failure an error is; anything that says nothing of itself counts as an outage. */
export function failureKindOf(error: unknown): FailureKind {
  if (!VideoError.isInstance(error)) return 'unavailable'
  if (error.code === 'TIMED_OUT') return 'timeout'
  if (error.code === 'AGENT_OUTPUT_INVALID') return 'invalid-reply'
  if (error.code === 'URL_REFUSED') return 'rejected'
  return (error.details['failure'] as FailureKind | undefined) ?? 'unavailable'
}

const PASSING: ReadonlySet<FailureKind> = new Set(['rate-limited', 'unavailable', 'timeout'])

/** Whether the same call may succeed a moment later. */
export const isPassing = (error: unknown): boolean => !isNotOfProvider(error) && PASSING.has(failureKindOf(error))

/** Whether a failure tells that the vendor as a whole is in trouble, and not this one call. */
export const isOutage = (error: unknown): boolean =>
  !isNotOfProvider(error) && ['unavailable', 'timeout'].includes(failureKindOf(error))

/** How long the vendor asks to wait, in milliseconds. */
export function retryAfterOf(error: unknown): number | undefined {
  const wanted = VideoError.isInstance(error) ? error.details['retryAfterMs'] : undefined
  return typeof wanted === 'number' ? wanted : undefined
}

const NOT_OF_PROVIDERS: ReadonlySet<string> = new Set(['COST_LIMIT', 'COST_UNKNOWN', 'CASSETTE_MISS'])

/** Whether the next provider could do no better: a full disk, a limit of the user's, a replay without this call. */
export const isNotOfProvider = (error: unknown): boolean =>
  VideoError.isInstance(error) && (error.category === 'system' || NOT_OF_PROVIDERS.has(error.code))
