import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { LookupFunction } from 'node:net'
import { fileURLToPath } from 'node:url'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it, vi } from 'vitest'
import { createGuardedFetch, WebhookDelivery, WebhookMessage, type VideoSystem } from '@mavs/core'
import { sampleAgentsPlugin } from '@mavs/core/testing'
import { afterTest, openSystem, shiftedClock, temporaryDirectory } from '../support.ts'
import { cancel, deliveries, openSender, openStore, startReceiver, type Received } from './support.ts'

const CHILD = fileURLToPath(new URL('./sending-child.ts', import.meta.url))
const prompt = 'Explain the water cycle'

/** Checks a request as a receiver does, and answers with its message. */
async function verify(system: VideoSystem, { body, headers }: Received): Promise<WebhookMessage> {
  const verified = new Webhook(await system.webhookSecret()).verify(body, headers as Record<string, string>)
  return WebhookMessage.parse(verified)
}

/** The session's messages once none waits any more. */
const settled = (system: VideoSystem, id: string): Promise<readonly WebhookDelivery[]> =>
  vi.waitFor(
    async () => {
      const found = await system.webhookDeliveries(id)
      expect(found.filter(({ status }) => status === 'pending')).toEqual([])
      expect(found).not.toEqual([])
      return found.map((delivery) => WebhookDelivery.parse(delivery))
    },
    { timeout: 10_000, interval: 20 },
  )

describe('a webhook', () => {
  it('tells of a finished video, signed so that a receiver can check it', async () => {
    const receiver = await startReceiver()
    const system = await openSystem({ privateWebhooks: true })
    const { session_id: id } = await system.generate({ prompt, webhook_url: `${receiver.url}/hook?for=us` })
    const done = await system.wait(id)
    const [delivery, ...more] = await settled(system, id)
    expect([receiver.received.length, more]).toEqual([1, []])
    const [request] = receiver.received
    expect(await verify(system, request!)).toMatchObject({
      type: 'video.completed',
      timestamp: done.updated_at,
      data: { session_id: id, status: 'completed', progress: 1, download_path: `/videos/${id}/download` },
    })
    expect(request).toMatchObject({ path: '/hook?for=us', headers: { 'webhook-id': delivery!.message_id } })
    expect(() =>
      new Webhook(Buffer.alloc(32).toString('base64')).verify(request!.body, request!.headers as never),
    ).toThrow('No matching signature')
    expect(delivery).toMatchObject({ status: 'delivered', attempts: [{ response_status: 200, error: null }] })
  })

  it('tells of failures and cancels, and of progress when asked to', async () => {
    const receiver = await startReceiver()
    const plugin = sampleAgentsPlugin({
      audio: {
        name: 'mute',
        async narrate() {
          throw new Error('no voice today')
        },
      },
    })
    const system = await openSystem({ privateWebhooks: true, plugins: [plugin] })
    const request = { prompt, webhook_url: receiver.url, events: ['failed' as const, 'progress_update' as const] }
    const { session_id: failing } = await system.generate(request)
    await expect(system.wait(failing)).rejects.toThrow('no voice')
    await settled(system, failing)
    const waiting = await openSystem({ privateWebhooks: true, worker: false })
    const { session_id: queued } = await waiting.generate({ prompt, webhook_url: receiver.url })
    await waiting.cancel(queued)
    const messages = await Promise.all(receiver.received.map((received) => verify(system, received)))
    expect(messages.map(({ type }) => type)).toEqual(['video.progress_update', 'video.failed'])
    expect(messages[0]!.data).toMatchObject({ status: 'processing', download_path: null })
    expect(messages[1]!.data.error_message).toContain('no voice today')
    // Nobody works in that directory: its message waits for somebody who does.
    expect(await waiting.webhookDeliveries(queued)).toMatchObject([
      { event: 'cancelled', status: 'pending', attempts: [] },
    ])
  })

  it('survives a restart, on its schedule', async () => {
    const dataDirectory = temporaryDirectory()
    const statuses = [503, 200]
    const receiver = await startReceiver((_received, response) => {
      response.writeHead(statuses.shift() ?? 500).end()
    })
    const clock = shiftedClock()
    const open = () => openSystem({ dataDirectory, clock, privateWebhooks: true })
    const first = await open()
    const { session_id: id } = await first.generate({ prompt, webhook_url: receiver.url })
    await first.wait(id)
    await vi.waitFor(async () =>
      expect(await first.webhookDeliveries(id)).toMatchObject([
        { status: 'pending', attempts: [{ response_status: 503, error: 'The receiver answered 503.' }] },
      ]),
    )
    const secret = await first.webhookSecret()
    await first.close()
    const second = await open()
    expect(await second.webhookSecret()).toBe(secret)
    clock.shift(6000)
    const [delivery] = await settled(second, id)
    expect(delivery!.attempts.map(({ response_status }) => response_status)).toEqual([503, 200])
    const [one, two] = receiver.received
    expect(two!.body).toBe(one!.body)
    expect(two!.headers['webhook-id']).toBe(one!.headers['webhook-id'])
    expect(two!.headers['webhook-timestamp']).not.toBe(one!.headers['webhook-timestamp'])
  })

  it('is sent again after SIGKILL in the middle of sending, and the log says what is known', async () => {
    const dataDirectory = temporaryDirectory()
    const client = await openSystem({ dataDirectory, worker: false, privateWebhooks: true })
    let isKilled = false
    const child = spawn(process.execPath, ['--conditions=@mavs/source', CHILD, dataDirectory], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    afterTest(() => void child.kill('SIGKILL'))
    const receiver = await startReceiver((_received, response) => {
      // The message has arrived, but its sender never learns.
      if (isKilled) response.end()
      else isKilled = child.kill('SIGKILL')
    })
    const exited = once(child, 'exit')
    const { session_id: id } = await client.generate({ prompt, webhook_url: receiver.url })
    expect((await exited)[1]).toBe('SIGKILL')
    expect(await client.webhookDeliveries(id)).toMatchObject([
      { status: 'pending', attempts: [{ duration_ms: null, response_status: null }] },
    ])
    const clock = shiftedClock()
    clock.shift(40_000)
    const system = await openSystem({ dataDirectory, clock, privateWebhooks: true })
    const [delivery, ...more] = await settled(system, id)
    expect(more).toEqual([])
    expect(delivery!.attempts).toMatchObject([
      { duration_ms: null, error: expect.stringContaining('No answer is known') },
      { response_status: 200, error: null },
    ])
    expect(receiver.received).toHaveLength(2)
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set([delivery!.message_id]),
    )
  })

  it('reaches no private address by a name that resolves to one', async () => {
    const receiver = await startReceiver()
    const database = await openStore({ a: { webhook_url: receiver.url.replace('127.0.0.1', 'inside.example') } })
    await cancel(database, 'a', 0)
    const lookup = ((_name, _options, callback) =>
      callback(null, [{ address: '127.0.0.1', family: 4 }] as never)) as LookupFunction
    const { clock } = openSender(database, () => expect.unreachable(), { fetch: createGuardedFetch({ lookup }) })
    await clock.advance(0)
    await vi.waitFor(async () =>
      expect(await deliveries(database, 'a')).toMatchObject([
        { status: 'pending', attempts: [{ error: 'inside.example resolves to a private address.' }] },
      ]),
    )
    expect(receiver.received).toEqual([])
  })

  it('outlives the cleanup of its session until it is sent, and goes with it when it was', async () => {
    const statuses = [500]
    const receiver = await startReceiver((_received, response) => {
      response.writeHead(statuses.shift() ?? 200).end()
    })
    const clock = shiftedClock()
    const system = await openSystem({ clock, privateWebhooks: true })
    const { session_id: id } = await system.generate({ prompt, webhook_url: receiver.url })
    await system.wait(id)
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1))
    clock.shift(1000)
    expect((await system.cleanup({ maxAgeHours: 0 })).sessions).toEqual([id])
    await expect(system.webhookDeliveries(id)).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' })
    clock.shift(6000)
    await vi.waitFor(() => expect(receiver.received).toHaveLength(2), { timeout: 5000 })
  })

  it('is sent when a process files, works and closes at once', async () => {
    const receiver = await startReceiver()
    const system = await openSystem({ privateWebhooks: true })
    const { session_id: id } = await system.generate({ prompt, webhook_url: receiver.url })
    await system.wait(id)
    await system.close()
    expect(receiver.received).toHaveLength(1)
  })
})

