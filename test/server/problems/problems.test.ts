import { readdirSync, readFileSync } from 'node:fs'
import { createServer, get, type IncomingMessage, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { VideoError, type Logger } from '@mavs/core'
import Koa, { type Context } from 'koa'
import { afterEach, describe, expect, it } from 'vitest'
import { SERVER_CODES } from '../../../packages/server/src/problems/codes.ts'
import { ErrorDocument } from '../../../packages/server/src/problems/document.ts'
import { problemFrom } from '../../../packages/server/src/problems/from-error.ts'
import { createProblemHandler } from '../../../packages/server/src/problems/handler.ts'

const NOW = new Date('2026-01-31T12:00:00Z')
let http: Server | undefined
afterEach(() => void http?.close())

/** Asks an application whose only middleware throws, and collects what it logs. */
async function ask(throwing: (context: Context) => unknown, method = 'GET') {
  const logged: { fields: Record<string, unknown>; message: string }[] = []
  const logger: Logger = {
    debug() {},
    info() {},
    warn() {},
    error: (fields, message) => void logged.push({ fields: fields as Record<string, unknown>, message }),
  }
  const app = new Koa()
  app.on('error', () => {})
  app.use(createProblemHandler({ logger, now: () => NOW }))
  app.use(async (context) => throwing(context))
  http = createServer(app.callback())
  await new Promise<void>((resolve) => http!.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  const asked = get({ port, host: '127.0.0.1', method, agent: false })
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  return { status: response.statusCode!, headers: response.headers, response, logged }
}

const documentOf = async (response: IncomingMessage): Promise<ErrorDocument> =>
  ErrorDocument.parse(JSON.parse(await text(response)))

describe('whatever is thrown', () => {
  it('becomes the one shape, and a secret of ours stays in the log', async () => {
    const { status, response, headers, logged } = await ask(() => {
      throw new Error('password=hunter2 in /var/lib')
    })
    expect(status).toBe(500)
    const document = await documentOf(response)
    expect(document).toMatchObject({
      error: 'Internal Server Error',
      detail: 'The request could not be answered. The log has the reason under this request_id.',
      timestamp: '2026-01-31T12:00:00.000Z',
      code: 'INTERNAL',
    })
    expect(document.request_id).toBe(headers['x-request-id'])
    expect(logged).toMatchObject([{ fields: { request_id: document.request_id, err: { message: /hunter2/ } } }])
  })

  it.each([[undefined], ['a string'], [null], [{ status: 404 }], [{ message: 5 }]])(
    'even when it is %j',
    async (thrown) => {
      const { status, response } = await ask(() => {
        // oxlint-disable-next-line no-throw-literal
        throw thrown
      })
      expect(status).toBe(500)
      expect((await documentOf(response)).code).toBe('INTERNAL')
    },
  )

  it('drops headers that belonged to the result that did not come', async () => {
    const { headers, response } = await ask((context) => {
      context.set({ ETag: '"x"', 'Content-Type': 'video/mp4', 'Content-Length': '99999', 'X-Other': 'stays' })
      throw new VideoError('SESSION_NOT_FOUND', 'no')
    })
    expect(headers['etag']).toBeUndefined()
    expect(headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', 'x-other': 'stays' })
    expect((await documentOf(response)).detail).toBe('Session not found')
  })

  it('breaks the connection when half of an answer is out already', async () => {
    const { response, logged } = await ask((context) => {
      context.respond = false
      context.res.writeHead(200, { 'Content-Length': '100' })
      context.res.write('half')
      throw new Error('no more')
    })
    await expect(text(response)).rejects.toThrow('aborted')
    expect(logged).toHaveLength(1)
  })

  it('answers HEAD without a body', async () => {
    const { status, headers, response } = await ask(() => {
      throw new VideoError('OVERLOADED', 'no')
    }, 'HEAD')
    expect([status, await text(response)]).toEqual([503, ''])
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
  })
})

describe('errors of the library', () => {
  it.each([
    ['SESSION_NOT_FOUND', 404, 'Not Found', 'Session not found'],
    ['OVERLOADED', 503, 'Service Unavailable', 'System is currently overloaded, please try again later'],
    ['DISK_FULL', 503, 'Service Unavailable', expect.stringContaining('too little disk space')],
    ['SYSTEM_CLOSED', 503, 'Service Unavailable', 'what the library says'],
    ['VOICE_UNKNOWN', 400, 'Validation Error', 'what the library says'],
    ['URL_REFUSED', 400, 'Validation Error', 'what the library says'],
    ['BATCH_INVALID', 400, 'Validation Error', 'what the library says'],
    ['BATCH_NOT_FOUND', 404, 'Not Found', 'what the library says'],
    ['IDEMPOTENCY_CONFLICT', 409, 'Conflict', 'what the library says'],
  ] as const)('%s is %i', (code, status, title, detail) => {
    const problem = problemFrom(new VideoError(code, 'what the library says'))
    expect(problem).toMatchObject({ status, title, code, message: detail })
    expect(problem.headers['Retry-After']).toBe(status === 503 ? '30' : undefined)
  })

  it('say when to come again', () => {
    const problem = problemFrom(new VideoError('OVERLOADED', 'full', { details: { retryAfterSeconds: 7 } }))
    expect(problem.headers).toEqual({ 'Retry-After': '7' })
  })

  it('name their fields', () => {
    const errors = [{ path: 'voice_preference', message: 'unknown' }]
    expect(problemFrom(new VideoError('VOICE_UNKNOWN', 'no', { details: { errors } })).errors).toEqual(errors)
  })
})

describe('codes of the server', () => {
  it('are answered with the status that the documents name', () => {
    const folder = new URL('../../../packages/server/src/', import.meta.url)
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(new URL(path, folder), 'utf8'))
    const thrown = sources.flatMap((source) => [
      ...source.matchAll(/new HttpProblem\(\s*(\d+)(?:(?!new HttpProblem)[^])*?code: '([A-Z_]+)'/g),
    ])
    for (const [, status, code] of thrown) {
      if (code !== undefined && code in SERVER_CODES) {
        expect([code, Number(status)]).toEqual([code, SERVER_CODES[code as keyof typeof SERVER_CODES][0]])
      }
    }
    const codes = thrown.map(([, , code]) => code)
    expect(Object.keys(SERVER_CODES).filter((code) => !codes.includes(code))).toEqual([])
  })
})
