import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { fromSystemError } from '../errors/system-error.ts'
import { VideoError } from '../errors/video-error.ts'
import { createGuardedFetch } from '../net/guarded-fetch.ts'
import { limitBody } from '../net/limited-body.ts'
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
  /** What else must not be in a message: a key that is part of an address. */
  readonly secrets?: readonly string[]
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
  /** Sent as JSON, by POST. */
  readonly json?: unknown
  readonly signal: AbortSignal
}

/** Asks a vendor. Every failure is a `PROVIDER_FAILED` or `TIMED_OUT` of a kind (`failureKindOf`), or the signal's reason. */
export interface VendorClient {
  /** A JSON answer, checked against a schema. */
  json<Schema extends z.ZodType>(request: VendorRequest, schema: Schema): Promise<z.output<Schema>>
  /** An answer that is no JSON, whole: a sound, a picture. */
  bytes(request: VendorRequest): Promise<Uint8Array>
  /** A file from any public URL that the vendor named, or from below `baseUrl`, at a path: whole or not at all. */
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
  // A vendor hands its files over from elsewhere; keys stay behind.
  const files = createGuardedFetch({ allowPrivate: true, timeoutMs: 5 * timeoutMs, maxBytes: 16 * maxBytes })
  const open = createGuardedFetch({ allowPrivate, timeoutMs: 5 * timeoutMs, maxBytes: 16 * maxBytes })
  const secrets = [...Object.values(headers), ...(options.secrets ?? [])]
  const exchange = <Result>(signal: AbortSignal, work: () => Promise<Result>) =>
    attempt(options.provider, secrets, signal, work)

  const ask = async ({ path, query, json, signal }: VendorRequest): Promise<Response> => {
    const url = new URL(`${baseUrl}${path}`)
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value))
    }
    const posted =
      json === undefined
        ? { headers }
        : { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(json) }
    const response = await exchange(signal, () => trusted(url, { ...posted, signal }))
    if (!response.ok) throw await refusalOf(response, options, secrets)
    return response
  }
  return {
    async json(request, schema) {
      const response = await ask(request)
      const text = await exchange(request.signal, () => response.text())
      return parseReply(text, schema, options.provider)
    },
    async bytes(request) {
      const response = await ask(request)
      return exchange(request.signal, async () => new Uint8Array(await response.arrayBuffer()))
    },
    async download(url, path, { signal, maxBytes: limit }) {
      const isOwn = url.startsWith(`${baseUrl}/`)
      const response = await exchange(signal, () => (isOwn ? files(url, { headers, signal }) : open(url, { signal })))
      if (!response.ok) throw await refusalOf(response, options, secrets)
      await exchange(signal, () => writeBody(response, path, limit, signal))
    },
    async dispose() {
      await Promise.all([trusted.close(), files.close(), open.close()])
    },
  }
}

/** Writes a body; what was written of one that breaks off is removed. */
async function writeBody(response: Response, path: string, maxBytes: number | undefined, signal: AbortSignal) {
  const { host } = new URL(response.url)
  const limited = maxBytes === undefined ? response : limitBody(response, new URL(response.url), maxBytes)
  if (!limited.body) throw new Error(`${host} answered without a body`)
  try {
    await pipeline(Readable.fromWeb(limited.body as never), createWriteStream(path), { signal })
  } catch (error) {
    await rm(path, { force: true })
    throw fromSystemError(error, path)
  }
}

/** Runs a part of an exchange; what breaks in it is an outage of the vendor's, save a full disk. */
async function attempt<Result>(
  provider: string,
  secrets: readonly string[],
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    signal.throwIfAborted()
    const known = VideoError.isInstance(error) ? error : undefined
    if (known?.category === 'system') throw known
    const reason = maskSecrets(error instanceof Error ? error.message : String(error), secrets)
    if (known?.category === 'user') throw invalidReply(provider, reason, error)
    const kind = known?.code === 'TIMED_OUT' ? 'timeout' : 'unavailable'
    throw providerFailure({ provider, kind, message: `${provider}: ${reason}`, cause: error })
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

/** So much of an error's body is read, and so much is shown. */
const READ_BYTES = 16_384
const SHOWN_CHARACTERS = 300

async function refusalOf(
  response: Response,
  { provider, kindOf }: VendorOptions,
  secrets: readonly string[],
): Promise<VideoError> {
  const { status } = response
  const body = await beginningOf(response)
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

/** The beginning of a body; what follows is not waited for. */
async function beginningOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk)
      bytes += chunk.byteLength
      if (bytes >= READ_BYTES) break
    }
  } catch {
    // The status says enough.
  }
  return Buffer.concat(chunks).toString('utf8', 0, READ_BYTES)
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
