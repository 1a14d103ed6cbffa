import type { Scope } from '@mavs/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve, type Serving } from '../serving.ts'

const PROMPT = 'How bridges carry their load over a river'

let serving: Serving
let anna: Record<string, string>
let ben: Record<string, string>
let admin: Record<string, string>

beforeAll(async () => {
  serving = await serve({ system: { worker: false }, server: { authentication: { keys: true } } })
  const headersOf = async (user: string, scopes: Scope[]) => {
    const { key } = await serving.system.keys.create({ name: user, user_id: user, scopes })
    return { Authorization: `Bearer ${key}` }
  }
  anna = await headersOf('anna', ['videos:read', 'videos:write'])
  ben = await headersOf('ben', ['videos:read', 'videos:write'])
  admin = await headersOf('root', ['admin'])
})
afterAll(async () => {
  await serving.close()
  expect(serving.violations).toEqual([])
})

const generate = (headers: Record<string, string>, more: object = {}) =>
  serving.send('POST', '/videos/generate', { headers, body: { prompt: PROMPT, duration_preference: 10, ...more } })

async function idOf(headers: Record<string, string>, more: object = {}): Promise<string> {
  const answer = await generate(headers, more)
  expect(answer.status).toBe(200)
  return answer.json.session_id as string
}

const listed = async (headers: Record<string, string>, query = ''): Promise<string[]> => {
  const { json } = await serving.send('GET', `/videos?page_size=100${query}`, { headers })
  return json.sessions.map((session: { session_id: string }) => session.session_id)
}

describe('what belongs to a caller', () => {
  it('is filed under the caller’s name when the request has none', async () => {
    const id = await idOf(anna)
    expect((await serving.system.status(id)).request_details.user_id).toBe('anna')
    const same = await idOf(anna, { user_id: 'anna' })
    expect((await serving.system.status(same)).request_details.user_id).toBe('anna')
  })

  it('cannot be filed under somebody else’s name, but by an admin', async () => {
    const before = (await serving.system.list()).total_count
    const answer = await generate(anna, { user_id: 'ben' })
    expect(answer.status).toBe(403)
    expect(answer.json).toMatchObject({
      error: 'Forbidden',
      code: 'FORBIDDEN',
      detail: expect.stringContaining('user_id'),
    })
    expect((await serving.system.list()).total_count).toBe(before)
    const id = await idOf(admin, { user_id: 'ben' })
    expect((await serving.system.status(id)).request_details.user_id).toBe('ben')
  })

  it('is not there for others, at any door, and untouched by what they try', async () => {
    const id = await idOf(anna)
    const doors = [
      ...[
        'status',
        'progress',
        'download',
        'events',
        'captions.vtt',
        'thumbnail',
        'manifest',
        'credits',
        'webhooks',
      ].map((name) => ['GET', `/videos/${id}/${name}`] as const),
      ['HEAD', `/videos/${id}/download`] as const,
      ['DELETE', `/videos/${id}`] as const,
    ]
    for (const [method, path] of doors) {
      const theirs = await serving.send(method, path, { headers: ben })
      expect([path, theirs.status]).toEqual([path, 404])
      if (method === 'HEAD') continue
      const unknown = await serving.send(method, path.replace(id, '0'.repeat(36)), { headers: ben })
      const { error, detail, code } = theirs.json
      expect({ error, detail, code }).toEqual({
        error: unknown.json.error,
        detail: unknown.json.detail,
        code: unknown.json.code,
      })
    }
    expect((await serving.system.status(id)).status).toBe('queued')
    expect((await serving.send('GET', `/videos/${id}/status`, { headers: anna })).status).toBe(200)
    expect((await serving.send('GET', `/videos/${id}/status`, { headers: admin })).status).toBe(200)
  })

  it('is all that a list shows; a foreign user_id is refused there, and an admin sees everything', async () => {
    const [hers, his] = [await idOf(anna), await idOf(ben)]
    const nobodys = (await serving.system.generate({ prompt: PROMPT, duration_preference: 10 })).session_id
    const seen = await listed(anna)
    expect(seen).toContain(hers)
    expect(seen).not.toContain(his)
    expect(seen).not.toContain(nobodys)
    expect(await listed(anna, '&user_id=anna')).toEqual(seen)
    expect((await serving.send('GET', '/videos?user_id=ben', { headers: anna })).status).toBe(403)
    expect(await listed(admin)).toEqual(expect.arrayContaining([hers, his, nobodys]))
    expect(await listed(admin, '&user_id=ben')).toEqual(await listed(ben))
    expect((await serving.send('GET', `/videos/${nobodys}/status`, { headers: anna })).status).toBe(404)
  })

  it('holds for batches, too', async () => {
    const batch = (headers: Record<string, string>, requests: unknown[]) =>
      serving.send('POST', '/videos/batch', { headers, body: { batch_requests: requests } })
    const request = { prompt: PROMPT, duration_preference: 10 }
    const filed = await batch(anna, [request, { ...request, user_id: 'anna' }, { ...request, user_id: 7 }, 'nonsense'])
    expect(filed.status).toBe(200)
    expect(filed.json).toMatchObject({ user_id: 'anna', accepted_count: 2, rejected_count: 2 })
    for (const { session_id: id } of filed.json.items.slice(0, 2)) {
      expect((await serving.system.status(String(id))).request_details.user_id).toBe('anna')
    }
    const path = `/videos/batch/${filed.json.batch_id}`
    expect((await serving.send('GET', path, { headers: anna })).status).toBe(200)
    expect((await serving.send('GET', path, { headers: ben })).status).toBe(404)
    expect((await serving.send('DELETE', path, { headers: ben })).status).toBe(404)
    expect((await serving.send('GET', path, { headers: admin })).json.status).toBe('processing')
    const foreign = await batch(anna, [request, { ...request, user_id: 'ben' }])
    expect(foreign.status).toBe(403)
    expect(foreign.json.detail).toContain('batch_requests.1.user_id')
  })
})
