import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { openSocket, startListening } from './listening.ts'

const documentOf = (answer: string) => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)) as { code: string }

describe('a client that misbehaves', () => {
  it('is told 408 and cut off when it drips its headers', async () => {
    const { port } = await startListening({ timeouts: { headersMs: 300 } })
    const { socket, all } = openSocket(port)
    socket.write('GET /health HTTP/1.1\r\nHost: localhost\r\n')
    const drip = setInterval(() => socket.writable && socket.write('X-Drip: 1\r\n'), 50)
    const answer = await all
    clearInterval(drip)
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect(documentOf(answer)).toMatchObject({ code: 'REQUEST_TIMEOUT', error: 'Request Timeout' })
  })

  it('is told 408 and cut off when it drips its body', async () => {
    const { port } = await startListening({ timeouts: { headersMs: 300, requestMs: 600 } })
    const { socket, all } = openSocket(port)
    socket.write(
      'POST /videos/generate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
    )
    const drip = setInterval(() => socket.writable && socket.write(' '), 50)
    const answer = await all
    clearInterval(drip)
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('does not keep others waiting while it drips', async () => {
    const { port, address } = await startListening({ timeouts: { headersMs: 2000 } })
    const slow = Array.from({ length: 200 }, () => openSocket(port))
    for (const { socket } of slow) socket.write('GET / HTTP/1.1\r\nHost: loc')
    expect((await fetch(`${address}/health`)).status).toBe(200)
  })

  it('is told 431 in the shape of errors when its headers are too large', async () => {
    const { port } = await startListening()
    const { socket, all } = openSocket(port)
    socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\nX-Large: ${'x'.repeat(20_000)}\r\n\r\n`)
    const answer = await all
    expect(answer).toMatch(/^HTTP\/1\.1 431 /)
    expect(documentOf(answer)).toMatchObject({
      code: 'HEADERS_TOO_LARGE',
      detail: expect.any(String),
      timestamp: expect.stringMatching(/Z$/),
      request_id: expect.any(String),
    })
  })

  it('is told 400 in the shape of errors when it does not speak HTTP, or names no host', async () => {
    const { port } = await startListening()
    const garbage = openSocket(port)
    garbage.socket.write('HELO example.org\r\n\r\n')
    expect(documentOf(await garbage.all).code).toBe('HTTP_INVALID')
    const hostless = openSocket(port)
    hostless.socket.write('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')
    expect(documentOf(await hostless.all).code).toBe('HOST_INVALID')
  })

  it('is answered as ever when it expects something that is not known', async () => {
    const { port } = await startListening()
    const { socket, all } = openSocket(port)
    socket.write('GET /nothing HTTP/1.1\r\nHost: localhost\r\nExpect: a-miracle\r\nConnection: close\r\n\r\n')
    const answer = await all
    expect(answer).toMatch(/^HTTP\/1\.1 404 /)
    expect(documentOf(answer).code).toBe('PATH_UNKNOWN')
  })

  it('finds no second answer within the first when it sends what is no HTTP meanwhile', async () => {
    const { port, system } = await startListening()
    const { session_id: id } = await system.generate({ prompt: 'A prompt that is long enough' })
    const { socket, all } = openSocket(port)
    socket.write(`GET /videos/${id}/events HTTP/1.1\r\nHost: localhost\r\n\r\n`)
    await once(socket, 'data')
    socket.write('HELO example.org\r\n\r\n')
    const answer = await all
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(answer).not.toContain('HTTP_INVALID')
  })
})
