import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { serve, type Answer, type Serving } from '../serving.ts'

let server: Serving | undefined
afterEach(async () => {
  vi.useRealTimers()
  await server?.close()
})

const start = async ({ server: given }: Parameters<typeof serve>[0] = {}): Promise<Serving> =>
  (server = await serve({ system: { worker: false }, server: { rateLimits: {}, ...given } }))

const limitOf = ({ headers }: Answer) => ({
  limit: Number(headers['x-ratelimit-limit']),
  remaining: Number(headers['x-ratelimit-remaining']),
  reset: Number(headers['x-ratelimit-reset']),
})
const BODY = { prompt: 'A video about the moon' }

describe('rate limits', () => {
  it('are told on every answer, errors and health included', async () => {
    const { send } = await start()
    let remaining = 1200
    for (const path of ['/', '/health', '/videos?wrong=1', '/nothing', '/docs', '/openapi.json', '/metrics']) {
      const before = Math.floor(Date.now() / 1000)
      const { limit, remaining: left, reset } = limitOf(await send('GET', path))
      expect(limit).toBe(1200)
      expect(left).toBe(--remaining)
      expect(reset).toBeGreaterThan(before)
      expect(reset).toBeLessThanOrEqual(before + 62)
    }
  })

  it('refuse with 429 and Retry-After past them, and let go when the window has ended', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { send } = await start({ server: { rateLimits: { requestsPerMinute: 3 } } })
    const answers = [await send('GET', '/'), await send('GET', '/'), await send('GET', '/'), await send('GET', '/')]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429])
    expect(answers.map((answer) => limitOf(answer).remaining)).toEqual([2, 1, 0, 0])
    const refused = answers[3]!
    expect(refused.json).toMatchObject({ error: 'Too Many Requests', code: 'RATE_LIMITED' })
    const seconds = Number(refused.headers['retry-after'])
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(60)
    vi.setSystemTime(Date.now() + (seconds - 1) * 1000 - 500)
    expect((await send('GET', '/')).status).toBe(429)
    vi.setSystemTime(Date.now() + 1600)
    expect((await send('GET', '/')).status).toBe(200)
  })

  it('count requests that file sessions on their own, and leave the others alone', async () => {
    const { send, violations } = await start({ server: { rateLimits: { creationsPerMinute: 2 } } })
    const first = await send('POST', '/videos/generate', { body: BODY })
    expect(limitOf(first)).toMatchObject({ limit: 2, remaining: 1 })
    expect((await send('POST', '/videos/batch', { body: { batch_requests: [BODY] } })).status).toBeLessThan(300)
    const refused = await send('POST', '/videos/generate', { body: BODY })
    expect(refused.status).toBe(429)
    expect(refused.json.detail).toMatch(/More than 2 /)
    expect((await send('GET', '/videos')).status).toBe(200)
    expect(violations).toEqual([])
  })

  it('are those of the key where it has its own, and apart for each key and for who shows none', async () => {
    const { send, system } = await start({
      server: { authentication: { keys: true }, rateLimits: { requestsPerMinute: 5 } },
    })
    const own = await system.keys.create({ name: 'own', user_id: 'ada', requests_per_minute: 2 })
    const other = await system.keys.create({ name: 'other', user_id: 'bob' })
    const ask = (key: string) => send('GET', '/videos', { headers: { 'X-API-Key': key } })
    expect(limitOf(await ask(own.key))).toMatchObject({ limit: 2, remaining: 1 })
    expect((await ask(own.key)).status).toBe(200)
    expect((await ask(own.key)).status).toBe(429)
    expect(limitOf(await ask(other.key))).toMatchObject({ limit: 5, remaining: 4 })
    const statuses: number[] = []
    for (let count = 0; count < 6; count++) statuses.push((await ask('mavs_guess')).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
    expect((await ask(other.key)).status).toBe(200)
  })

  it('believe addresses of proxies only where they are trusted', async () => {
    const limits = { rateLimits: { requestsPerMinute: 1 } }
    const direct = await start({ server: limits })
    const from = (address: string) => ({ headers: { 'X-Forwarded-For': address } })
    expect((await direct.send('GET', '/', from('192.0.2.1'))).status).toBe(200)
    expect((await direct.send('GET', '/', from('192.0.2.2'))).status).toBe(429)
    await direct.close()
    const { send } = await start({ server: { ...limits, trustedProxies: 1 } })
    expect((await send('GET', '/', from('192.0.2.1'))).status).toBe(200)
    expect((await send('GET', '/', from('192.0.2.2'))).status).toBe(200)
    // What a client writes itself stands before what the proxy adds.
    expect((await send('GET', '/', from('192.0.2.3, 192.0.2.1'))).status).toBe(429)
  })

  it('take a network of version 6 as one caller', async () => {
    const { send } = await start({ server: { rateLimits: { requestsPerMinute: 1 }, trustedProxies: 1 } })
    const from = (address: string) => send('GET', '/', { headers: { 'X-Forwarded-For': address } })
    expect((await from('2001:db8::1')).status).toBe(200)
    expect((await from('2001:db8::ffff:2')).status).toBe(429)
    expect((await from('2001:db8:0:1::1')).status).toBe(200)
  })

  it('let a caller listen to so many sessions at once, and to another when one has ended', async () => {
    const { send, port, system } = await start({
      server: { rateLimits: { eventStreams: 1 } },
    })
    const { session_id: id } = await system.generate({ prompt: 'A prompt that is long enough' })
    const path = `/videos/${id}/events`
    const listening = get({ port, path, agent: false })
    listening.on('error', () => {})
    await once(listening, 'response')
    const refused = await send('GET', path)
    expect([refused.status, refused.json.code, refused.headers['retry-after']]).toEqual([429, 'RATE_LIMITED', '30'])
    listening.destroy()
    await vi.waitFor(async () => {
      const again = get({ port, path, agent: false })
      const [answer] = (await once(again, 'response')) as [IncomingMessage]
      answer.on('error', () => {})
      again.destroy()
      expect(answer.statusCode).toBe(200)
    })
  })

  it('are not there when they are switched off', async () => {
    const { send } = await start({ server: { rateLimits: false } })
    expect((await send('GET', '/')).headers['x-ratelimit-limit']).toBeUndefined()
  })
})
