import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { sampleAgents } from '@mavs/core/testing'
import { describe, expect, it } from 'vitest'
import { createGate, videoBytes } from '../serving.ts'
import { openSocket, startListening } from './listening.ts'

/** Far more than the system's buffers between two programs take. */
const VIDEO = videoBytes(40_000_000)

/** A server with a finished session whose video is large. */
async function startWithVideo(options: Parameters<typeof startListening>[0]) {
  const { assemble } = sampleAgents().assembly
  const server = await startListening({
    ...options,
    worker: true,
    agents: {
      assembly: {
        name: 'large',
        async assemble(input, context) {
          const result = await assemble(input, context)
          await context.artifacts.write('video.mp4', VIDEO)
          return result
        },
      },
    },
  })
  const { session_id: id } = await server.system.generate({ prompt: 'A video with many bytes' })
  await server.system.wait(id)
  return { ...server, url: `${server.address}/videos/${id}/download` }
}

/** A download that has begun and of which nothing is read. */
async function beginDownload(url: string): Promise<IncomingMessage> {
  const [response] = (await once(request(url).end(), 'response')) as [IncomingMessage]
  return response
}

describe('a server that stops', () => {
  it('ends event streams at once, and takes no new connections', async () => {
    const gate = createGate()
    const { script } = sampleAgents()
    const server = await startListening({
      worker: true,
      agents: {
        script: {
          name: 'gated',
          async write(input, context) {
            await gate.opened
            return script.write(input, context)
          },
        },
      },
    })
    const { session_id: id } = await server.system.generate({ prompt: 'Wait for the gate' })
    const events = await fetch(`${server.address}/videos/${id}/events`)
    const text = events.text()
    const startedAt = performance.now()
    await server.close()
    expect(await text).toContain('event: session-start')
    expect(performance.now() - startedAt).toBeLessThan(2000)
    await expect(fetch(`${server.address}/health`)).rejects.toThrow('fetch failed')
    expect((await server.system.status(id)).status).toBe('processing')
    gate.open()
    expect((await server.system.wait(id)).status).toBe('completed')
  })

  it('lets a download finish that its client is reading', async () => {
    const server = await startWithVideo({ graceMs: 10_000 })
    const response = await beginDownload(server.url)
    const closed = server.close()
    const bytes = await buffer(response)
    expect(bytes.equals(VIDEO)).toBe(true)
    await closed
  })

  it('cuts a download that is not over in time', async () => {
    const server = await startWithVideo({ graceMs: 300 })
    const response = await beginDownload(server.url)
    response.on('error', () => {})
    const startedAt = performance.now()
    await server.close()
    expect(performance.now() - startedAt).toBeGreaterThan(250)
    expect(performance.now() - startedAt).toBeLessThan(3000)
    response.destroy()
  })

  it('closes connections that nothing is asked on', async () => {
    const server = await startListening()
    const { socket, all } = openSocket(server.port)
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await once(socket, 'data')
    const startedAt = performance.now()
    await server.close()
    expect(await all).toMatch(/^HTTP\/1\.1 200 /)
    expect(performance.now() - startedAt).toBeLessThan(1000)
  })
})

describe('a download of which nothing is read', () => {
  it('is cut off in the end', async () => {
    const server = await startWithVideo({ timeouts: { idleMs: 400 } })
    const response = await beginDownload(server.url)
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await expect(buffer(response)).rejects.toThrow('aborted')
  })
})
