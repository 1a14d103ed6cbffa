import { describe, expect, it } from 'vitest'
import { createClient, MavsApiError } from '@mavs/client'
import { answer, closedAddress, createFaultServer, cut, problem, silence, type Answer } from './fault-server.ts'

const STATS = { total_sessions: 3 }
const PROMPT = 'How bees find their way home'

/** What the call was refused with. */
const refusal = async (call: Promise<unknown>): Promise<MavsApiError> => {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!MavsApiError.isInstance(error)) throw new Error(`expected a MavsApiError, got ${String(error)}`)
  return error
}

describe('tries', () => {
  it.each([
    ['the connection is cut', cut],
    ['the body is cut', brokenBody()],
    ['the server is overloaded', problem(503, 'OVERLOADED')],
    ['there were too many requests', problem(429, 'RATE_LIMITED', { 'Retry-After': '0' })],
    ['a proxy finds nobody behind it', page(502)],
  ])('are repeated when %s', async (_title, fault) => {
    const { client, seen } = await createFaultServer([fault, fault, answer(200, STATS)])
    expect(await client.stats()).toEqual(STATS)
    expect(seen).toHaveLength(3)
  })

  it('wait as long as the server asks, and tell so', async () => {
    const waits: number[] = []
    const { client } = await createFaultServer(
      [problem(503, 'OVERLOADED', { 'Retry-After': '1' }), answer(200, STATS)],
      { onRetry: (_error, delayMs) => waits.push(delayMs) },
    )
    const startedAt = performance.now()
    await client.stats()
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(1000)
    expect(waits).toHaveLength(1)
    expect(waits[0]).toBeGreaterThanOrEqual(1000)
  })

  it('end when the server asks to wait for too long', async () => {
    const { client, seen } = await createFaultServer([problem(429, 'RATE_LIMITED', { 'Retry-After': '3600' })])
    expect(await refusal(client.stats())).toMatchObject({
      status: 429,
      code: 'RATE_LIMITED',
      detail: 'It is RATE_LIMITED.',
      retryAfterSeconds: 3600,
    })
    expect(seen).toHaveLength(1)
  })

  it('take longer each time, and end', async () => {
    const waits: number[] = []
    const { client, seen } = await createFaultServer([cut], {
      retries: 4,
      retryDelayMs: 8,
      onRetry: (_error, delayMs) => waits.push(delayMs),
    })
    expect((await refusal(client.stats())).code).toBe('UNREACHABLE')
    expect(seen).toHaveLength(5)
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(4 * 2 ** index)
      expect(wait).toBeLessThanOrEqual(8 * 2 ** index)
    }
  })

  it('of a POST carry one key that the client makes, so that it is filed once', async () => {
    const { client, seen } = await createFaultServer([cut, problem(503, 'OVERLOADED'), answer(200, {})])
    await client.generate({ prompt: PROMPT })
    const keys = seen.map(({ headers }) => headers['idempotency-key'])
    expect(keys).toHaveLength(3)
    expect(new Set(keys).size).toBe(1)
    expect(keys[0]).toMatch(/^[\da-f]{32}$/)
    expect(seen.map(({ body }) => body)).toEqual(Array.from({ length: 3 }, () => ({ prompt: PROMPT })))
    await client.generateBatch([{ prompt: PROMPT }], { idempotencyKey: 'mine' })
    expect(seen[3]!.headers['idempotency-key']).toBe('mine')
    expect(seen[3]!.body).toEqual({ batch_requests: [{ prompt: PROMPT }] })
  })

  it('of a POST without a key are not repeated', async () => {
    const { client, seen } = await createFaultServer([problem(503, 'OVERLOADED')])
    expect((await refusal(client.cleanup({ maxAgeHours: 48 }))).status).toBe(503)
    expect(seen.map(({ url }) => url)).toEqual(['/system/cleanup?max_age_hours=48'])
  })

  it.each([400, 401, 403, 404, 409, 422, 500])('are not repeated after %i', async (status) => {
    const { client, seen } = await createFaultServer([problem(status, 'SOMETHING')])
    expect((await refusal(client.stats())).status).toBe(status)
    expect(seen).toHaveLength(1)
  })
})