describe('a request with a webhook', () => {
  const refused = async (request: object, options: object = {}) => {
    const system = await openSystem({ worker: false, ...options })
    return expect(system.generate({ prompt, ...request })).rejects
  }

  it.each([
    ['ftp://example.com/hook', /webhook_url/],
    ['not a url', /webhook_url/],
    ['https://user:hunter2@example.com/', /webhook_url: must not hold a user name or password$/],
    [
      'http://127.0.0.1:8080/',
      /webhook_url: must not lead to a private address \(127\.0\.0\.1\); .*MAVS_WEBHOOK_PRIVATE/,
    ],
    ['http://[fd00::1]/', /webhook_url: must not lead to a private address/],
    ['http://0177.0.0.1/', /webhook_url: must not lead to a private address \(127\.0\.0\.1\)/],
    ['http://localhost:3000/', /webhook_url: must not lead to a private address \(localhost\)/],
  ])('is refused with %s', async (webhook_url, message) => {
    const rejected = await refused({ webhook_url })
    await rejected.toMatchObject({ code: 'REQUEST_INVALID', details: { errors: [{ path: 'webhook_url' }] } })
    await (await refused({ webhook_url })).toThrow(message)
    await (await refused({ webhook_url })).not.toThrow(/hunter2/)
  })

  it('is refused with events that nobody is told about', async () =>
    (await refused({ events: ['completed'] })).toThrow(/events: needs a webhook_url/))

  it('may name a private address where the operator says so', async () => {
    for (const options of [{ privateWebhooks: true }, { environment: { MAVS_WEBHOOK_PRIVATE: 'true' } }]) {
      const system = await openSystem({ worker: false, ...options })
      await system.generate({ prompt, webhook_url: 'http://10.1.2.3/' })
    }
    await (
      await refused(
        { webhook_url: 'http://10.1.2.3/' },
        { privateWebhooks: false, environment: { MAVS_WEBHOOK_PRIVATE: 'true' } },
      )
    ).toMatchObject({ code: 'REQUEST_INVALID' })
  })
})
