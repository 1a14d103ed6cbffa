import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import type { FailureKind } from '../providers/failure.ts'

/** What goes wrong at a vendor when a test says so. */
export type Fault =
  | 401
  | 403
  | 404
  | 429
  | 500
  /** No byte of an answer until the client gives up. */
  | 'slow'
  /** The connection ends in the middle of the body. */
  | 'cut'
  /** A body that is not of its type's syntax. */
  | 'malformed'
  /** A body of another type: an HTML page with status 200. */
  | 'wrong-type'
  /** A body without an end. */
  | 'huge'

export const FAULTS: readonly Fault[] = [401, 403, 404, 429, 500, 'slow', 'cut', 'malformed', 'wrong-type', 'huge']

/** What kind of failure a provider without particulars of its own makes of each fault. */
export const FAILURE_KINDS: Readonly<Record<Fault, FailureKind>> = {
  401: 'key-refused',
  403: 'key-refused',
  404: 'not-found',
  429: 'rate-limited',
  500: 'unavailable',
  slow: 'timeout',
  cut: 'unavailable',
  malformed: 'invalid-reply',
  'wrong-type': 'invalid-reply',
  huge: 'invalid-reply',
}

export interface VendorRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** The body as JSON; throws where it is none. */
  json(): unknown
}

export interface VendorReply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Objects are sent as JSON, what an async generator yields bit by bit; one that throws cuts the connection. */
  readonly body: unknown
}

/** A vendor as its documentation describes it. */
export interface VendorDescription {
  /** Answers a request. Throw, or answer with the vendor's error, where the documentation forbids the request. */
  respond(request: VendorRequest): VendorReply | Promise<VendorReply>
  /** The vendor's own error body for a status. */
  errorBody(status: number): unknown
}

/** A vendor's stand-in on this machine. */
export interface Vendor {
  /** Without a slash at its end. */
  readonly baseUrl: string
  readonly requests: readonly VendorRequest[]
  /** The next `times` requests meet this fault; with 429, the answer asks to wait for `retryAfter` seconds. */
  fail(fault: Fault, options?: { readonly times?: number; readonly retryAfter?: string }): void
  close(): Promise<void>
}

/** Starts a vendor's stand-in on a free port of the loopback address. */
export async function startVendor(vendor: VendorDescription): Promise<Vendor> {
  const requests: VendorRequest[] = []
  let failing: { readonly fault: Fault; times: number; readonly retryAfter: string | undefined } | undefined
  const closing = new AbortController()
  const server = createServer((incoming, response) => {
    void answer(incoming, response).catch(() => response.destroy())
  })
  const answer = async (incoming: IncomingMessage, response: ServerResponse) => {
    const request = await readRequest(incoming)
    requests.push(request)
    if (failing && failing.times-- > 0)
      return meetFault(failing.fault, failing.retryAfter, vendor, response, closing.signal)
    await send(response, await vendor.respond(request))
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    requests,
    fail: (fault, { times = Number.POSITIVE_INFINITY, retryAfter } = {}) =>
      void (failing = { fault, times, retryAfter }),
    async close() {
      closing.abort()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function readRequest(incoming: IncomingMessage): Promise<VendorRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', 'http://127.0.0.1'),
    headers: incoming.headers as Record<string, string>,
    body,
    json: () => JSON.parse(body.toString('utf8')) as unknown,
  }
}

async function send(response: ServerResponse, { status = 200, headers = {}, body }: VendorReply): Promise<void> {
  if (typeof body === 'object' && body !== null && Symbol.asyncIterator in body) {
    response.writeHead(status, headers)
    return pipeline(body as AsyncIterable<string>, response)
  }
  const isRaw = typeof body === 'string' || body instanceof Uint8Array
  const type = isRaw ? 'application/octet-stream' : 'application/json'
  response.writeHead(status, { 'content-type': type, ...headers })
  response.end(isRaw ? body : JSON.stringify(body))
}

async function meetFault(
  fault: Fault,
  retryAfter: string | undefined,
  vendor: VendorDescription,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  if (typeof fault === 'number') {
    const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': retryAfter }
    return send(response, { status: fault, headers, body: vendor.errorBody(fault) })
  }
  const json = { 'content-type': 'application/json' }
  if (fault === 'slow') return void (await delay(600_000, undefined, { signal }).catch(() => {}))
  if (fault === 'malformed') return void response.writeHead(200, json).end('{"data": [')
  if (fault === 'wrong-type')
    return void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>')
  if (fault === 'cut') {
    response.writeHead(200, { ...json, 'content-length': '1000' })
    response.write('{"data": [', () => response.destroy())
    return
  }
  response.writeHead(200, json)
  await pipeline(Readable.from(endless(signal)), response).catch(() => {})
}

function* endless(signal: AbortSignal): Generator<Buffer> {
  const filler = Buffer.alloc(1024 ** 2, ' ')
  while (!signal.aborted) yield filler
}
