import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WebhookMessage } from '@mavs/core'
import { getSession } from '../../../packages/core/src/sessions/store.ts'
import { deleteSession, markCancelled } from '../../../packages/core/src/sessions/store.ts'
import { readEvents } from '../../../packages/core/src/sessions/events.ts'
import { claimSession, completeSession, failSession } from '../../../packages/core/src/sessions/lease.ts'
import { VideoError } from '../../../packages/core/src/errors/video-error.ts'
import { claimMessage, pruneMessages, settleMessage } from '../../../packages/core/src/webhooks/claims.ts'
import { cancel, deliveries, EVERY_EVENT, fileSessions, openStore, report } from './support.ts'

const webhook_url = 'https://hooks.example.com/videos'
const all = { webhook_url, events: [...EVERY_EVENT] }

const payloads = async (database: Awaited<ReturnType<typeof openStore>>) =>
  database.read((connection) =>
    connection
      .prepare('SELECT payload FROM webhook_deliveries ORDER BY position')
      .pluck()
      .all()
      .map((text) => WebhookMessage.parse(JSON.parse(String(text)))),
  )

const work = (database: Awaited<ReturnType<typeof openStore>>) =>
  database.write((connection) => {
    const session = claimSession(connection, { owner: 'w', fingerprint: 'x', leaseMs: 1e6, limit: 9, now: 0 })!
    return { sessionId: session.id, epoch: session.leaseEpoch }
  })

describe('the outbox', () => {
  it('holds the end of a session as the session document shows it', async () => {
    const database = await openStore({ a: { webhook_url }, b: { webhook_url }, c: { webhook_url }, d: {} })
    const [a, b] = [await work(database), await work(database)]
    await database.write((connection) => {
      completeSession(connection, a, {} as never, 5000)
      failSession(connection, b, new VideoError('SESSION_FAILED', 'No voice.'), 6000)
      markCancelled(connection, 'c', false, 7000)
      markCancelled(connection, 'd', false, 8000)
    })
    const [completed, failed, cancelled, ...more] = await payloads(database)
    expect(completed).toEqual({
      type: 'video.completed',
      timestamp: '1970-01-01T00:00:05.000Z',
      data: {
        session_id: 'a',
        status: 'completed',
        stage: 'completed',
        progress: 1,
        created_at: '1970-01-01T00:00:00.000Z',
        updated_at: '1970-01-01T00:00:05.000Z',
        error_message: null,
        status_path: '/videos/a/status',
        download_path: '/videos/a/download',
      },
    })
    expect(failed).toMatchObject({ type: 'video.failed', data: { error_message: 'No voice.', download_path: null } })
    expect(cancelled).toMatchObject({ type: 'video.cancelled', data: { session_id: 'c', status: 'cancelled' } })
    expect(more).toEqual([])
  })

  it('holds a message exactly when the session has the event', async () => {
    const database = await openStore({ a: { webhook_url } })
    const failing = database.write((connection) => {
      markCancelled(connection, 'a', false, 1)
      throw new Error('the disk is full')
    })
    await expect(failing).rejects.toThrow('full')
    expect(await deliveries(database, 'a')).toEqual([])
    expect(await database.read((connection) => readEvents(connection, 'a', 0))).toEqual([])
    await cancel(database, 'a', 2)
    await cancel(database, 'a', 3)
    expect(await deliveries(database, 'a')).toHaveLength(1)
  })

  it('holds only the events that were asked for', async () => {
    const database = await openStore({ a: { webhook_url, events: ['failed'] }, b: { webhook_url } })
    await report(database, 'b', 0.5, 0)
    await cancel(database, 'a', 1)
    await cancel(database, 'b', 1)
    expect(await deliveries(database, 'a')).toEqual([])
    expect((await deliveries(database, 'b')).map(({ event }) => event)).toEqual(['cancelled'])
  })

  it('holds progress at most every ten seconds and five per cent, and none after the end', async () => {
    const steps = fc.array(fc.record({ afterMs: fc.nat(15_000), progress: fc.double({ min: 0, max: 1, noNaN: true }) }))
    let run = 0
    const database = await openStore({})
    await fc.assert(
      fc.asyncProperty(steps, async (reports) => {
        const id = `session-${run++}`
        await fileSessions(database, { [id]: all })
        let [now, progress, told, toldAt] = [0, 0, 0, Number.NEGATIVE_INFINITY]
        const expected: number[] = []
        for (const step of reports) {
          now += step.afterMs
          progress = Math.max(progress, step.progress)
          await report(database, id, progress, now)
          if (progress >= 1 || progress - told < 0.05 || now - toldAt < 10_000) continue
          expected.push(progress)
          ;[told, toldAt] = [progress, now]
        }
        await cancel(database, id, now)
        const messages = (await payloads(database)).filter(({ data }) => data.session_id === id)
        expect(messages.map(({ data }) => data.progress)).toEqual([...expected, progress])
        expect(messages.at(-1)!.type).toBe('video.cancelled')
      }),
      { numRuns: 100 },
    )
  })

  it('replaces progress that nobody was told yet, but not the last one before the end', async () => {
    const database = await openStore({ a: all })
    await report(database, 'a', 0.2, 0)
    await report(database, 'a', 0.4, 10_000)
    await cancel(database, 'a', 20_000)
    expect((await deliveries(database, 'a')).map(({ event, status }) => `${event} ${status}`)).toEqual([
      'progress_update superseded',
      'progress_update pending',
      'cancelled pending',
    ])
  })

  it('keeps what is to be sent when the session is cleaned up, until it has been sent', async () => {
    const database = await openStore({ a: { webhook_url }, b: { webhook_url } })
    await cancel(database, 'a', 0)
    await cancel(database, 'b', 0)
    const settle = () =>
      database.write((connection) => {
        const claim = claimMessage(connection, { now: 0, leaseMs: 1000, busyReceivers: [] })!
        const attempt = { ...claim.attempts.at(-1)!, duration_ms: 5, response_status: 200, error: null }
        settleMessage(connection, claim, attempt, { status: 'delivered' }, 0)
      })
    await settle()
    await database.write((connection) => {
      for (const id of ['a', 'b']) deleteSession(connection, getSession(connection, id))
    })
    expect(await deliveries(database, 'a')).toEqual([])
    expect(await deliveries(database, 'b')).toMatchObject([{ status: 'pending' }])
    await settle()
    expect(await deliveries(database, 'b')).toEqual([])
  })

  it('forgets old messages that are done with, and no others', async () => {
    const ids = Array.from({ length: 700 }, (_, index) => `s${index}`)
    const database = await openStore(Object.fromEntries(ids.map((id) => [id, { webhook_url }])))
    for (const [index, id] of ids.entries()) await cancel(database, id, index)
    await database.write((connection) =>
      connection.prepare("UPDATE webhook_deliveries SET status = 'failed' WHERE position > 3").run(),
    )
    const removed: number[] = []
    const prune = () => database.write((connection) => pruneMessages(connection, 650))
    for (let count = await prune(); count > 0; count = await prune()) removed.push(count)
    expect(removed).toEqual([497, 150])
    expect(await payloads(database)).toHaveLength(53)
    expect(await deliveries(database, 's649')).toEqual([])
    expect(await deliveries(database, 's650')).toHaveLength(1)
    expect(await deliveries(database, 's0')).toMatchObject([{ status: 'pending' }])
  })
})
