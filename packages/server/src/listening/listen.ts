import { createServer as createHttpServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { silentLogger, type VideoSystem } from '@mavs/core'
import { createServer } from '../server.ts'
import type { ServerOptions } from '../settings.ts'
import { answerClientError } from './client-errors.ts'
import { drain } from './drain.ts'
import { isLoopback } from './loopback.ts'
import { listenError } from './listen-error.ts'

/** Where and how a server listens. */
export interface ListenOptions extends Omit<ServerOptions, 'closing'> {
  /** An address or name of this machine. Default `127.0.0.1`: nobody else reaches it. */
  readonly host?: string | undefined
  /** Default 8000; 0 takes a free one. */
  readonly port?: number | undefined
  /** How long answers may take to finish at the end, in milliseconds. Default 5000. */
  readonly graceMs?: number | undefined
  readonly timeouts?: Partial<Timeouts> | undefined
}

/** How long clients may take, in milliseconds. */
export interface Timeouts {
  /** For the headers of a request. Default 10 000. */
  readonly headersMs: number
  /** For a whole request with its body. Default 120 000. */
  readonly requestMs: number
  /** Between two requests on a connection. Default 65 000: longer than the minute after which most proxies give up. */
  readonly keepAliveMs: number
  /** Without reading anything of an answer. Default 120 000. */
  readonly idleMs: number
}

/** A server that listens. */
export interface Listening {
  /** As `http://127.0.0.1:8000`. */
  readonly address: string
  /** Others than this machine reach it, and nobody is asked who they are. */
  readonly isOpenToAll: boolean
  /**
   * Stops listening and ends event streams at once, lets answers finish for `graceMs`, then cuts connections. The video
   * system stays open: close it afterwards.
   */
  close(): Promise<void>
}

const TIMEOUTS: Timeouts = { headersMs: 10_000, requestMs: 120_000, keepAliveMs: 65_000, idleMs: 120_000 }
const MAX_HEADER_BYTES = 16 * 1024
/** Each holds memory and a file descriptor. */
const MAX_CONNECTIONS = 4000

/** Serves a video system over HTTP. Throws `LISTEN_FAILED` when the address or port cannot be had. */
export async function listen(videoSystem: VideoSystem, options: ListenOptions): Promise<Listening> {
  const { host = '127.0.0.1', port = 8000, graceMs = 5000, authentication, logger = silentLogger } = options
  const isOpenToAll = authentication === undefined && !isLoopback(host)
  const closing = new AbortController()
  const app = createServer(videoSystem, {
    ...options,
    metrics: options.metrics ?? !isOpenToAll,
    allowedHosts: hostsOf(options, host),
    closing: closing.signal,
  })
  const server = createHttp({ ...TIMEOUTS, ...options.timeouts })
  serveWith(server, app.callback(), options.now)
  const address = await open(server, host, port)
  if (isOpenToAll) logger.warn({ address }, EXPOSED)
  let closed: Promise<void> | undefined
  const close = () => {
    closing.abort()
    return drain(server, graceMs)
  }
  return { address, isOpenToAll, close: () => (closed ??= close()) }
}

const EXPOSED =
  'listening beyond this machine without authentication: whoever reaches the address may do everything. ' +
  'Set MAVS_AUTH=keys, or listen on 127.0.0.1'

/** A name that was given to listen on is one that the server goes by. */
const hostsOf = ({ allowedHosts, authentication }: ListenOptions, host: string): readonly string[] | undefined =>
  allowedHosts === undefined && authentication !== undefined ? undefined : [...(allowedHosts ?? []), host]

/** Everything is answered in one shape: what Node would answer by itself (417, what is no HTTP) too. */
function serveWith(server: Server, answer: RequestListener, now = () => new Date()): void {
  const open = new WeakMap<Duplex, Set<ServerResponse>>()
  server.on('request', (request, response) => {
    const { socket } = request
    const answers = open.get(socket) ?? new Set()
    open.set(socket, answers.add(response))
    response.once('close', () => answers.delete(response))
    answer(request, response)
  })
  // Other expectations than 100-continue may be passed over (RFC 9110, 10.1.1).
  server.on('checkExpectation', (request, response) => server.emit('request', request, response))
  server.on(
    'clientError',
    answerClientError(now, (socket) => [...(open.get(socket) ?? [])].some(({ headersSent }) => headersSent)),
  )
}

function createHttp({ headersMs, requestMs, keepAliveMs, idleMs }: Timeouts): Server {
  const server = createHttpServer({
    headersTimeout: Math.min(headersMs, requestMs),
    requestTimeout: requestMs,
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: Math.min(5000, Math.ceil(headersMs / 4)),
    maxHeaderSize: MAX_HEADER_BYTES,
    // Answered with the others, in the shape of errors.
    requireHostHeader: false,
  })
  server.maxConnections = MAX_CONNECTIONS
  server.setTimeout(idleMs)
  return server
}

async function open(server: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, resolve)
  }).catch((error: NodeJS.ErrnoException) => {
    throw listenError(error, host, port)
  })
  const bound = server.address() as AddressInfo
  const name = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address
  return `http://${name}:${bound.port}`
}
