import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { claimMessage } from '../../../packages/core/src/webhooks/claims.ts'
import { RETRY_AFTER_MS } from '../../../packages/core/src/webhooks/schedule.ts'
import { gate, untilAborted } from '../support.ts'
import {
  answer,
  cancel,
  closeSender,
  createJumpingClock,
  deliveries,
  EVERY_EVENT,
  fileSessions,
  openSender,
  openStore,
  report,
  SECRET,
  type Post,
} from './support.ts'

const webhook_url = 'https://hooks.example.com/videos?token=abc'
const all = { webhook_url, events: [...EVERY_EVENT] }
const DAY_MS = 24 * 3_600_000

const typesOf = (posts: readonly Post[]) => posts.map(({ message }) => message.type)
const summary = async (database: Awaited<ReturnType<typeof openStore>>, id: string) =>
  (await deliveries(database, id)).map(({ event, status, attempts }) => `${event} ${status} ${attempts.length}`)

describe('the sender', () => {
  it('posts a message with the signature of its body, and logs the answer', async () => {
    const database = await openStore({ a: { webhook_url } })
    await cancel(database, 'a', 0)
    const { clock, posts } = openSender(database, async () => {
      await clock.sleep(120)
      return answer(204)
    })
    await clock.advance(0)
    await clock.advance(1000)
    const [delivery] = await deliveries(database, 'a')
    const [post] = posts
    expect(posts).toHaveLength(1)
    expect(post).toMatchObject({ url: webhook_url, headers: { 'content-type': 'application/json' } })
    expect(post!.headers['user-agent']).toMatch(/^MAVS\/\d+\.\d+\.\d+/)
    expect(post!.headers['webhook-id']).toBe(delivery!.message_id)
    const body = JSON.stringify(post!.message)
    expect(post!.headers['webhook-signature']).toBe(new Webhook(SECRET).sign(delivery!.message_id, new Date(0), body))
    expect(delivery).toMatchObject({
      session_id: 'a',
      event: 'cancelled',
      status: 'delivered',
      next_attempt_at: null,
      attempts: [{ at: '1970-01-01T00:00:00.000Z', duration_ms: 120, response_status: 204, error: null }],
    })
  })

  it('tries for a day, with the same id and a new time, and then gives up', async () => {
    const database = await openStore({ a: { webhook_url } })
    await cancel(database, 'a', 0)
    const { clock, posts } = openSender(database, () => answer(500))
    await clock.advance(0)
    for (const waitMs of RETRY_AFTER_MS) {
      await clock.jump(waitMs - 1000)
      await clock.advance(2000)
    }
    await clock.jump(DAY_MS)
    const gaps = posts.slice(1).map(({ at }, index) => at - posts[index]!.at)
    expect(gaps).toHaveLength(RETRY_AFTER_MS.length)
    for (const [index, gap] of gaps.entries()) {
      expect(gap).toBeGreaterThanOrEqual(RETRY_AFTER_MS[index]!)
      expect(gap).toBeLessThan(RETRY_AFTER_MS[index]! + 2000)
    }
    expect(new Set(posts.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(posts.map(({ headers }) => Number(headers['webhook-timestamp']))).toEqual(
      posts.map(({ at }) => Math.floor(at / 1000)),
    )
    const [delivery] = await deliveries(database, 'a')
    expect(delivery).toMatchObject({ status: 'failed', next_attempt_at: null })
    expect(delivery!.attempts.map(({ at }) => Date.parse(at))).toEqual(posts.map(({ at }) => at))
  })

  it('comes back when the receiver asks it to', async () => {
    const database = await openStore({ a: { webhook_url } })
    await cancel(database, 'a', 0)
    const { clock, posts } = openSender(database, () =>
      posts.length === 1 ? answer(429, { 'retry-after': '90' }) : answer(200),
    )
    await clock.advance(0)
    expect(await deliveries(database, 'a')).toMatchObject([{ next_attempt_at: '1970-01-01T00:01:30.000Z' }])
    await clock.advance(89_000)
    expect(posts).toHaveLength(1)
    await clock.advance(2000)
    expect(await summary(database, 'a')).toEqual(['cancelled delivered 2'])
  })

  it('never comes back to a receiver that is gone', async () => {
    const database = await openStore({ a: { webhook_url } })
    await cancel(database, 'a', 0)
    const { clock, posts } = openSender(database, () => answer(410))
    await clock.advance(0)
    await clock.jump(DAY_MS)
    expect(posts).toHaveLength(1)
    expect(await summary(database, 'a')).toEqual(['cancelled failed 1'])
  })

  it('follows no redirect, and says so', async () => {
    const database = await openStore({ a: { webhook_url } })
    await cancel(database, 'a', 0)
    const { clock } = openSender(database, () => answer(302, { location: 'http://127.0.0.1/' }))
    await clock.advance(0)
    expect(await deliveries(database, 'a')).toMatchObject([
      { status: 'pending', attempts: [{ error: 'The receiver answered 302; redirects are not followed.' }] },
    ])
  })

  it('tells the end only after what came before was tried, and does not wait for it to succeed', async () => {
    const database = await openStore({ a: all })
    const held = gate()
    const { clock, posts } = openSender(database, async ({ message }) => {
      if (message.type === 'video.progress_update') await held.opened
      return message.type === 'video.progress_update' ? answer(503) : answer(200)
    })
    await report(database, 'a', 0.3, 0)
    await clock.advance(1000)
    await cancel(database, 'a', 1000)
    await clock.advance(10_000)
    expect(typesOf(posts)).toEqual(['video.progress_update'])
    held.open()
    await clock.advance(0)
    expect(typesOf(posts)).toEqual(['video.progress_update', 'video.cancelled'])
    await clock.advance(60_000)
    expect(await summary(database, 'a')).toEqual(['progress_update superseded 1', 'cancelled delivered 1'])
    expect(posts).toHaveLength(2)
  })

  it('gives progress that fails up after three tries, or as soon as something newer is there', async () => {
    const database = await openStore({ a: all, b: all })
    const { clock } = openSender(database, ({ message }) =>
      message.type === 'video.progress_update' ? answer(503) : answer(200),
    )
    await report(database, 'a', 0.3, 0)
    await report(database, 'b', 0.3, 0)
    await clock.advance(7000)
    expect(await summary(database, 'b')).toEqual(['progress_update pending 2'])
    await cancel(database, 'b', 7000)
    expect(await summary(database, 'b')).toEqual(['progress_update superseded 2', 'cancelled pending 0'])
    await clock.advance(60_000)
    expect(await summary(database, 'a')).toEqual(['progress_update failed 3'])
    expect(await summary(database, 'b')).toEqual(['progress_update superseded 2', 'cancelled delivered 1'])
  })

  it('lets no receiver hold up the others, however slow it is and however much it gets', async () => {
    const slow = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`slow-${index}`, { webhook_url: 'https://slow.example/' }]),
    )
    const quick = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`quick-${index}`, { webhook_url: 'https://quick.example/' }]),
    )
    const database = await openStore({ ...slow, ...quick })
    for (const id of [...Object.keys(slow), ...Object.keys(quick)]) await cancel(database, id, 0)
    const { clock, posts } = openSender(database, async ({ url }, signal) =>
      url.includes('slow') ? untilAborted(signal) : answer(200),
    )
    await clock.advance(1000)
    expect(posts.filter(({ url }) => url.includes('quick'))).toHaveLength(50)
    expect(posts.filter(({ url }) => url.includes('slow'))).toHaveLength(4)
  })

  it('sends each message once though two processes send', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `s${index}`)
    const database = await openStore(
      Object.fromEntries(ids.map((id, index) => [id, { webhook_url: `https://r${index}.example/` }])),
    )
    for (const id of ids) await cancel(database, id, 0)
    const clock = createJumpingClock()
    const reply = async () => {
      await clock.sleep(500)
      return answer(200)
    }
    const [one, two] = [openSender(database, reply, { clock }), openSender(database, reply, { clock })]
    await clock.advance(5000)
    expect(one.posts.length).toBeGreaterThan(0)
    expect(two.posts.length).toBeGreaterThan(0)
    const seen = [...one.posts, ...two.posts].map(({ message }) => message.data.session_id)
    expect(seen.toSorted()).toEqual(ids.toSorted())
  })

  it('sends again, with a log that says why, what a process left without an answer', async () => {
    const database = await openStore({ a: { webhook_url } })
    await cancel(database, 'a', 0)
    const clock = createJumpingClock()
    // A process that was killed right after it had sent.
    await database.write((connection) => claimMessage(connection, { now: 0, leaseMs: 30_000, busyReceivers: [] }))
    const { posts } = openSender(database, () => answer(200), { clock })
    await clock.advance(29_000)
    expect(posts).toHaveLength(0)
    expect(await deliveries(database, 'a')).toMatchObject([
      { status: 'pending', attempts: [{ duration_ms: null, response_status: null }] },
    ])
    await clock.advance(2000)
    expect(await deliveries(database, 'a')).toMatchObject([
      {
        status: 'delivered',
        attempts: [
          { duration_ms: null, error: expect.stringContaining('No answer is known') },
          { duration_ms: 0, response_status: 200, error: null },
        ],
      },
    ])
  })

  it('gives back what has no answer when it is closed, and the next one sends it at once', async () => {
    const database = await openStore({ a: { webhook_url } })
    await cancel(database, 'a', 0)
    const first = openSender(database, (_post, signal) => untilAborted(signal))
    await first.clock.advance(0)
    await closeSender(first.sender, first.clock)
    const { clock, posts } = openSender(database, () => answer(200))
    await clock.advance(0)
    expect(posts).toHaveLength(1)
    expect(await deliveries(database, 'a')).toMatchObject([
      {
        status: 'delivered',
        attempts: [
          { duration_ms: null, error: expect.stringContaining('No answer is known') },
          { response_status: 200 },
        ],
      },
    ])
  })

  it('sends what was filed just before it is closed', async () => {
    const database = await openStore({})
    const { sender, clock, posts } = openSender(database, () => answer(200))
    await clock.advance(0)
    await fileSessions(database, { a: { webhook_url } })
    await cancel(database, 'a', 0)
    await sender.close()
    expect(posts).toHaveLength(1)
    expect(await summary(database, 'a')).toEqual(['cancelled delivered 1'])
  })

  it('logs neither the secret nor what stands in the path of a URL', async () => {
    const lines: string[] = []
    const log = (fields: object, message: string) => void lines.push(JSON.stringify({ ...fields, message }))
    const database = await openStore({ a: { webhook_url }, b: { webhook_url } })
    await cancel(database, 'a', 0)
    await cancel(database, 'b', 0)
    const logger = { debug: log, info: log, warn: log, error: log }
    const { clock } = openSender(database, () => answer(410), { logger })
    await clock.advance(1000)
    expect(lines.join('\n')).toContain('hooks.example.com')
    expect(lines.join('\n')).not.toMatch(/abc|whsec/)
  })
})
