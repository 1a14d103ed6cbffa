import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WebhookAttempt } from '@mavs/core'
import { claimMessage, releaseMessage, settleMessage, type Claim } from '../../../packages/core/src/webhooks/claims.ts'
import { judge } from '../../../packages/core/src/webhooks/schedule.ts'
import { cancel, deliveries, EVERY_EVENT, openStore, report } from './support.ts'

const LEASE_MS = 30_000
const SESSIONS = ['a', 'b', 'c'] as const

type Operation =
  | { readonly do: 'report'; readonly session: number }
  | { readonly do: 'end'; readonly session: number }
  | { readonly do: 'claim'; readonly worker: number }
  | Finish
  | { readonly do: 'wait'; readonly ms: number }
type Finish =
  | { readonly do: 'kill'; readonly worker: number }
  | { readonly do: 'interrupt'; readonly worker: number }
  | { readonly do: 'answer'; readonly worker: number; readonly status: number | null }

const worker = fc.nat(2)
const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('report' as const), session: fc.nat(2) }) },
  fc.record({ do: fc.constant('end' as const), session: fc.nat(2) }),
  { weight: 5, arbitrary: fc.record({ do: fc.constant('claim' as const), worker }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('answer' as const), worker, status: fc.constantFrom(200, 500, 410, null) }),
  },
  fc.record({ do: fc.constant('kill' as const), worker }),
  fc.record({ do: fc.constant('interrupt' as const), worker }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 40_000 }) }) },
)

/** What really left for a message: one entry a try, with the answer when one came. */
type Sent = { readonly messageId: string; answer: 'unknown' | number | null }

/** Three senders that may die, three sessions, and time. */
async function playAndCheck(operations: readonly Operation[]): Promise<void> {
  const database = await openStore(
    Object.fromEntries(
      SESSIONS.map((id) => [id, { webhook_url: 'https://hooks.example.com/', events: [...EVERY_EVENT] }]),
    ),
  )
  const held = new Map<number, { readonly claim: Claim; readonly sent: Sent; readonly until: number }>()
  const sent: Sent[] = []
  const progress = new Map<string, number>()
  let now = 0
  for (const step of operations) {
    await apply(step)
    await check()
  }

  async function apply(step: Operation): Promise<void> {
    if (step.do === 'wait') now += step.ms
    else if (step.do === 'report' || step.do === 'end') await tell(SESSIONS[step.session]!, step.do)
    else if (step.do === 'claim') await claim(step.worker)
    else await finish(step)
  }

  async function tell(id: string, what: 'report' | 'end'): Promise<void> {
    if (what === 'end') await cancel(database, id, now)
    const ended = (await deliveries(database, id)).some(({ event }) => event === 'cancelled')
    if (ended) return
    progress.set(id, Math.min(0.99, (progress.get(id) ?? 0) + 0.07))
    await report(database, id, progress.get(id)!, now)
  }

  async function claim(by: number): Promise<void> {
    if (held.has(by)) return
    const claimed = await database.write((connection) =>
      claimMessage(connection, { now, leaseMs: LEASE_MS, busyReceivers: [] }),
    )
    if (claimed === undefined) return
    const { id, session_id } = claimed.row
    const all = await deliveries(database, session_id)
    const isOpen = (messageId: string) =>
      all.some(({ message_id, status }) => message_id === messageId && status === 'pending')
    // Nobody else sends this message, or another open one of its session, as long as a claim holds.
    for (const other of held.values()) {
      if (other.until > now && isOpen(other.claim.row.id)) expect(other.claim.row.session_id).not.toBe(session_id)
    }
    // Whatever came before it in its session has been tried, or was replaced by newer progress.
    for (const earlier of all.slice(
      0,
      all.findIndex(({ message_id }) => message_id === id),
    )) {
      expect(earlier.status).not.toBe('pending')
    }
    const one: Sent = { messageId: id, answer: 'unknown' }
    sent.push(one)
    held.set(by, { claim: claimed, sent: one, until: now + LEASE_MS })
  }

  async function finish(step: Finish): Promise<void> {
    const mine = held.get(step.worker)
    if (mine === undefined) return
    held.delete(step.worker)
    if (step.do === 'kill') return
    if (step.do === 'interrupt') {
      await database.write((connection) => releaseMessage(connection, mine.claim))
      return
    }
    mine.sent.answer = step.status
    const begun = mine.claim.attempts.at(-1)!
    const attempt: WebhookAttempt = { ...begun, duration_ms: 1, response_status: step.status, error: null }
    const attempts = [...mine.claim.attempts.slice(0, -1), attempt]
    const verdict = judge(mine.claim.row.event, attempts, { status: step.status }, 0)
    await database.write((connection) => settleMessage(connection, mine.claim, attempt, verdict, now))
  }

  async function check(): Promise<void> {
    for (const id of SESSIONS) {
      for (const delivery of await deliveries(database, id)) {
        // The log is exactly what was sent, with the answers that are known.
        const logged = delivery.attempts.map((one) => (one.duration_ms === null ? 'unknown' : one.response_status))
        const real = sent.filter(({ messageId }) => messageId === delivery.message_id).map(({ answer }) => answer)
        expect(logged).toEqual(real)
        const isDelivered = real.some((answer) => typeof answer === 'number' && answer < 300)
        if (isDelivered) expect(delivery.status).not.toBe('pending')
        if (delivery.status === 'delivered') expect(isDelivered).toBe(true)
        if (delivery.event === 'cancelled') expect(delivery.status).not.toBe('superseded')
        expect(delivery.next_attempt_at === null).toBe(delivery.status !== 'pending')
      }
    }
  }
}

describe('claims on messages', () => {
  it('hold under any order of events, senders, deaths and answers', async () => {
    await fc.assert(fc.asyncProperty(fc.array(operation, { minLength: 10, maxLength: 80 }), playAndCheck), {
      numRuns: 150,
    })
  })

  it('count a success that comes after the claim ran out, and never a late failure', async () => {
    const database = await openStore({ a: { webhook_url: 'https://hooks.example.com/' } })
    await cancel(database, 'a', 0)
    const claim = (now: number) =>
      database.write((connection) => claimMessage(connection, { now, leaseMs: LEASE_MS, busyReceivers: [] })!)
    const settle = (claimed: Claim, status: number, now: number) =>
      database.write((connection) => {
        const attempt = { ...claimed.attempts.at(-1)!, duration_ms: 9, response_status: status, error: null }
        const verdict = judge('cancelled', [attempt], { status }, 0)
        settleMessage(connection, claimed, attempt, verdict, now)
      })
    const [first, second, third] = [await claim(0), await claim(LEASE_MS), await claim(2 * LEASE_MS)]
    await settle(first, 410, 70_000)
    expect(await deliveries(database, 'a')).toMatchObject([{ status: 'pending', next_attempt_at: expect.anything() }])
    await settle(second, 200, 70_000)
    await settle(third, 500, 70_000)
    expect(await deliveries(database, 'a')).toMatchObject([
      {
        status: 'delivered',
        next_attempt_at: null,
        attempts: [{ response_status: 410 }, { response_status: 200 }, { response_status: 500 }],
      },
    ])
  })
})
