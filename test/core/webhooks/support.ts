import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { silentLogger, type VideoRequestInput, type WebhookMessage } from '@mavs/core'
import { createManualClock, sampleRequest, type ManualClock } from '@mavs/core/testing'
import type { GuardedFetch, GuardedRequest } from '../../../packages/core/src/net/guarded-fetch.ts'
import { createChanges } from '../../../packages/core/src/sessions/changes.ts'
import { openDatabase, type SessionDatabase } from '../../../packages/core/src/sessions/database.ts'
import { appendEvent } from '../../../packages/core/src/sessions/events.ts'
import { insertSession, markCancelled } from '../../../packages/core/src/sessions/store.ts'
import { listDeliveries } from '../../../packages/core/src/webhooks/deliveries.ts'
import { startSender, type SenderOptions, type WebhookSender } from '../../../packages/core/src/webhooks/sender.ts'
import { afterTest } from '../support.ts'

export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
export const EVERY_EVENT = ['completed', 'failed', 'cancelled', 'progress_update'] as const

/** A database in memory with sessions that are told about, by their ids. */
export async function openStore(
  requests: Readonly<Record<string, Partial<VideoRequestInput>>>,
): Promise<SessionDatabase> {
  const database = await openDatabase(':memory:')
  afterTest(() => database.close())
  await fileSessions(database, requests)
  return database
}

/** Files sessions, by their ids. */
export const fileSessions = (
  database: SessionDatabase,
  requests: Readonly<Record<string, Partial<VideoRequestInput>>>,
): Promise<void> =>
  database.write((connection) => {
    for (const [id, changes] of Object.entries(requests)) {
      const { script: _script, sources: _sources, ...request } = sampleRequest(changes)
      insertSession(connection, { id, request, deliverTo: null, plugins: [], fingerprint: 'x', now: 0 })
    }
  })

/** Reports progress of a session, as a run does. */
export const report = (database: SessionDatabase, sessionId: string, progress: number, now: number): Promise<void> =>
  database.write((connection) => {
    connection.prepare('UPDATE sessions SET progress = ?, updated_at = ? WHERE id = ?').run(progress, now, sessionId)
    const at = new Date(now).toISOString()
    const stage = 'researching'
    appendEvent(connection, { type: 'stage-progress', sessionId, at, stage, stageProgress: progress, progress })
  })

/** Ends a session. */
export const cancel = (database: SessionDatabase, id: string, now: number): Promise<boolean> =>
  database.write((connection) => markCancelled(connection, id, false, now))

export const deliveries = (database: SessionDatabase, id: string) =>
  database.read((connection) => listDeliveries(connection, id))

/** What a fake receiver saw. */
export interface Post {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly message: WebhookMessage
  readonly at: number
}

export type FakeReply = (post: Post, signal: AbortSignal) => Response | Promise<Response>

/** A sender with a clock that stands still and receivers that are a function. */
export function openSender(
  database: SessionDatabase,
  reply: FakeReply,
  options: Partial<SenderOptions> & { readonly clock?: JumpingClock } = {},
): { readonly sender: WebhookSender; readonly clock: JumpingClock; readonly posts: Post[] } {
  const clock = options.clock ?? createJumpingClock()
  const posts: Post[] = []
  const ask = async (url: string | URL, { headers = {}, body = '', signal }: GuardedRequest = {}) => {
    const post = { url: String(url), headers, message: JSON.parse(body) as WebhookMessage, at: clock.now() }
    posts.push(post)
    return reply(post, signal ?? new AbortController().signal)
  }
  const fetch: GuardedFetch = Object.assign(ask, { close: async () => {} })
  const sender = startSender({
    database,
    logger: silentLogger,
    changes: createChanges(clock),
    secret: async () => SECRET,
    random: () => 0,
    fetch,
    ...options,
    clock,
  })
  afterTest(() => closeSender(sender, clock))
  return { sender, clock, posts }
}

/** Closes a sender; what hangs is let go when the clock says so. */
export async function closeSender(sender: WebhookSender, clock: JumpingClock): Promise<void> {
  const closing = sender.close()
  await clock.advance(0)
  await clock.advance(3000)
  await closing
}

/** A manual clock that can leave a long time out: those who poll are woken once, at its end. */
export interface JumpingClock extends ManualClock {
  jump(ms: number): Promise<void>
}

export function createJumpingClock(): JumpingClock {
  const inner = createManualClock(0)
  let skippedMs = 0
  return {
    now: () => inner.now() + skippedMs,
    sleep: (ms, signal) => inner.sleep(ms, signal),
    advance: (ms) => inner.advance(ms),
    get sleepers() {
      return inner.sleepers
    },
    async jump(ms) {
      skippedMs += ms - 1000
      await inner.advance(1000)
    },
  }
}

export const answer = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers })

/** What a real receiver got. */
export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Receiver {
  readonly url: string
  readonly received: Received[]
}

/** A receiver on loopback. `reply` answers, or lets the sender wait. */
export async function startReceiver(
  reply: (received: Received, response: ServerResponse) => void = (_received, response) => void response.end(),
): Promise<Receiver> {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const one = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() }
    received.push(one)
    reply(one, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterTest(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received }
}
