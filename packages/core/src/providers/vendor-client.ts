import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { VideoError } from '../errors/video-error.ts'
import { createGuardedFetch, type GuardedFetch } from '../net/guarded-fetch.ts'
import type { PrivateAccess } from '../net/check-url.ts'
import { maskSecrets } from './mask.ts'
import { providerFailure, type FailureKind } from './failure.ts'

/** A vendor's HTTP interface, as its provider is configured. */
export interface VendorOptions {
  /** The provider's id, for messages. */
  readonly provider: string
  /** Without a slash at its end, e.g. "https://api.tavily.com". An operator's choice: it may be private. */
  readonly baseUrl: string
  /** Sent with every request to `baseUrl`; keys go here and are never in a message. */
  readonly headers?: Readonly<Record<string, string>>
  /** For one exchange. Default 60 000. */
  readonly timeoutMs?: number
  /** Upper size of an answer. Default 64 MiB. */
  readonly maxBytes?: number
  /** Which addresses `download` may reach; `baseUrl` is always allowed. Default `false`: public ones only. */
  readonly allowPrivate?: PrivateAccess
  /** What the vendor means by a status of its own; `body` is the answer's. Undefined: what the status means anywhere. */
  readonly kindOf?: (status: number, body: string) => FailureKind | undefined
}

/** One request to a vendor. */
export interface VendorRequest {
  /** Path and query below `baseUrl`, starting with a slash. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly method?: 'GET' | 'POST'
  /** Sent as JSON. */
  readonly json?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

/** Asks a vendor. Every failure is a `PROVIDER_FAILED` or `TIMED_OUT` of a kind (`failureKindOf`), or the signal's reason. */
export interface VendorClient {
  /** A JSON answer, checked against a schema. */
  json<Schema extends z.ZodType>(request: VendorRequest, schema: Schema): Promise<z.output<Schema>>
  /** A binary answer whose media type matches. */
  bytes(request: VendorRequest, mediaType: RegExp): Promise<{ readonly data: Buffer; readonly mediaType: string }>
  /** A file from any public URL that the vendor named, or from below `baseUrl`, written to a path. */
  download(
    url: string,
    path: string,
    options: { readonly signal: AbortSignal; readonly maxBytes?: number },
  ): Promise<void>
  dispose(): Promise<void>
}

/** Makes a client for one vendor. */
export function createVendorClient(options: VendorOptions): VendorClient {
  const { baseUrl, headers = {}, timeoutMs = 60_000, maxBytes = 64 * 1024 ** 2, allowPrivate = false } = options
  const trusted = createGuardedFetch({ allowPrivate: true, timeoutMs, maxBytes, maxRedirects: 0 })
  const open = createGuardedFetch({ allowPrivate, timeoutMs: 5 * timeoutMs, maxBytes: 16 * maxBytes })
  const secrets = Object.values(headers)

  const ask = async ({ path, query, method, json, headers: further, signal }: VendorRequest): Promise<Response> => {
    const url = new URL(`${baseUrl}${path}`)
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value))
    }
    const response = await exchange(options.provider, signal, () =>
      trusted(url, {
        method: method ?? (json === undefined ? 'GET' : 'POST'),
        headers: { ...(json !== undefined && { 'content-type': 'application/json' }), ...headers, ...further },
        ...(json !== undefined && { body: JSON.stringify(json) }),
        signal,
      }),
    )
    if (!response.ok) throw await refusalOf(response, options, secrets)
    return response
  }
  return {
    async json(request, schema) {
      const response = await ask(request)
      const text = await exchange(options.provider, request.signal, () => response.text())
      return parseReply(text, schema, options.provider)
    },
    async bytes(request, mediaType) {
      const response = await ask(request)
      const type = response.headers.get('content-type')?.split(';')[0]?.trim() ?? ''
      const data = Buffer.from(await exchange(options.provider, request.signal, () => response.arrayBuffer()))
      if (!mediaType.test(type)) throw invalidReply(options.provider, `the answer is of type "${type}"`)
      return { data, mediaType: type }
    },
    async download(url, path, { signal, maxBytes: limit }) {
      const isOwn = url.startsWith(`${baseUrl}/`)
      const response = await exchange(options.provider, signal, () =>
        fetchFile(isOwn ? trusted : open, url, isOwn ? headers : {}, signal),
      )
      if (!response.ok) throw await refusalOf(response, options, secrets)
      await exchange(options.provider, signal, () => writeBody(response, path, limit, signal))
    },
    async dispose() {
      await Promise.all([trusted.close(), open.close()])
    },
  }
}

