import { pauseBefore } from './backoff.ts'
import { errorFrom, MavsApiError } from './error.ts'
import type { ClientSettings } from './options.ts'
import { signatureHeaders } from './sign.ts'

/** One request of the API. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Below the server's address, without a slash in front. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Statuses beside 2xx whose body is an answer, not an error. */
  readonly accepts?: readonly number[]
  readonly signal?: AbortSignal | undefined
  /** Instead of the client's. */
  readonly retries?: number
}

/** Sends requests and tries again. */
export interface Transport {
  readonly settings: ClientSettings
  /** The answer's body as JSON. Throws a MavsApiError, or the signal's reason. */
  json<Document>(call: Call): Promise<Document>
  /** The answer's body as text. */
  text(call: Call): Promise<string>
  /** The answer as soon as its headers are there; its body ends with the signal. */
  open(call: Call): Promise<Response>
}

/** A transport over `fetch`. */
export function createTransport(settings: ClientSettings): Transport {
  const send = <Result>(call: Call, read: (response: Response) => Promise<Result>) => retrying(settings, call, read)
  return {
    settings,
    json: (call) => send(call, (response) => readJson(response, settings)),
    text: (call) => send(call, (response) => response.text()),
    open: (call) => send(call, async (response) => response),
  }
}

type Read<Result> = (response: Response) => Promise<Result>

/** Tries until it succeeds. What is not sure to do the same twice (a POST without a key of its own) is tried once. */
async function retrying<Result>(settings: ClientSettings, call: Call, read: Read<Result>): Promise<Result> {
  const isRepeatable = call.method !== 'POST' || call.headers?.['Idempotency-Key'] !== undefined
  const retries = isRepeatable ? (call.retries ?? settings.retries) : 0
  for (let attempt = 0; ; attempt++) {
    try {
      return await once(settings, call, read)
    } catch (error) {
      if (!MavsApiError.isInstance(error) || !error.isRetryable || attempt >= retries) throw error
      await pauseBefore(attempt, error, settings, call.signal)
    }
  }
}

async function once<Result>(settings: ClientSettings, call: Call, read: Read<Result>): Promise<Result> {
  const { base, timeoutMs } = settings
  const timeout = new AbortController()
  const timer = setTimeout(() => timeout.abort(), timeoutMs)
  const signal = call.signal === undefined ? timeout.signal : AbortSignal.any([call.signal, timeout.signal])
  try {
    const response = await settings.fetch(urlOf(base, call), { ...(await requestOf(settings, call)), signal })
    if (!response.ok && !call.accepts?.includes(response.status)) throw await errorFrom(response)
    return await read(response)
  } catch (error) {
    call.signal?.throwIfAborted()
    if (MavsApiError.isInstance(error)) throw error
    throw timeout.signal.aborted ? timedOut(base, timeoutMs) : unreachable(base, error)
  } finally {
    clearTimeout(timer)
  }
}

function urlOf(base: URL, { path, query = {} }: Call): URL {
  const url = new URL(path, base)
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value))
  }
  return url
}

async function requestOf({ base, credentials, signingKey }: ClientSettings, call: Call): Promise<RequestInit> {
  const { method, headers = {} } = call
  const body = call.body === undefined ? undefined : JSON.stringify(call.body)
  const isSigned = signingKey !== undefined && method !== 'GET'
  return {
    method,
    headers: {
      Accept: 'application/json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(credentials === undefined ? {} : { Authorization: `Bearer ${credentials}` }),
      ...(isSigned ? await signatureHeaders({ method, url: urlOf(base, call), body }, signingKey) : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  }
}

async function readJson<Document>(response: Response, { base }: ClientSettings): Promise<Document> {
  const text = await response.text()
  try {
    return JSON.parse(text) as Document
  } catch (cause) {
    const type = response.headers.get('Content-Type') ?? 'no type'
    throw new MavsApiError(`${base.host} did not answer in JSON (got ${type}): is it the address of a MAVS server?`, {
      status: response.status,
      code: 'ANSWER_INVALID',
      cause,
    })
  }
}

/** No answer in time. */
export const timedOut = (base: URL, timeoutMs: number): MavsApiError =>
  new MavsApiError(`The server at ${base.host} did not answer within ${timeoutMs / 1000} seconds.`, {
    status: 0,
    code: 'TIMED_OUT',
  })

/** No answer at all, or one that broke off. */
export const unreachable = (base: URL, cause: unknown): MavsApiError =>
  new MavsApiError(`The server at ${base.host} could not be reached (${reasonOf(cause)}).`, {
    status: 0,
    code: 'UNREACHABLE',
    cause,
  })

/** Node's fetch says only "fetch failed" and hangs the reason below. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as { readonly code?: unknown }
  if (error.cause instanceof Error) return reasonOf(error.cause)
  return typeof code === 'string' ? code : error.message
}
