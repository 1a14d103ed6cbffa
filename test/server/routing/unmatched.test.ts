import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve, type Serving } from '../serving.ts'

let server: Serving

beforeAll(async () => {
  server = await serve({ system: { worker: false } })
})
afterAll(() => server.close())

describe('a path that nobody answers', () => {
  it.each([
    ['/video/abc/status', 'There is nothing at /video/abc/status; did you mean /videos/abc/status?'],
    ['/videos/abc/satus', 'There is nothing at /videos/abc/satus; did you mean /videos/abc/status?'],
    ['/helth', 'There is nothing at /helth; did you mean /health?'],
    ['/health/', 'There is nothing at /health/; did you mean /health?'],
    ['/HEALTH', 'There is nothing at /HEALTH; did you mean /health?'],
    ['/videos/', 'There is nothing at /videos/; did you mean /videos?'],
    ['/wp-admin/setup.php', 'There is nothing at /wp-admin/setup.php; /docs lists what there is.'],
  ])('is 404 and names the nearest: %s', async (path, detail) => {
    for (const method of ['GET', 'POST', 'DELETE', 'PATCH']) {
      const { status, json } = await server.send(method, path)
      expect([status, json.error, json.detail, json.code]).toEqual([404, 'Not Found', detail, 'PATH_UNKNOWN'])
    }
  })

  it('is answered soon, however long it is', async () => {
    const { status, json } = await server.send('GET', `/${'a/'.repeat(5000)}`)
    expect(status).toBe(404)
    expect(json.detail.length).toBeLessThan(200)
  })
})

describe('a method that a path does not have', () => {
  it.each([
    ['POST', '/health', 'GET, HEAD, OPTIONS'],
    ['GET', '/videos/generate', 'DELETE, OPTIONS, POST'],
    ['PUT', '/videos/abc/status', 'GET, HEAD, OPTIONS'],
    ['GET', '/videos/abc', 'DELETE, OPTIONS'],
    ['PATCH', '/videos', 'GET, HEAD, OPTIONS'],
    ['GET', '/system/cleanup', 'OPTIONS, POST'],
    ['POST', '/docs', 'GET, HEAD, OPTIONS'],
  ])('is 405 with what it has: %s %s', async (method, path, allow) => {
    const { status, headers, json } = await server.send(method, path)
    expect([status, headers.allow, json.error]).toEqual([405, allow, 'Method Not Allowed'])
    expect(json.detail).toBe(`${path} answers to ${allow}, not to ${method}.`)
  })

  it('is told to OPTIONS without a body', async () => {
    const { status, headers, bytes } = await server.send('OPTIONS', '/videos/abc/status')
    expect([status, headers.allow, bytes.length]).toEqual([204, 'GET, HEAD, OPTIONS', 0])
    expect((await server.send('OPTIONS', '/nothing')).status).toBe(404)
  })
})

describe('HEAD', () => {
  it('answers as GET does, without the body', async () => {
    for (const path of ['/', '/health', '/videos', '/videos/unknown/status', '/nothing', '/videos?page=0']) {
      const get = await server.send('GET', path)
      const head = await server.send('HEAD', path)
      expect([path, head.status, head.bytes.length]).toEqual([path, get.status, 0])
      expect(head.headers['content-type']).toBe('application/json; charset=utf-8')
      expect(Number(head.headers['content-length'])).toBeGreaterThan(0)
    }
  })
})
