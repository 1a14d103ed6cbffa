import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRandom, type SessionDocument, type WebhookDelivery } from '@mavs/core'
import { execa, type ResultPromise } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const CHILD = fileURLToPath(new URL('./server-child.ts', import.meta.url))
const SESSIONS = 20
const KILLS = 3
const directory = mkdtempSync(join(tmpdir(), 'mavs-restart-'))
const random = createRandom(20)

/** Messages that arrived: id and session of each. */
const received: { readonly id: string; readonly session: string; readonly type: string }[] = []
const receiver = createHttpServer((request, response) => void receive(request, response))
let hook: string

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  hook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
})
afterAll(() => {
  receiver.close()
  rmSync(directory, { recursive: true, force: true })
})

interface Running {
  readonly address: string
  readonly process: ResultPromise<{ stderr: 'inherit'; reject: false }>
}

async function start(): Promise<Running> {
  const child = execa(process.execPath, [...process.execArgv, CHILD, join(directory, 'data')], {
    stderr: 'inherit',
    reject: false,
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { address: line.toString('utf8').trim(), process: child }
}

async function kill({ process: child }: Running): Promise<void> {
  child.kill('SIGKILL')
  await child
}

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = JSON.parse(await text(request)) as { type: string; data: { session_id: string } }
  received.push({ id: String(request.headers['webhook-id']), session: body.data.session_id, type: body.type })
  response.end()
}

async function submit(address: string, index: number): Promise<string> {
  const body = {
    prompt: `Create a video about the number ${index}`,
    duration_preference: 10,
    webhook_url: hook,
    events: ['completed', 'failed'],
  }
  const headers = { 'Content-Type': 'application/json' }
  const answer = await fetch(`${address}/videos/generate`, { method: 'POST', headers, body: JSON.stringify(body) })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as SessionDocument).session_id
}

const ask = async <Answer>(address: string, path: string): Promise<Answer> =>
  (await (await fetch(`${address}${path}`)).json()) as Answer

const completedCount = async (address: string): Promise<number> =>
  (await ask<{ total_count: number }>(address, '/videos?status=completed&page_size=1')).total_count

/** Asks until the answer is as wanted; the test's own time limit ends it. */
async function until<Answer>(question: () => Promise<Answer>, isWanted: (answer: Answer) => boolean): Promise<Answer> {
  for (;;) {
    const answer = await question()
    if (isWanted(answer)) return answer
    await delay(100)
  }
}

describe('a server that is killed again and again', () => {
  it('completes every session that it accepted, once, and tells webhooks what its log says', async () => {
    let server = await start()
    const accepted = await Promise.all(Array.from({ length: SESSIONS }, (_, index) => submit(server.address, index)))
    expect(new Set(accepted).size).toBe(SESSIONS)
    for (let round = 0; round < KILLS; round++) {
      await delay(200 + 900 * random())
      // Each time there must be work to lose.
      expect(await completedCount(server.address)).toBeLessThan(SESSIONS)
      await kill(server)
      server = await start()
    }
    const { address } = server
    await until(
      () => completedCount(address),
      (count) => count === SESSIONS,
    )
    for (const id of accepted) {
      const { deliveries: log } = await until(
        () => ask<{ deliveries: WebhookDelivery[] }>(address, `/videos/${id}/webhooks`),
        ({ deliveries }) => deliveries.length > 0 && deliveries.every(({ status }) => status === 'delivered'),
      )
      expect(log.map(({ event }) => event)).toEqual(['completed'])
      expectAsLogged(id, log)
      const events = await (await fetch(`${address}/videos/${id}/events`)).text()
      expect(events.match(/^event: session-end$/gm)).toHaveLength(1)
    }
    await kill(server)
  }, 120_000)
})

/** Every message of the log has arrived; what arrived twice was tried twice, and the log says so. */
function expectAsLogged(session: string, log: readonly WebhookDelivery[]): void {
  const arrived = received.filter((message) => message.session === session)
  expect(new Set(arrived.map(({ id }) => id))).toEqual(new Set(log.map(({ message_id }) => message_id)))
  for (const { message_id, attempts } of log) {
    const times = arrived.filter(({ id }) => id === message_id).length
    expect(times).toBeGreaterThanOrEqual(1)
    expect(times).toBeLessThanOrEqual(attempts.length)
  }
}
