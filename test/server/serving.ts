import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import {
  createServer as createHttpServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createVideoSystem,
  type BatchDocument,
  type ListDocument,
  type ProgressDocument,
  type SessionDocument,
  type VideoSystem,
  type VideoSystemOptions,
} from '@mavs/core'
import { sampleAgentsPlugin } from '@mavs/core/testing'
import { createServer } from '@mavs/server'
import type { ErrorDocument } from '../../packages/server/src/problems/document.ts'
import { createConformance } from './conformance.ts'

type Agents = NonNullable<Parameters<typeof sampleAgentsPlugin>[0]>
type ServerOptions = Parameters<typeof createServer>[1]

/** A server over a real system with quick agents, on a free port. */
export interface Serving {
  readonly system: VideoSystem
  readonly directory: string
  readonly address: string
  readonly port: number
  /** Answers that the OpenAPI document does not allow. */
  readonly violations: readonly string[]
  /** Connections that are open now. */
  connections(): Promise<number>
  send(method: string, path: string, options?: SendOptions): Promise<Answer>
  /** Cuts every connection, as a network does. */
  breakConnections(): void
  close(): Promise<void>
}

export interface SendOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** Text or bytes as they are, anything else as JSON with its content type. */
  readonly body?: unknown
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly bytes: Buffer
  /** The body as JSON. */
  readonly json: AnswerBody
}

/** Whatever may be in an answer; a test reads what it expects. */
type AnswerBody = Required<ErrorDocument> &
  ListDocument &
  ProgressDocument &
  Omit<SessionDocument, 'status'> &
  Omit<BatchDocument, 'status'> & { readonly status: string; readonly message: string; readonly cleaned_count: number }

/** A video's bytes for tests: any size, always the same. */
export function videoBytes(size: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(size / 32) }, (_, index) =>
    createHash('sha256').update(String(index)).digest(),
  )
  return Buffer.concat(blocks).subarray(0, size)
}

/** Starts a server; `close` it in the end, which throws when an answer was not as the OpenAPI document says. */
export async function serve(
  options: {
    readonly agents?: Agents
    readonly system?: VideoSystemOptions
    readonly server?: Partial<ServerOptions>
  } = {},
): Promise<Serving> {
  const directory = mkdtempSync(join(tmpdir(), '.mavs-serving-'))
  const system = await createVideoSystem({
    dataDirectory: directory,
    plugins: [sampleAgentsPlugin(options.agents)],
    environment: {},
    ...options.system,
  })
  const { watch, violations } = createConformance()
  const http = createHttpServer(
    watch(createServer(system, { version: '1.2.3', rateLimits: false, ...options.server }).callback()),
  )
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  return {
    system,
    directory,
    port,
    address: `http://127.0.0.1:${port}`,
    violations,
    connections: () =>
      new Promise((resolve, reject) => {
        http.getConnections((error, count) => (error ? reject(error) : resolve(count)))
      }),
    send: (method, path, given) => send(port, method, path, given),
    breakConnections: () => http.closeAllConnections(),
    async close() {
      http.closeAllConnections()
      await new Promise<void>((resolve) => http.close(() => resolve()))
      await system.close()
      rmSync(directory, { recursive: true, force: true })
      if (violations.length > 0) throw new Error(`Answers differ from the document:\n${violations.join('\n')}`)
    },
  }
}

/** Sends without the manners of `fetch`, which refuses some requests and adds headers to others. */
async function send(
  port: number,
  method: string,
  path: string,
  { headers = {}, body }: SendOptions = {},
): Promise<Answer> {
  const isRaw = body === undefined || typeof body === 'string' || body instanceof Uint8Array
  const content = isRaw ? body : JSON.stringify(body)
  const given = isRaw ? headers : { 'Content-Type': 'application/json', ...headers }
  const request = httpRequest({ host: '127.0.0.1', port, method, path, headers: given, agent: false })
  // An answer may come before all of the body is out; what happens to the rest is of no interest then.
  request.on('error', () => {})
  request.end(content)
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const bytes = await buffer(response)
  return {
    status: response.statusCode!,
    headers: response.headers,
    bytes,
    get json() {
      return JSON.parse(bytes.toString('utf8')) as AnswerBody
    },
  }
}

/** Something that agents wait for. */
export function createGate(): { readonly opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { opened: promise, open: resolve }
}
