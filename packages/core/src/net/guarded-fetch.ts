import type { LookupFunction } from 'node:net'
import type { Agent } from 'undici'
import { VideoError } from '../errors/video-error.ts'
import { checkUrl, type PrivateAccess } from './check-url.ts'
import { createGuardedAgent } from './guarded-agent.ts'
import { limitBody } from './limited-body.ts'

/** What a client allows; every field has a default. */
export interface GuardedFetchOptions {
  /** Addresses outside the public internet that may be asked: an operator's choice. Default `false`: none. */
  readonly allowPrivate?: PrivateAccess
  /** For the whole exchange, the body included, in milliseconds. Default 20 000. */
  readonly timeoutMs?: number
  /** Upper size of a body, decompressed. Default 10 MiB. */
  readonly maxBytes?: number
  /** Redirects of a GET that are followed, each checked like the first URL. Default 5. */
  readonly maxRedirects?: number
  /** Resolves names. Default: the system's. */
  readonly lookup?: LookupFunction
}

/** What is asked. */
export interface GuardedRequest {
  /** Default GET. What answers another method with a redirect is not followed: the response is the redirect. */
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal?: AbortSignal
}

/** Asks a URL that a user or a model named. Like `fetch`, but it never reaches the inside of a network. */
export interface GuardedFetch {
  /**
   * Resolves with the headers; the body is read from the response, or must be cancelled. Throws `URL_REFUSED` (private
   * address, protocol, redirects, size), `TIMED_OUT`, `PROVIDER_FAILED` (no connection), or the signal's reason.
   */
  (url: string | URL, request?: GuardedRequest): Promise<Response>
  /** Ends its connections. */
  close(): Promise<void>
}

/** Makes a client for URLs that somebody else named. */
export function createGuardedFetch(options: GuardedFetchOptions = {}): GuardedFetch {
  const { allowPrivate = false, timeoutMs = 20_000, maxBytes = 10 * 1024 ** 2, maxRedirects = 5, lookup } = options
  let agent: Promise<Agent> | undefined
  const ask = async (given: string | URL, request: GuardedRequest = {}): Promise<Response> => {
    let url = checkUrl(given, allowPrivate)
    agent ??= createGuardedAgent({ allowPrivate, ...(lookup && { lookup }) })
    const signal = withTimeLimit(url.host, timeoutMs, request.signal)
    let { headers = {} } = request
    for (let redirects = 0; ; redirects += 1) {
      const response = await send(url, { ...request, headers, signal }, await agent)
      const target = redirectOf(response, request.method)
      if (target === undefined) return limitBody(response, url, maxBytes)
      await response.body?.cancel()
      if (redirects >= maxRedirects) throw tooManyRedirects(url.host, maxRedirects)
      const next = checkUrl(URL.parse(target, url.href) ?? target, allowPrivate)
      if (next.origin !== url.origin) headers = withoutCredentials(headers)
      url = next
    }
  }
  return Object.assign(ask, { close: async () => (await agent)?.destroy() })
}

async function send(url: URL, request: GuardedRequest, dispatcher: Agent): Promise<Response> {
  const undici = await import('undici')
  try {
    // The types of undici's package and of Node differ in name only.
    return (await undici.fetch(url, { ...request, redirect: 'manual', dispatcher })) as unknown as Response
  } catch (error) {
    request.signal?.throwIfAborted()
    throw unreachable(url.host, error)
  }
}

function withTimeLimit(host: string, timeoutMs: number, signal: AbortSignal | undefined): AbortSignal {
  const limit = new AbortController()
  const late = () =>
    limit.abort(
      new VideoError('TIMED_OUT', `${host} did not answer in full within ${timeoutMs / 1000} s.`, {
        details: { host },
      }),
    )
  setTimeout(late, timeoutMs).unref()
  return signal === undefined ? limit.signal : AbortSignal.any([signal, limit.signal])
}

function redirectOf(response: Response, method = 'GET'): string | undefined {
  if (method !== 'GET' || ![301, 302, 303, 307, 308].includes(response.status)) return undefined
  return response.headers.get('location') ?? undefined
}

/** What was meant for one origin is not shown to another. */
function withoutCredentials(headers: Readonly<Record<string, string>>): Record<string, string> {
  const harmless = ['accept', 'accept-language', 'user-agent', 'range']
  return Object.fromEntries(Object.entries(headers).filter(([name]) => harmless.includes(name.toLowerCase())))
}

const tooManyRedirects = (host: string, limit: number): VideoError =>
  new VideoError('URL_REFUSED', `More than ${limit} redirects, the last one from ${host}.`, { details: { host } })

/** The library wraps the reason, perhaps ours, in errors that say nothing; several addresses make an aggregate. */
function unreachable(host: string, error: unknown): VideoError {
  let reason = error
  for (let depth = 0; depth < 10 && reason instanceof Error; depth += 1) {
    if (VideoError.isInstance(reason)) return reason
    const inner: unknown = reason instanceof AggregateError ? reason.errors[0] : reason.cause
    if (inner === undefined) break
    reason = inner
  }
  const words = reason instanceof Error ? reason.message : String(reason)
  return new VideoError('PROVIDER_FAILED', `${host} could not be reached: ${words}`, {
    details: { host },
    cause: error,
  })
}
