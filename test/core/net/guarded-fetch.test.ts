import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { createGuardedFetch, type GuardedFetch, type GuardedFetchOptions } from '@mavs/core'
import { afterTest } from '../support.ts'

/** A server on loopback, as "http://127.0.0.1:port"; closed after the test. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterTest(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function open(options: GuardedFetchOptions = {}): GuardedFetch {
  const fetch = createGuardedFetch(options)
  afterTest(() => fetch.close())
  return fetch
}

/** Resolves every name to the same addresses. */
const resolvingTo = (...addresses: readonly string[]): LookupFunction =>
  ((_hostname, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as LookupFunction

const withName = (url: string, name: string): string => url.replace('127.0.0.1', name)

describe('a guarded fetch', () => {
  it('reads an answer where private addresses are allowed', async () => {
    const url = await serve((request, response) => {
      response.setHeader('x-agent', request.headers['user-agent'] ?? '')
      response.end('hello')
    })
    const response = await open({ allowPrivate: true })(`${url}/page`, { headers: { 'user-agent': 'test' } })
    expect(response).toMatchObject({ status: 200, ok: true, url: `${url}/page` })
    expect(response.headers.get('x-agent')).toBe('test')
    expect(await response.text()).toBe('hello')
  })

  it.each([
    'ftp://example.com/',
    'file:///etc/passwd',
    'not a url',
    'http://user:secret@example.com/',
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://169.254.169.254/latest/meta-data',
    'http://localhost/',
    'http://api.localhost./',
  ])('refuses %s', async (url) => {
    const refused = open({ lookup: () => expect.unreachable('no name is resolved') })(url)
    await expect(refused).rejects.toMatchObject({ code: 'URL_REFUSED' })
    await expect(refused).rejects.not.toThrow(/secret/)
  })

  it('refuses a name that resolves to a private address, though others are public', async () => {
    const asked: string[] = []
    const url = await serve((request, response) => {
      asked.push(String(request.url))
      response.end()
    })
    for (const addresses of [['127.0.0.1'], ['::1'], ['93.184.216.34', '127.0.0.1']]) {
      const fetch = open({ lookup: resolvingTo(...addresses) })
      await expect(fetch(withName(url, 'inside.example'))).rejects.toMatchObject({
        code: 'URL_REFUSED',
        message: 'inside.example resolves to a private address.',
        details: { host: 'inside.example', address: addresses.at(-1) },
      })
    }
    expect(asked).toEqual([])
  })

  it('checks the addresses of each connection anew, so that a name cannot turn inside later', async () => {
    const answers = ['127.0.0.1', '127.0.0.2', '127.0.0.1']
    const lookup: LookupFunction = (hostname, options, callback) =>
      resolvingTo(answers.shift() ?? '::1')(hostname, options, callback)
    const url = await serve((_request, response) => response.setHeader('connection', 'close').end('public'))
    const fetch = open({ allowPrivate: (address) => address === '127.0.0.1', lookup })
    const asked = withName(url, 'turning.example')
    expect(await (await fetch(asked)).text()).toBe('public')
    await expect(fetch(asked)).rejects.toMatchObject({ code: 'URL_REFUSED' })
    expect(await (await fetch(asked)).text()).toBe('public')
    expect(answers).toEqual([])
  })

  it('asks for the address of a name once while an answer is awaited', async () => {
    const url = await serve((_request, response) => response.end('ok'))
    const waiting: (() => void)[] = []
    const lookup: LookupFunction = (hostname, options, callback) =>
      void waiting.push(() => resolvingTo('127.0.0.1')(hostname, options, callback))
    const fetch = open({ allowPrivate: true, lookup })
    const asking = Promise.all([1, 2, 3].map(() => fetch(withName(url, 'slow.example'))))
    await vi.waitFor(() => expect(waiting).toHaveLength(1))
    waiting[0]!()
    expect((await asking).map(({ status }) => status)).toEqual([200, 200, 200])
  })

  it('says so when a name has no address', async () => {
    const fetch = open({ lookup: resolvingTo() })
    await expect(fetch('http://empty.example/')).rejects.toMatchObject({
      code: 'PROVIDER_FAILED',
      message: 'empty.example could not be reached: empty.example has no address',
    })
  })

  it('follows redirects of a GET, and leaves those of a POST to the caller', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/two') response.end('arrived')
      else response.writeHead(302, { location: request.url === '/one' ? 'two' : '/one' }).end()
    })
    const fetch = open({ allowPrivate: true })
    const response = await fetch(`${url}/`)
    expect([response.url, await response.text()]).toEqual([`${url}/two`, 'arrived'])
    expect(await fetch(`${url}/`, { method: 'POST', body: 'x' })).toMatchObject({ status: 302, url: `${url}/` })
  })

  it('shows credentials to no other origin than the one they were given for', async () => {
    const seen: (string | undefined)[] = []
    const other = await serve((request, response) => {
      seen.push(request.headers.authorization, request.headers.accept)
      response.end()
    })
    const url = await serve((request, response) => {
      seen.push(request.headers.authorization)
      response.writeHead(302, { location: other }).end()
    })
    await open({ allowPrivate: true })(url, { headers: { Authorization: 'Bearer x', accept: 'text/html' } })
    expect(seen).toEqual(['Bearer x', undefined, 'text/html'])
  })

  it('refuses a redirect to a private address, and redirects without end', async () => {
    const url = await serve((request, response) => {
      const inside: Record<string, string> = { '/literal': 'http://127.0.0.2/', '/name': 'http://inside.example/' }
      response.writeHead(301, { location: inside[request.url ?? ''] ?? '/round' }).end()
    })
    // Only the server's own address counts as public.
    const allowPrivate = (address: string) => address === '127.0.0.1'
    const fetch = open({ allowPrivate, maxRedirects: 3, lookup: resolvingTo('127.0.0.2') })
    await expect(fetch(`${url}/round`)).rejects.toMatchObject({
      code: 'URL_REFUSED',
      message: expect.stringContaining('More than 3 redirects'),
    })
    for (const path of ['/literal', '/name']) {
      await expect(fetch(url + path)).rejects.toMatchObject({
        code: 'URL_REFUSED',
        message: expect.stringContaining('private address'),
      })
    }
  })

  it('limits the size of a body, also of one that unpacks to more', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/packed') {
        response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(1_000_000)))
      } else response.end(Buffer.alloc(100_001))
    })
    const fetch = open({ allowPrivate: true, maxBytes: 100_000 })
    for (const path of ['/packed', '/large']) {
      const response = await fetch(url + path)
      await expect(response.text()).rejects.toMatchObject({
        code: 'URL_REFUSED',
        message: expect.stringContaining('larger than 100000 bytes'),
      })
    }
  })

  it('limits the time until the answer, and until the end of its body', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/body') response.write('begun')
    })
    const fetch = open({ allowPrivate: true, timeoutMs: 100 })
    await expect(fetch(url)).rejects.toMatchObject({ code: 'TIMED_OUT' })
    const response = await fetch(`${url}/body`)
    await expect(response.text()).rejects.toMatchObject({ code: 'TIMED_OUT' })
  })

  it('stops at the caller’s signal with its reason', async () => {
    const url = await serve(() => {})
    const controller = new AbortController()
    const asking = open({ allowPrivate: true })(url, { signal: controller.signal })
    setTimeout(() => controller.abort(new Error('enough')), 20)
    await expect(asking).rejects.toThrow('enough')
  })

  it('says which host is out of reach, and no more of the URL', async () => {
    const url = await serve((request) => void request.socket.destroy())
    const error = await open({ allowPrivate: true })(`${url}/hook?token=abc`).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'PROVIDER_FAILED' })
    expect(String(error)).toContain(`${new URL(url).host} could not be reached`)
    expect(String(error)).not.toContain('abc')
  })
})
