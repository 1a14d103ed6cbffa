import { describe, expect, it } from 'vitest'
import type { MavsClient } from '@mavs/client'
import { answer, createFaultServer, problem, silence, stream } from './fault-server.ts'

const at = '2026-01-01T00:00:00.000Z'
const message = (number: number, fields: object) =>
  `id: ${number}\ndata: ${JSON.stringify({ session_id: 's', at, number, ...fields })}\n\n`
const start = message(1, { type: 'session-start' })
const progress = (number: number, text: string) =>
  message(number, { type: 'stage-progress', stage: 'scripting', stage_progress: 0, progress: 0, message: text })
const end = (number: number) => message(number, { type: 'session-end', status: 'completed', error_message: null })

const numbers = async (client: MavsClient, after = 0): Promise<number[]> => {
  const read: number[] = []
  for await (const event of client.events('s', { after })) read.push(event.number)
  return read
}

describe('events', () => {
  it('come over as many connections as it takes, each once and in order', async () => {
    const { client, seen } = await createFaultServer([
      stream([start, progress(2, 'a'), 'id: 3\ndata: {"half'], 'cut'),
      problem(503, 'OVERLOADED'),
      stream([progress(2, 'again'), progress(3, 'b')], 'end'),
      stream([': heartbeat\n\n', end(4)], 'hang'),
    ])
    expect(await numbers(client)).toEqual([1, 2, 3, 4])
    expect(seen.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '2', '2', '3'])
    expect(seen[0]!.url).toBe('/videos/s/events')
  })

  it('begin after the number that is known', async () => {
    const { client, seen } = await createFaultServer([stream([end(8)], 'end')])
    expect(await numbers(client, 7)).toEqual([8])
    expect(seen[0]!.headers['last-event-id']).toBe('7')
  })

  it('keep letters whole that are cut between two packets', async () => {
    const bytes = Buffer.from(progress(1, 'Bäume 🌳'))
    const pieces = [...bytes].map((byte) => Buffer.from([byte]))
    const { client } = await createFaultServer([stream([...pieces, end(2)], 'end')])
    const texts: (string | undefined)[] = []
    for await (const event of client.events('s')) if (event.type === 'stage-progress') texts.push(event.message)
    expect(texts).toEqual(['Bäume 🌳'])
  })

  it('come over a new connection when not even a heartbeat comes over the old one', async () => {
    const { client, seen } = await createFaultServer([stream([start], 'hang'), stream([end(2)], 'end')], {
      timeoutMs: 80,
    })
    expect(await numbers(client)).toEqual([1, 2])
    expect(seen).toHaveLength(2)
  })

  it('have the names of the library, and end where nothing comes any more', async () => {
    const { client } = await createFaultServer([
      stream([end(1).replace('null', '"no disk"')], 'end'),
      (response) => response.writeHead(204).end(),
    ])
    for await (const event of client.events('s')) {
      expect(event).toEqual({
        sessionId: 's',
        at,
        number: 1,
        type: 'session-end',
        status: 'completed',
        errorMessage: 'no disk',
      })
    }
    expect(await numbers(client, 1)).toEqual([])
  })

  it('are given up when connections bring nothing', async () => {
    const { client, seen } = await createFaultServer([stream([], 'end')], { retries: 2 })
    await expect(numbers(client)).rejects.toMatchObject({ code: 'UNREACHABLE' })
    expect(seen).toHaveLength(3)
  })

  it('are refused at once for an unknown session, and where they are no events', async () => {
    const unknown = await createFaultServer([problem(404, 'SESSION_NOT_FOUND')])
    await expect(numbers(unknown.client)).rejects.toMatchObject({ status: 404 })
    expect(unknown.seen).toHaveLength(1)
    const garbage = await createFaultServer([stream(['data: not json\n\n'], 'end')])
    await expect(numbers(garbage.client)).rejects.toMatchObject({ code: 'ANSWER_INVALID' })
  })

  it('end the connection when nobody reads on', async () => {
    const closed = Promise.withResolvers<void>()
    const { client } = await createFaultServer([
      (response, request) => {
        response.on('close', () => closed.resolve())
        stream([start], 'hang')(response, request)
      },
    ])
    for await (const event of client.events('s')) if (event.number === 1) break
    await closed.promise
  })
})

describe('waiting', () => {
  const completed = answer(200, { session_id: 's', status: 'completed' })
  const running = answer(200, { session_id: 's', status: 'processing' })

  it('ends with the events, and hands them on', async () => {
    const { client } = await createFaultServer([stream([start, end(2)], 'end'), completed])
    const types: string[] = []
    const session = await client.wait('s', { onEvent: ({ type }) => types.push(type) })
    expect(session.status).toBe('completed')
    expect(types).toEqual(['session-start', 'session-end'])
  })

  it.each([
    ['have no endpoint', [problem(405, 'METHOD')]],
    ['do not come through a proxy', [silence, silence]],
  ])('asks from time to time where events %s', async (_title, faults) => {
    const { client, seen } = await createFaultServer([...faults, running, running, completed], {
      timeoutMs: 50,
      retries: 0,
    })
    expect((await client.wait('s', { pollMs: 5 })).status).toBe('completed')
    expect(seen.filter(({ url }) => url === '/videos/s/status')).toHaveLength(3)
  })

  it('throws when the session failed, with the reason, or was cancelled', async () => {
    const failed = answer(200, { session_id: 's', status: 'failed', error_message: 'no disk' })
    const first = await createFaultServer([stream([end(1)], 'end'), failed])
    await expect(first.client.wait('s')).rejects.toMatchObject({ code: 'SESSION_FAILED', message: 'no disk' })
    const second = await createFaultServer([stream([end(1)], 'end'), answer(200, { status: 'cancelled' })])
    await expect(second.client.wait('s')).rejects.toMatchObject({ code: 'SESSION_CANCELLED' })
  })
})
