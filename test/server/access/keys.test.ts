import type { ApiKeyInput, Logger } from '@mavs/core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { serve, type Serving } from '../serving.ts'

const logged: unknown[] = []
const note = (...entry: unknown[]): void => void logged.push(entry)
const logger: Logger = { debug: note, info: note, warn: note, error: note }

let serving: Serving
const shown: string[] = []

beforeAll(async () => {
  serving = await serve({ system: { worker: false, logger }, server: { authentication: { keys: true }, logger } })
})
afterAll(async () => {
  await serving.close()
  expect(serving.violations).toEqual([])
})

/** A new key, noted so that the last test can look for it. */
async function createKey(request: Partial<ApiKeyInput> = {}): Promise<{ key: string; id: string }> {
  const { key, document } = await serving.system.keys.create({ name: 'test', user_id: 'anna', ...request })
  shown.push(key)
  return { key, id: document.key_id }
}

const list = (headers: Record<string, string>) => serving.send('GET', '/videos', { headers })
const bearer = (key: string) => ({ Authorization: `Bearer ${key}` })

describe('a server that asks for API keys', () => {
  it('tells everyone which checks have failed, and why only to who may read the system', async () => {
    const { system } = serving
    const details = { message: 'disk: /srv/secret cannot be written', checks: { disk: 'failed' as const } }
    const health = vi.spyOn(system, 'health')
    health.mockResolvedValue({ status: 'unhealthy', timestamp: new Date().toISOString(), details })
    const stranger = await serving.send('GET', '/health')
    expect(stranger.status).toBe(503)
    expect(stranger.json).toMatchObject({ status: 'unhealthy', details: { checks: { disk: 'failed' } } })
    expect(String(stranger.bytes)).not.toContain('/srv/secret')
    const { key } = await createKey({ scopes: ['system:read'] })
    const operator = await serving.send('GET', '/health', { headers: bearer(key) })
    expect(operator.json).toMatchObject({ details })
    health.mockRestore()
  })

  it('asks who is there, in the shape of all errors', async () => {
    const answer = await list({})
    expect(answer.status).toBe(401)
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="mavs"')
    expect(answer.json).toMatchObject({
      error: 'Unauthorized',
      detail: expect.stringContaining('X-API-Key'),
      timestamp: expect.stringMatching(/Z$/),
      code: 'CREDENTIALS_MISSING',
      request_id: expect.any(String),
    })
  })

  it('takes a key as a bearer token or in its own header', async () => {
    const { key } = await createKey()
    expect((await list(bearer(key))).status).toBe(200)
    expect((await list({ Authorization: `bearer  ${key}` })).status).toBe(200)
    expect((await list({ 'X-API-Key': key })).status).toBe(200)
  })

  it('leaves the root, the health and the documents open, also to who shows something wrong', async () => {
    for (const path of ['/', '/health', '/docs', '/openapi.json']) {
      expect((await serving.send('GET', path)).status, path).toBe(200)
      expect((await serving.send('GET', path, { headers: bearer('mavs_wrong') })).status, path).toBe(200)
    }
  })

  it('refuses unknown, changed, revoked and expired keys alike', async () => {
    const good = await createKey()
    const revoked = await createKey()
    await serving.system.keys.revoke(revoked.id)
    const expired = await createKey({ expires_at: new Date(Date.now() + 50).toISOString() })
    await new Promise((resolve) => setTimeout(resolve, 80))
    const wrong = [
      revoked.key,
      expired.key,
      `${good.key}x`,
      good.key.slice(0, -1),
      good.key.replace(good.id, revoked.id),
      `mavs_${'0'.repeat(16)}_${'A'.repeat(43)}`,
    ]
    for (const key of wrong) {
      const answer = await list(bearer(key))
      expect(answer.status).toBe(401)
      expect(answer.json).toMatchObject({
        code: 'CREDENTIALS_INVALID',
        detail: 'The API key is unknown, expired or revoked',
      })
      expect(answer.headers['www-authenticate']).toContain('error="invalid_token"')
    }
  })

  it('says what is wrong with another scheme, with two keys at once, and with a token', async () => {
    const { key } = await createKey()
    const basic = await list({ Authorization: `Basic ${Buffer.from('anna:secret').toString('base64')}` })
    expect(basic.json).toMatchObject({ code: 'CREDENTIALS_INVALID', detail: expect.stringContaining('Bearer') })
    expect(basic.status).toBe(401)
    const both = await list({ ...bearer(key), 'X-API-Key': key })
    expect([both.status, both.json.code]).toEqual([400, 'CREDENTIALS_AMBIGUOUS'])
    const token = await list(bearer('eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm5hIn0.'))
    expect([token.status, token.json.detail]).toEqual([401, 'This server takes API keys, not tokens'])
  })

  it('gives each scope its doors and no other', async () => {
    const doors = {
      'videos:read': ['GET', '/videos'],
      'videos:write': ['DELETE', '/videos/unknown'],
      'system:read': ['GET', '/system/stats'],
      admin: ['POST', '/system/cleanup'],
    } as const
    for (const scope of Object.keys(doors) as (keyof typeof doors)[]) {
      const { key } = await createKey({ scopes: [scope] })
      for (const [needed, [method, path]] of Object.entries(doors)) {
        const { status, json, headers } = await serving.send(method, path, { headers: bearer(key) })
        const isOpen = scope === needed || scope === 'admin'
        expect([scope, needed, status === 403]).toEqual([scope, needed, !isOpen])
        if (isOpen) continue
        expect(json).toMatchObject({ error: 'Forbidden', code: 'FORBIDDEN', detail: expect.stringContaining(needed) })
        expect(headers['www-authenticate']).toContain(`error="insufficient_scope", scope="${needed}"`)
      }
    }
  })

  it('asks for the key again with each request: a revoked one ends at once', async () => {
    const { key, id } = await createKey()
    expect((await list(bearer(key))).status).toBe(200)
    await serving.system.keys.revoke(id)
    expect((await list(bearer(key))).status).toBe(401)
  })

  it('shows no key in answers and logs', async () => {
    const { key } = await createKey({ scopes: ['system:read'] })
    const requests: [string, string, object?][] = [
      ['GET', '/videos'],
      ['POST', '/videos/generate', { prompt: 'x' }],
      ['GET', '/nowhere'],
      ['DELETE', '/videos'],
      ['GET', '/system/stats'],
    ]
    for (const [method, path, body] of requests) {
      for (const headers of [bearer(key), { 'X-API-Key': key }, bearer(`${key}tail`)]) {
        const answer = await serving.send(method, path, { headers, ...(body && { body }) })
        const text = JSON.stringify(answer.headers) + answer.bytes.toString()
        expect(text).not.toContain(key.slice(-43))
      }
    }
    const log = JSON.stringify(logged)
    for (const each of shown) expect(log).not.toContain(each.slice(-43))
  })
})

describe('a server that asks nobody', () => {
  it('does everything for everybody, whatever they show', async () => {
    const open = await serve({ system: { worker: false } })
    try {
      const headers = { Authorization: 'Bearer nonsense', 'X-API-Key': 'nonsense' }
      expect((await open.send('GET', '/videos', { headers })).status).toBe(200)
      expect((await open.send('POST', '/system/cleanup')).status).toBe(200)
    } finally {
      await open.close()
    }
  })
})
