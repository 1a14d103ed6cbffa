import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { sampleAgents } from '@mavs/core/testing'
import { EventSource } from 'eventsource'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGate, serve, type Serving } from '../serving.ts'

const closing = new AbortController()
let gate = createGate()
let server: Serving
let ended: string

beforeAll(async () => {
  const { write } = sampleAgents().script
  server = await serve({
    server: { closing: closing.signal },
    agents: {
      script: {
        name: 'gated-script',
        async write(input, context) {
          if (input.request.prompt.startsWith('Wait')) await gate.opened
          return write(input, context)
        },
      },
    },
  })
  const session = await server.system.generate({ prompt: 'A video that is done soon' })
  ended = session.session_id
  await server.system.wait(ended)
})
afterAll(async () => {
  gate.open()
  await server.close()
})

interface Told {
  readonly id: number
  readonly event: string
  readonly data: Record<string, unknown>
}

/** The events of a stream's text; comments and other fields are left out. */
function parse(text: string): Told[] {
  return [...text.matchAll(/^id: (\d+)\nevent: (.+)\ndata: (.+)\n\n/gm)].map(([, id, event, data]) => ({
    id: Number(id),
    event: event!,
    data: JSON.parse(data!) as Record<string, unknown>,
  }))
}

const read = async (path: string, headers: Record<string, string> = {}): Promise<Told[]> =>
  parse((await server.send('GET', path, { headers })).bytes.toString('utf8'))

async function running(): Promise<string> {
  gate = createGate()
  const { session_id: id } = await server.system.generate({ prompt: 'Wait for the gate, please' })
  while ((await server.system.status(id)).stage !== 'scripting') await delay(10)
  return id
}

describe('GET /videos/{session_id}/events', () => {
  it('tells what happened, numbered, in snake_case, and ends with the session', async () => {
    const { status, headers, bytes } = await server.send('GET', `/videos/${ended}/events`)
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    })
    expect(headers['content-encoding']).toBeUndefined()
    expect(bytes.toString('utf8')).toMatch(/^retry: 2000\n\n/)
    const told = parse(bytes.toString('utf8'))
    expect(told.map(({ id }) => id)).toEqual(told.map((_, index) => index + 1))
    expect(told[0]).toMatchObject({ event: 'session-start', data: { number: 1, session_id: ended } })
    expect(told.at(-1)).toMatchObject({
      event: 'session-end',
      data: { type: 'session-end', status: 'completed', error_message: null, at: expect.stringMatching(/Z$/) },
    })
    const progress = told.find(({ event }) => event === 'stage-progress')
    expect(Object.keys(progress!.data)).toEqual(expect.arrayContaining(['stage_progress', 'progress', 'stage']))
  })

  it('goes on after the last event that a client has, by header or by parameter', async () => {
    const all = await read(`/videos/${ended}/events`)
    const rest = all.slice(3)
    expect(await read(`/videos/${ended}/events`, { 'Last-Event-ID': '3' })).toEqual(rest)
    expect(await read(`/videos/${ended}/events?last_event_id=3`)).toEqual(rest)
    // A browser that comes again to such an address sends the header, which is newer.
    expect(await read(`/videos/${ended}/events?last_event_id=1`, { 'Last-Event-ID': '3' })).toEqual(rest)
  })

  it('answers 204 after the end, so that clients stop', async () => {
    const { length } = await read(`/videos/${ended}/events`)
    for (const last of [length, length + 5]) {
      const { status, bytes } = await server.send('GET', `/videos/${ended}/events?last_event_id=${last}`)
      expect([status, bytes.length]).toEqual([204, 0])
    }
  })

  it.each(['x', '-1', '1.5', '99999999999999999999', '1, 2'])('refuses the last event "%s"', async (value) => {
    for (const [path, headers] of [
      ['events', { 'Last-Event-ID': value }],
      [`events?last_event_id=${encodeURIComponent(value)}`, {}],
    ] as const) {
      const { status, json } = await server.send('GET', `/videos/${ended}/${path}`, { headers })
      expect([status, json.errors[0]!.path]).toEqual([400, 'last_event_id'])
    }
  })

  it('answers HEAD with its headers at once', async () => {
    const id = await running()
    const { status, headers } = await server.send('HEAD', `/videos/${id}/events`)
    expect([status, headers['content-type']]).toEqual([200, 'text/event-stream; charset=utf-8'])
    gate.open()
    await server.system.wait(id)
  })

  it('is what a browser understands: each event once, and no coming back after the end', async () => {
    const id = await running()
    const source = new EventSource(`${server.address}/videos/${id}/events`)
    const told: string[] = []
    for (const type of ['session-start', 'stage-start', 'stage-progress', 'stage-end', 'session-end']) {
      source.addEventListener(type, ({ lastEventId }) => told.push(lastEventId))
    }
    const closed = new Promise<void>((resolve) => {
      source.addEventListener('error', () => {
        if (source.readyState === EventSource.CLOSED) resolve()
      })
    })
    await expect.poll(() => told.length).toBeGreaterThan(0)
    gate.open()
    await closed
    const all = await read(`/videos/${id}/events`)
    expect(told).toEqual(all.map(({ id: number }) => String(number)))
  })

  it('lets go of a client that leaves', async () => {
    const id = await running()
    const before = await server.connections()
    const responses = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const [response] = await once(get(`${server.address}/videos/${id}/events`, { agent: false }), 'response')
        return response as IncomingMessage
      }),
    )
    expect(await server.connections()).toBe(before + 5)
    for (const response of responses) response.destroy()
    await expect.poll(() => server.connections()).toBe(before)
    gate.open()
    await server.system.wait(id)
  })

  it('ends when the server begins to stop', async () => {
    const id = await running()
    const reading = read(`/videos/${id}/events`)
    await delay(50)
    closing.abort()
    const told = await reading
    expect(told.length).toBeGreaterThan(0)
    expect(told.at(-1)!.event).not.toBe('session-end')
    gate.open()
    await server.system.wait(id)
  })
})

it('answers as the OpenAPI document says', () => {
  expect(server.violations).toEqual([])
})
