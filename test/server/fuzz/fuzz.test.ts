import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, createServer as createHttpServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVideoSystem, type VideoSystem } from '@mavs/core'
import { sampleAgentsPlugin } from '@mavs/core/testing'
import { createServer } from '@mavs/server'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENDPOINTS } from '../../../packages/server/src/endpoints/catalogue.ts'
import { ErrorDocument } from '../../../packages/server/src/problems/document.ts'
import { createConformance } from '../conformance.ts'

/** Requests in all: the runs below together. */
const RUNS = 6000
/** An answer that takes longer counts as a hang. */
const HANG_MS = 5000

const directory = mkdtempSync(join(tmpdir(), 'mavs-fuzz-'))
const agent = new Agent({ keepAlive: true, maxSockets: 8 })
const { watch, violations, seen } = createConformance()
let system: VideoSystem
let port: number
let close: () => Promise<void>
/** Sessions that exist, so that their endpoints are reached too. */
const known: string[] = []

beforeAll(async () => {
  system = await createVideoSystem({
    dataDirectory: directory,
    plugins: [sampleAgentsPlugin()],
    queueLimit: 50,
    environment: {},
  })
  for (let index = 0; index < 3; index++) {
    const { session_id: id } = await system.generate({ prompt: `A video for the fuzz test ${index}` })
    known.push(id)
    await system.wait(id)
  }
  const app = createServer(system, { version: '1.2.3', rateLimits: false })
  const http = createHttpServer(watch(app.callback()))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  port = (http.address() as AddressInfo).port
  close = () => new Promise((resolve) => http.close(() => resolve()))
})
afterAll(async () => {
  agent.destroy()
  await close()
  await system.close()
  rmSync(directory, { recursive: true, force: true })
})

interface Sent {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 20 }))

const identifier = fc.oneof(
  { weight: 2, arbitrary: fc.nat(2).map((index) => () => known[index]!) },
  fc.uuid().map((id) => () => id),
  text.map((id) => () => encodeURIComponent(id.isWellFormed() ? id : 'x') || 'x'),
  fc
    .constantFrom('..%2F..%2Fetc%2Fpasswd', '%00', '%', '%E0%A4%A', 'batch', '-', 'x'.repeat(5000))
    .map((id) => () => id),
)

const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, '10', 'NaN', '', ' ', -1, 0, 1e308, '__proto__'),
)

const requestBody = fc.record(
  {
    prompt: fc.oneof(fc.string({ minLength: 10, maxLength: 60 }), scalar),
    duration_preference: fc.oneof(fc.integer({ min: 10, max: 600 }), scalar),
    style: fc.oneof(fc.constantFrom('professional', 'casual'), scalar),
    voice_preference: scalar,
    quality: scalar,
    user_id: scalar,
    webhook_url: fc.oneof(fc.webUrl(), scalar, fc.constant('http://127.0.0.1/')),
    events: fc.oneof(fc.array(scalar), scalar),
    sources: fc.oneof(fc.array(fc.record({ name: scalar, text: scalar }), { maxLength: 2 }), scalar),
    script: scalar,
    seed: scalar,
    promt: scalar,
    constructor: scalar,
  },
  { requiredKeys: [] },
)

const body = fc.oneof(
  { weight: 4, arbitrary: requestBody.map((value) => JSON.stringify(value)) },
  fc
    .record(
      { batch_requests: fc.oneof(fc.array(requestBody, { maxLength: 3 }), scalar), atomic: scalar },
      { requiredKeys: [] },
    )
    .map((value) => JSON.stringify(value)),
  fc.json(),
  text,
  fc.constantFrom(undefined, '', '{', '[]', 'null', '{"__proto__":{"admin":true}}', '['.repeat(3000)),
)

const query = fc
  .dictionary(
    fc.oneof(
      fc.constantFrom('page', 'page_size', 'status', 'user_id', 'max_age_hours', 'keep_files', 'last_event_id'),
      text,
    ),
    scalar,
    {
      maxKeys: 3,
    },
  )
  .map((entries) =>
    Object.entries(entries)
      .filter(([name, value]) => `${name}${String(value)}`.isWellFormed())
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
      .join('&'),
  )

const headerValue = fc.string({ unit: fc.constantFrom(...'abc019 =",;:*/-_'), maxLength: 30 })

const headers = fc.record(
  {
    'Content-Type': fc.oneof({ weight: 5, arbitrary: fc.constant('application/json') }, headerValue),
    Range: fc.oneof(fc.constantFrom('bytes=0-3', 'bytes=-5', 'bytes=9-', 'bytes=5-2', 'bytes=0-1,3-4'), headerValue),
    'If-None-Match': headerValue,
    'If-Range': headerValue,
    'Last-Event-ID': fc.oneof(fc.constantFrom('0', '3', '-1', '99999999999999999999'), headerValue),
    'Idempotency-Key': headerValue,
    Authorization: headerValue,
    'X-Request-Id': headerValue,
  },
  { requiredKeys: [] },
)

const sent: fc.Arbitrary<Sent> = fc
  .record({
    method: fc.oneof(
      { weight: 6, arbitrary: fc.constant(undefined) },
      fc.constantFrom('GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'HEAD', 'OPTIONS'),
    ),
    endpoint: fc.constantFrom(...ENDPOINTS),
    stray: fc.option(
      text.filter((path) => path.isWellFormed()),
      { freq: 12 },
    ),
    identifier,
    query,
    headers,
    body,
  })
  .map(({ method, endpoint, stray, identifier: id, query: asked, headers: given, body: content }) => {
    const path = stray === null ? endpoint.path.replaceAll(/\{\w+\}/g, id) : `/${encodeURIComponent(stray)}`
    return {
      method: method ?? endpoint.method.toUpperCase(),
      path: asked === '' ? path : `${path}?${asked}`,
      headers: given,
      body: /^(GET|HEAD)$/.test(method ?? endpoint.method.toUpperCase()) ? undefined : content,
    }
  })

interface Answered {
  readonly status: number
  readonly type: string
  readonly body: Buffer
}

/** Sends without the manners of `fetch`, which would refuse half of this. */
function send({ method, path, headers: given, body: content }: Sent): Promise<Answered> {
  // Node's client sends the body of a DELETE without saying how long it is.
  const withLength = content === undefined ? given : { ...given, 'Content-Length': Buffer.byteLength(content) }
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, method, path, headers: withLength, agent, timeout: HANG_MS })
    request.on('timeout', () => request.destroy(new Error(`no answer within ${HANG_MS} ms: ${method} ${path}`)))
    request.on('error', reject)
    request.on('response', (response) => {
      const type = String(response.headers['content-type'] ?? '')
      buffer(response).then((bytes) => resolve({ status: response.statusCode!, type, body: bytes }), reject)
    })
    request.end(content)
  })
}

describe('requests that nobody should send', () => {
  it(`are answered as the document says, ${RUNS} of them: no 500, no hang, every error in its shape`, async () => {
    const statuses = new Map<number, number>()
    await fc.assert(
      fc.asyncProperty(sent, async (request) => {
        const { status, type, body: bytes } = await send(request)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        expect(status).not.toBe(500)
        if (status < 400 || request.method === 'HEAD') return
        expect(type).toContain('application/json')
        ErrorDocument.parse(JSON.parse(bytes.toString('utf8')))
      }),
      { numRuns: RUNS, seed: 4, endOnFailure: true },
    )
    expect(violations).toEqual([])
    // The fuzz reaches what it is about: successes and every kind of refusal.
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 404, 405, 415, 422]))
    expect(seen.size).toBeGreaterThan(ENDPOINTS.length)
  }, 300_000)
})