describe('errors', () => {
  it('hold what the server says: code, sentence, fields and the request’s name', async () => {
    const errors = [{ path: 'prompt', message: 'too short' }]
    const { client } = await createFaultServer([
      answer(400, { detail: 'prompt: too short', code: 'REQUEST_INVALID', errors }, { 'X-Request-Id': 'r-1' }),
    ])
    expect(await refusal(client.generate({ prompt: 'x' }))).toMatchObject({
      status: 400,
      code: 'REQUEST_INVALID',
      message: 'prompt: too short',
      detail: 'prompt: too short',
      requestId: 'r-1',
      errors,
    })
  })

  it('name the server that is none of ours', async () => {
    const { client } = await createFaultServer([page(200)])
    const error = await refusal(client.stats())
    expect(error.code).toBe('ANSWER_INVALID')
    expect(error.message).toMatch(/^127\.0\.0\.1:\d+ did not answer in JSON \(got text\/html\)/)
  })

  it('name the server that cannot be reached, and why', async () => {
    const address = await closedAddress()
    const error = await refusal(createClient({ baseUrl: address, retries: 0 }).stats())
    expect(error).toMatchObject({ status: 0, code: 'UNREACHABLE' })
    expect(error.message).toBe(`The server at ${new URL(address).host} could not be reached (ECONNREFUSED).`)
  })

  it('name the server that does not answer in time', async () => {
    const { client, seen } = await createFaultServer([silence], { timeoutMs: 60, retries: 1 })
    expect((await refusal(client.stats())).message).toMatch(/did not answer within 0\.06 seconds/)
    expect(seen).toHaveLength(2)
  })

  it('are the reason of the signal when the caller gives up, in a call and between two', async () => {
    const calling = await createFaultServer([silence])
    await expect(calling.client.stats({ signal: AbortSignal.timeout(50) })).rejects.toThrow(/timeout/)
    const waiting = await createFaultServer([problem(503, 'OVERLOADED', { 'Retry-After': '50' })])
    await expect(waiting.client.stats({ signal: AbortSignal.timeout(50) })).rejects.toThrow(/timeout/)
    expect(waiting.seen).toHaveLength(1)
  })

  it('come before anything is sent for an address that is none, without showing a password', () => {
    expect(() => createClient({ baseUrl: 'localhost:8000' })).toThrow(/http or https URL/)
    expect(() => createClient({ baseUrl: 'nothing' })).toThrow(/got "nothing"/)
    expect(() => createClient({ baseUrl: 'http://me:secret@host/' })).toThrow(/^(?!.*secret).*without credentials/)
  })
})

describe('requests', () => {
  it('keep the prefix of an address, escape ids, and carry the credentials', async () => {
    const { address, seen } = await createFaultServer([answer(200, {})])
    const client = createClient({ baseUrl: `${address}/video-api`, apiKey: 'mavs_k' })
    await client.status('a/b?c')
    await client.list({ status: 'failed', page: 2 })
    expect(seen.map(({ url }) => url)).toEqual([
      '/video-api/videos/a%2Fb%3Fc/status',
      '/video-api/videos?status=failed&page=2',
    ])
    expect(seen[0]!.headers.authorization).toBe('Bearer mavs_k')
  })

  it('do not carry the credentials to another server', async () => {
    const other = await createFaultServer([answer(200, STATS)])
    const { address } = await createFaultServer([
      (response) => response.writeHead(307, { Location: `${other.address.replace('127.0.0.1', 'localhost')}/` }).end(),
    ])
    await createClient({ baseUrl: address, apiKey: 'mavs_k', retries: 0 }).stats()
    expect(other.seen).toHaveLength(1)
    expect(JSON.stringify(other.seen[0]!.headers)).not.toContain('mavs_k')
  })

  it('read all pages, each session once also when a newer one moves them', async () => {
    const sessions = (...ids: readonly string[]) => ids.map((id) => ({ session_id: id }))
    const { client, seen } = await createFaultServer([
      answer(200, { sessions: sessions('d', 'c'), page_size: 2 }),
      answer(200, { sessions: sessions('c', 'b'), page_size: 2 }),
      answer(200, { sessions: sessions('a'), page_size: 2 }),
    ])
    const ids: string[] = []
    for await (const session of client.sessions({ page_size: 2 })) ids.push(session.session_id)
    expect(ids).toEqual(['d', 'c', 'b', 'a'])
    expect(seen).toHaveLength(3)
  })

  it('take ill health for an answer and overload for an error', async () => {
    const ill = { status: 'unhealthy', timestamp: '2026-01-01T00:00:00.000Z', details: { message: 'no disk' } }
    const { client } = await createFaultServer([answer(503, ill), problem(503, 'OVERLOADED')])
    expect(await client.health()).toEqual(ill)
    expect(await refusal(client.health())).toMatchObject({ status: 503, code: 'OVERLOADED' })
  })
})

/** A page in HTML, as proxies and other servers answer. */
function page(status: number): Answer {
  return (response) => response.writeHead(status, { 'Content-Type': 'text/html' }).end('<h1>Welcome</h1>')
}

/** An answer that breaks off in its body. */
function brokenBody(): Answer {
  return (response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100' })
    response.write('{"total', () => response.destroy())
  }
}
