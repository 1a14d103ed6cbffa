import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import type { NumberedEvent } from '@mavs/core'
import Koa from 'koa'
import { afterEach, describe, expect, it } from 'vitest'
import { createEventFeeds, type EventFeeds } from '../../../packages/server/src/streaming/event-feed.ts'
import { streamEvents, type StreamEventsOptions } from '../../../packages/server/src/streaming/stream-events.ts'

/** A source of events by hand, which counts who reads it. */
function createSource() {
  const events: NumberedEvent[] = []
  let isEnded = false
  let wake = () => {}
  const counts = { opened: 0, open: 0 }
  async function* read(signal: AbortSignal) {
    counts.opened++
    counts.open++
    try {
      for (let position = 0; ; position++) {
        while (position >= events.length) {
          if (isEnded) return
          await new Promise<void>((resolve, reject) => {
            wake = resolve
            signal.addEventListener('abort', () => reject(signal.reason as Error))
          })
        }
        yield events[position]!
      }
    } finally {
      counts.open--
    }
  }
  return {
    counts,
    system: { events: (_id: string, options: { signal?: AbortSignal } = {}) => read(options.signal!) },
    add(message: string) {
      const at = '2026-01-01T00:00:00.000Z'
      const base = { sessionId: 's', at, stage: 'researching', stageProgress: 0, progress: 0 } as const
      events.push({ ...base, type: 'stage-progress', message, number: events.length + 1 })
      wake()
    },
    end() {
      isEnded = true
      wake()
    },
  }
}

let http: Server | undefined
afterEach(() => {
  http?.closeAllConnections()
  http?.close()
})

async function listen(feeds: EventFeeds, options: Partial<StreamEventsOptions> = {}): Promise<number> {
  const app = new Koa()
  app.on('error', () => {})
  app.use((context) => streamEvents(context, feeds, 's', { after: 0, ...options }))
  http = createServer(app.callback())
  await new Promise<void>((resolve) => http!.listen(0, '127.0.0.1', resolve))
  return (http.address() as AddressInfo).port
}

async function open(port: number): Promise<IncomingMessage> {
  const [response] = (await once(get({ port, host: '127.0.0.1', agent: false }), 'response')) as [IncomingMessage]
  return response
}

describe('event feed', () => {
  it('is read once for 500 listeners, who all get all of it', async () => {
    const source = createSource()
    source.add('first')
    const port = await listen(createEventFeeds(source.system))
    const answers = await Promise.all(Array.from({ length: 500 }, () => open(port)))
    const texts = answers.map((answer) => text(answer))
    source.add('second')
    await delay(20)
    const begun = process.cpuUsage()
    for (let index = 0; index < 10; index++) {
      source.add(`more ${index}`)
      await delay(5)
    }
    const { user, system } = process.cpuUsage(begun)
    source.end()
    const got = await Promise.all(texts)
    expect(new Set(got).size).toBe(1)
    expect(got[0]!.match(/^id: /gm)).toHaveLength(12)
    expect(source.counts).toEqual({ opened: 1, open: 0 })
    // 5000 events to send, and as many to read here.
    expect((user + system) / 1000).toBeLessThan(5000)
  })

  it('begins with the beginning for who comes late, and with the next event for who has some', async () => {
    const source = createSource()
    const feeds = createEventFeeds(source.system)
    const late = await listen(feeds)
    for (const message of ['a', 'b', 'c']) source.add(message)
    const early = await open(late)
    await delay(20)
    const whole = await open(late)
    source.end()
    expect(await text(whole)).toBe(await text(early))
    const part = await listen(feeds, { after: 2 })
    expect((await text(await open(part))).match(/"message":"(.)"/g)).toEqual(['"message":"c"'])
  })

  it('lets go of its source with the last listener, and takes it up again with the next', async () => {
    const source = createSource()
    source.add('a')
    const port = await listen(createEventFeeds(source.system))
    const [one, other] = [await open(port), await open(port)]
    one.destroy()
    await delay(50)
    expect(source.counts.open).toBe(1)
    other.destroy()
    await expect.poll(() => source.counts.open).toBe(0)
    const again = await open(port)
    source.end()
    expect((await text(again)).match(/^id: /gm)).toHaveLength(1)
    expect(source.counts.opened).toBe(2)
  })

  it('gives signs of life while nothing happens', async () => {
    const source = createSource()
    const port = await listen(createEventFeeds(source.system), { heartbeatMs: 20 })
    const reading = open(port).then(text)
    await delay(150)
    source.end()
    expect((await reading).match(/^: still here$/gm)!.length).toBeGreaterThan(2)
  })

  it('ends the streams when its source breaks', async () => {
    const port = await listen(
      createEventFeeds({
        async *events() {
          yield { type: 'session-start', sessionId: 's', at: '2026-01-01T00:00:00.000Z', number: 1 } as const
          throw new Error('the database is gone')
        },
      }),
    )
    expect((await text(await open(port))).match(/^id: /gm)).toHaveLength(1)
  })

  it('cuts a client that reads nothing, and keeps no more for it than what the system does', async () => {
    const source = createSource()
    const port = await listen(createEventFeeds(source.system), { stallMs: 200 })
    const slow = connect(port, '127.0.0.1').pause()
    slow.on('error', () => {})
    slow.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    for (let index = 0; index < 300; index++) source.add('x'.repeat(100_000))
    const quick = text(await open(port))
    await expect.poll(() => new Promise((resolve) => http!.getConnections((_, count) => resolve(count)))).toBe(1)
    source.end()
    expect((await quick).match(/^id: /gm)).toHaveLength(300)
    slow.destroy()
    expect(source.counts.open).toBe(0)
  })
})