const fetchFile = (ask: GuardedFetch, url: string, headers: Readonly<Record<string, string>>, signal: AbortSignal) =>
  ask(url, { headers, signal })

async function writeBody(response: Response, path: string, maxBytes: number | undefined, signal: AbortSignal) {
  let seen = 0
  const body = Readable.fromWeb(response.body as never).map((chunk: Uint8Array) => {
    seen += chunk.byteLength
    if (maxBytes !== undefined && seen > maxBytes) throw new Error(`the file is larger than ${maxBytes} bytes`)
    return chunk
  })
  await pipeline(body, createWriteStream(path), { signal })
}

/** Runs a part of an exchange; what breaks in it is an outage of the vendor's. */
async function exchange<Result>(provider: string, signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    signal.throwIfAborted()
    const reason = error instanceof Error ? error.message : String(error)
    const isLate = VideoError.isInstance(error) && error.code === 'TIMED_OUT'
    if (VideoError.isInstance(error) && error.category === 'user') throw invalidReply(provider, reason, error)
    throw providerFailure({
      provider,
      kind: isLate ? 'timeout' : 'unavailable',
      message: `${provider}: ${reason}`,
      cause: error,
    })
  }
}

const KINDS: Readonly<Record<number, FailureKind>> = {
  401: 'key-refused',
  402: 'quota',
  403: 'key-refused',
  404: 'not-found',
  408: 'timeout',
  410: 'not-found',
  425: 'rate-limited',
  429: 'rate-limited',
}

const HINTS: Partial<Record<FailureKind, string>> = {
  'key-refused': ' Check its key.',
  quota: ' Its contingent is used up.',
}

/** The longest part of an error's body that is read and shown. */
const SHOWN_CHARACTERS = 300

async function refusalOf(
  response: Response,
  { provider, kindOf }: VendorOptions,
  secrets: readonly string[],
): Promise<VideoError> {
  const { status } = response
  const body = await response.text().catch(() => '')
  const kind = kindOf?.(status, body) ?? KINDS[status] ?? (status >= 500 ? 'unavailable' : 'rejected')
  const said = maskSecrets(body, secrets).replace(/\s+/g, ' ').slice(0, SHOWN_CHARACTERS)
  const retryAfterMs = retryAfter(response.headers.get('retry-after'))
  return providerFailure({
    provider,
    kind,
    status,
    message: `${provider} answered ${status}${said === '' ? '.' : `: ${said}`}${HINTS[kind] ?? ''}`,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  })
}

/** Seconds or a date (RFC 9110, 10.2.3), as milliseconds from now. */
export function retryAfter(header: string | null, nowMs = Date.now()): number | undefined {
  if (header === null) return undefined
  if (/^\d+(\.\d+)?$/.test(header.trim())) return Number(header) * 1000
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs)
}

function parseReply<Schema extends z.ZodType>(text: string, schema: Schema, provider: string): z.output<Schema> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw invalidReply(provider, 'the answer is not JSON', error)
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw invalidReply(
    provider,
    `the answer is not of its documented form: ${z.prettifyError(parsed.error)}`,
    parsed.error,
  )
}

const invalidReply = (provider: string, what: string, cause?: unknown): VideoError =>
  providerFailure({ provider, kind: 'invalid-reply', message: `${provider}: ${what}.`, cause })
