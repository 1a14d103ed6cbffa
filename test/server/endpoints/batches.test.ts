import { BatchDocument } from '@mavs/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve, type Serving } from '../serving.ts'

const PROMPTS = ['The first video of a batch', 'The second video of a batch']
const requests = PROMPTS.map((prompt) => ({ prompt, duration_preference: 30 }))
let server: Serving

beforeAll(async () => {
  // Nobody works here: what is queued stays queued.
  server = await serve({ system: { worker: false } })
})
afterAll(() => server.close())

const post = (body: unknown, headers: Record<string, string> = {}) =>
  server.send('POST', '/videos/batch', { body, headers })
const count = async (): Promise<number> => (await server.system.list()).total_count

describe('POST /videos/batch', () => {
  it('files each request as a session', async () => {
    const { status, json } = await post({ batch_requests: requests })
    expect(status).toBe(200)
    const batch = BatchDocument.parse(json)
    expect(batch).toMatchObject({ status: 'processing', total_count: 2, accepted_count: 2, rejected_count: 0 })
    for (const [index, item] of batch.items.entries()) {
      expect(item).toMatchObject({ index, status: 'queued', error: null })
      const session = await server.send('GET', `/videos/${item.session_id}/status`)
      expect(session.json.request_details.prompt).toBe(PROMPTS[index])
    }
  })

  it('reports a wrong request at its index and files the rest', async () => {
    const before = await count()
    const { status, json } = await post({ batch_requests: [{ promt: 'x' }, requests[0], 'no object', null] })
    expect(status).toBe(200)
    expect(json.items.map((item) => item.status)).toEqual(['rejected', 'queued', 'rejected', 'rejected'])
    expect(json.items[0]!.error).toContain('did you mean "prompt"?')
    expect(await count()).toBe(before + 1)
  })

  it('files none when one is wrong and it was to be all or nothing', async () => {
    const before = await count()
    const { status, json } = await post({ batch_requests: [requests[0], { prompt: 'short' }], atomic: true })
    expect([status, json.error, json.code]).toEqual([400, 'Validation Error', 'BATCH_INVALID'])
    expect(json.errors[0]!.path).toBe('batch_requests.1.prompt')
    expect(await count()).toBe(before)
  })

  it.each([
    [{}, 'batch_requests is required'],
    [{ batch_requests: 5 }, 'batch_requests: '],
    [{ batch_requests: [] }, 'batch_requests must hold 1 to 100 requests'],
    [{ batch_requests: Array.from({ length: 101 }, () => requests[0]) }, 'batch_requests must hold 1 to 100 requests'],
    [{ batch_requests: requests, atomic: 'yes' }, 'atomic: '],
    [{ batch_request: requests }, 'batch_request: Unknown field; did you mean "batch_requests"?'],
  ])('refuses a body that is none: %j', async (body, detail) => {
    const { status, json } = await post(body)
    expect([status, json.error]).toEqual([400, 'Validation Error'])
    expect(json.detail).toContain(detail)
  })
})

describe('/videos/batch/{batch_id}', () => {
  it('tells how far it is, and is cancelled with all its sessions', async () => {
    const { json: filed } = await post({ batch_requests: requests })
    const path = `/videos/batch/${filed.batch_id}`
    expect((await server.send('GET', path)).json).toEqual(filed)
    const { status, json } = await server.send('DELETE', `${path}?keep_files=true`)
    expect([status, json.status]).toEqual([200, 'cancelled'])
    expect(json.items.map((item) => item.status)).toEqual(['cancelled', 'cancelled'])
    expect((await server.send('DELETE', path)).json).toEqual(json)
  })

  it('is 404 for a batch that does not exist, and no session is taken for one', async () => {
    const session = await server.system.generate({ prompt: 'A session and no batch' })
    for (const id of ['unknown', '%00', session.session_id]) {
      for (const method of ['GET', 'DELETE']) {
        const { status, json } = await server.send(method, `/videos/batch/${id}`)
        expect([status, json.code]).toEqual([404, 'BATCH_NOT_FOUND'])
      }
    }
  })
})

describe('Idempotency-Key', () => {
  it.each([
    ['/videos/generate', requests[0], requests[1]],
    ['/videos/batch', { batch_requests: requests }, { batch_requests: [requests[1]] }],
  ])('lets a POST to %s be repeated: the same bytes, and nothing filed twice', async (path, body, other) => {
    const headers = { 'Idempotency-Key': `a key for ${path}` }
    const first = await server.send('POST', path, { body, headers })
    expect(first.status).toBe(200)
    const id = first.json.session_id ?? first.json.items[0]!.session_id
    await server.system.cancel(id)
    const before = await count()
    const again = await server.send('POST', path, { body, headers })
    expect([again.status, again.bytes.toString('utf8')]).toEqual([200, first.bytes.toString('utf8')])
    expect(await count()).toBe(before)
    const { status, json } = await server.send('POST', path, { body: other, headers })
    expect([status, json.error, json.code]).toEqual([409, 'Conflict', 'IDEMPOTENCY_CONFLICT'])
  })

  it('must be plain', async () => {
    for (const key of ['', 'x'.repeat(256)]) {
      const { status, json } = await server.send('POST', '/videos/generate', {
        body: requests[0],
        headers: { 'Idempotency-Key': key },
      })
      expect([status, json.code]).toEqual([400, 'REQUEST_INVALID'])
    }
  })
})

describe('overload', () => {
  it('is 503 in the words of the specification, with Retry-After, and nothing is filed', async () => {
    const small = await serve({ system: { worker: false, queueLimit: 1 } })
    try {
      await small.send('POST', '/videos/generate', { body: requests[0] })
      const { status, headers, json } = await small.send('POST', '/videos/generate', { body: requests[1] })
      expect(status).toBe(503)
      expect(json).toMatchObject({
        error: 'Service Unavailable',
        detail: 'System is currently overloaded, please try again later',
        code: 'OVERLOADED',
      })
      expect(Number(headers['retry-after'])).toBeGreaterThan(0)
      expect((await small.system.list()).total_count).toBe(1)
    } finally {
      await small.close()
    }
  })
})

it('answers as the OpenAPI document says', () => {
  expect(server.violations).toEqual([])
})
