import { silentLogger, type Logger } from '@mavs/core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { serve, type Serving } from '../serving.ts'

/** A server and the lines of its log. */
async function start(options: NonNullable<Parameters<typeof serve>[0]>['server'] = {}) {
  const lines: (Record<string, unknown> & { message: string })[] = []
  const keep = (fields: object, message: string) => void lines.push({ ...fields, message })
  const logger: Logger = { debug: keep, info: keep, warn: keep, error: keep }
  const server: Serving = await serve({
    system: { worker: false, logger: silentLogger },
    server: { logger, ...options },
  })
  onTestFinished(() => server.close())
  return { ...server, lines }
}

describe('request ids', () => {
  it('are made, answered, and in the log and the error', async () => {
    const { send, lines } = await start()
    const { headers, json } = await send('GET', '/nothing')
    const id = headers['x-request-id']
    expect(id).toMatch(/^[\w-]{36}$/)
    expect(json.request_id).toBe(id)
    await expect.poll(() => lines.map((line) => line.request_id)).toEqual([id])
  })

  it('are kept when they come with the request, unless they could do harm', async () => {
    const { send } = await start()
    const answered = async (id: string) =>
      (await send('GET', '/', { headers: { 'X-Request-Id': id } })).headers['x-request-id']
    expect(await answered('trace-7:1.2_A')).toBe('trace-7:1.2_A')
    for (const id of ['', 'a b', '{"x":1}', 'é', 'x'.repeat(129)]) expect(await answered(id)).toMatch(/^[\w-]{36}$/)
  })
})

describe('the access log', () => {
  it('has a line for each answer', async () => {
    const { send, lines } = await start()
    await send('GET', '/videos/00000000-0000-4000-8000-000000000000/status')
    await expect.poll(() => lines).toHaveLength(1)
    expect(lines[0]).toEqual({
      request_id: expect.any(String),
      method: 'GET',
      route: '/videos/:session_id/status',
      status: 404,
      ms: expect.any(Number),
      bytes: expect.any(Number),
      address: '127.0.0.1',
      message: 'request',
    })
    expect(lines[0]!.bytes).toBeGreaterThan(300)
  })

  it('names the key and its user, and holds no secret, query or body', async () => {
    const { send, lines, system } = await start({ authentication: { keys: true } })
    const { key, document } = await system.keys.create({ name: 'test', user_id: 'ada' })
    const headers = { Authorization: `Bearer ${key}` }
    await send('GET', `/videos?user_id=ada&api_key=${key}`, { headers })
    await send('POST', '/videos/generate', { headers, body: { prompt: 'A private matter of mine', style: 'wrong' } })
    await send('GET', `/nothing/${key}?token=${key}`, { headers: { 'X-API-Key': `${key}x`, Cookie: key } })
    await send('GET', '/videos', { headers: { Authorization: 'Basic c2VjcmV0' } })
    await expect.poll(() => lines).toHaveLength(4)
    expect(lines[0]).toMatchObject({ key_id: document.key_id, user_id: 'ada', route: '/videos', status: 400 })
    const text = JSON.stringify(lines)
    expect(text).not.toContain(key)
    expect(text).not.toContain(key.slice(-20))
    expect(text).not.toContain('private matter')
    expect(text).not.toContain('c2VjcmV0')
  })

  it('says when a client has left before its answer was out', async () => {
    const { address, lines, system } = await start()
    const { session_id: id } = await system.generate({ prompt: 'A video about the moon' })
    const controller = new AbortController()
    await fetch(`${address}/videos/${id}/events`, { signal: controller.signal })
    controller.abort()
    await expect.poll(() => lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ route: '/videos/:session_id/events', status: 200, aborted: true })
  })
})
