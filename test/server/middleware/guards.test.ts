import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve, type Serving } from '../serving.ts'

let open: Serving
let named: Serving
let guarded: Serving
beforeAll(async () => {
  const system = { worker: false }
  open = await serve({ system, server: { rateLimits: {} } })
  named = await serve({
    system,
    server: { allowedHosts: ['api.example.com', '.example.org'], corsOrigins: ['https://app.example.com'] },
  })
  guarded = await serve({ system, server: { authentication: { keys: true } } })
})
afterAll(() => Promise.all([open, named, guarded].map((server) => server.close())))

const hostStatus = async (server: Serving, host: string) =>
  (await server.send('GET', '/videos', { headers: { Host: host } })).status

describe('the host of a request', () => {
  it.each(['localhost', 'localhost:8000', 'LOCALHOST.', 'mavs', 'a.localhost', '127.0.0.1:1', '192.0.2.7', '[::1]:80'])(
    'may be %s: no page can have it as its own',
    async (host) => {
      expect(await hostStatus(open, host)).toBe(200)
    },
  )

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:8000', 'evil.example.'])(
    'may not be %s, which a page could have pointed here',
    async (host) => {
      const answer = await open.send('GET', '/videos', { headers: { Host: host } })
      expect(answer.status).toBe(421)
      expect(answer.json).toMatchObject({ code: 'HOST_REFUSED', error: 'Misdirected Request' })
      expect(answer.headers['x-ratelimit-limit']).toBe('1200')
    },
  )

  it.each([' ', 'a b', 'evil.example/', '[::1', 'x@localhost'])('is refused as no host: "%s"', async (host) => {
    expect(await hostStatus(open, host)).toBe(400)
  })

  it('may be a name that the operator has listed', async () => {
    expect(await hostStatus(named, 'api.example.com')).toBe(200)
    expect(await hostStatus(named, 'API.Example.com:443')).toBe(200)
    expect(await hostStatus(named, 'a.b.example.org')).toBe(200)
    expect(await hostStatus(named, 'example.com')).toBe(421)
    expect(await hostStatus(named, 'notexample.org')).toBe(421)
  })

  it('is not looked at where callers show who they are: a page has nothing to show', async () => {
    expect(await hostStatus(guarded, 'evil.example')).toBe(401)
  })
})

const post = (server: Serving, headers: Record<string, string>) =>
  server.send('POST', '/videos/generate', { headers, body: { prompt: 'A video about the moon' } })

describe('a POST from a web page', () => {
  it.each([
    ['of another origin', { Origin: 'https://evil.example' }],
    ['of another port', { Origin: 'http://localhost:1' }],
    ['that hides its origin', { Origin: 'null' }],
    ['whose browser says so in its own words', { 'Sec-Fetch-Site': 'cross-site' }],
    ['that sends a form', { Origin: 'https://evil.example', 'Content-Type': 'text/plain' }],
  ])('is refused when the page is one %s', async (_what, headers) => {
    const answer = await post(open, headers)
    expect(answer.status).toBe(403)
    expect(answer.json.code).toBe('ORIGIN_REFUSED')
  })

  it('is taken from the server’s own pages, from listed ones, and from programs', async () => {
    const own = { Host: `127.0.0.1:${open.port}`, Origin: open.address }
    expect((await post(open, own)).status).toBe(200)
    expect((await post(open, {})).status).toBe(200)
    expect((await post(named, { Origin: 'https://app.example.com' })).status).toBe(200)
    expect((await post(named, { Origin: 'https://app.example.com.evil.example' })).status).toBe(403)
  })

  it('cannot delete either, and may read nothing', async () => {
    const headers = { Origin: 'https://evil.example' }
    expect((await open.send('DELETE', `/videos/${randomUUID()}`, { headers })).status).toBe(403)
    const answer = await open.send('GET', '/videos', { headers })
    expect(answer.status).toBe(200)
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin')
  })
})

describe('pages of listed origins', () => {
  const Origin = 'https://app.example.com'

  it('are told by a preflight what they may send', async () => {
    const { status, headers } = await named.send('OPTIONS', '/videos/generate', {
      headers: {
        Origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type,x-api-key,idempotency-key',
      },
    })
    expect(status).toBe(204)
    expect(headers).toMatchObject({
      'access-control-allow-origin': Origin,
      'access-control-allow-methods': 'GET,HEAD,POST,DELETE',
      'access-control-allow-headers': 'content-type,x-api-key,idempotency-key',
      'access-control-max-age': '600',
    })
    expect(headers['access-control-allow-credentials']).toBeUndefined()
  })

  it('may read answers, errors, and the headers that tell about limits and files', async () => {
    for (const path of ['/videos', '/videos?wrong=1', '/nothing']) {
      const { headers } = await named.send('GET', path, { headers: { Origin } })
      expect(headers['access-control-allow-origin']).toBe(Origin)
      expect(headers['access-control-expose-headers']!.split(',')).toEqual(
        expect.arrayContaining(['X-RateLimit-Remaining', 'X-Request-Id', 'Retry-After', 'ETag', 'Content-Range']),
      )
      expect(headers.vary).toContain('Origin')
    }
  })

  it('do not include those that are not listed', async () => {
    const { headers } = await named.send('OPTIONS', '/videos/generate', {
      headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' },
    })
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })
})

describe('security headers', () => {
  it('are on every answer', async () => {
    for (const path of ['/', '/health', '/nothing', '/videos?wrong=1', '/docs']) {
      expect((await open.send('GET', path)).headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      })
    }
  })

  it('let the page of the API load its own script and nothing else', async () => {
    const { headers } = await open.send('GET', '/docs')
    expect(headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'self';/)
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin' })
    expect((await open.send('GET', '/docs/rapidoc.js')).status).toBe(200)
  })

  it('ask for TLS only where a trusted proxy has spoken it', async () => {
    const headers = { 'X-Forwarded-Proto': 'https' }
    expect((await open.send('GET', '/', { headers })).headers['strict-transport-security']).toBeUndefined()
    const behind = await serve({ system: { worker: false }, server: { trustedProxies: 1 } })
    expect((await behind.send('GET', '/', { headers })).headers['strict-transport-security']).toMatch(/max-age/)
    await behind.close()
  })
})
