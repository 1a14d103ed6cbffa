import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openDatabase, type SessionDatabase } from '../../../packages/core/src/sessions/database.ts'
import { readEvents } from '../../../packages/core/src/sessions/events.ts'
import {
  claimSession,
  completeSession,
  failSession,
  handBack,
  MAX_TAKEOVERS,
  renewLease,
  type Lease,
} from '../../../packages/core/src/sessions/lease.ts'
import { getSession, insertSession, markCancelled } from '../../../packages/core/src/sessions/store.ts'
import { VideoError } from '@mavs/core'
import { sampleRequest } from '@mavs/core/testing'
import { afterTest } from '../support.ts'

const LEASE_MS = 1000
const delivery = {
  video: 'video.mp4',
  srt: 'a.srt',
  vtt: 'a.vtt',
  ass: 'a.ass',
  thumbnail: 'a.png',
  chapters: 'a.txt',
  credits: 'a.md',
  manifest: 'a.json',
  durationSeconds: 10,
  passed: true,
}

async function open(ids: readonly string[]): Promise<SessionDatabase> {
  const database = await openDatabase(':memory:')
  await database.write((connection) => {
    for (const id of ids) {
      const { script: _script, sources: _sources, ...request } = sampleRequest()
      insertSession(connection, { id, request, deliverTo: null, plugins: [], fingerprint: 'plugins', now: 0 })
    }
  })
  return database
}

const claim = (database: SessionDatabase, now: number, changes: object = {}) =>
  database.write((connection) =>
    claimSession(connection, {
      owner: 'worker',
      fingerprint: 'plugins',
      leaseMs: LEASE_MS,
      limit: 10,
      now,
      ...changes,
    }),
  )

const leaseOf = (session: { id: string; leaseEpoch: number } | undefined): Lease => ({
  sessionId: session!.id,
  epoch: session!.leaseEpoch,
})

describe('lease', () => {
  it('gives sessions out in the order in which they were filed, each once', async () => {
    const database = await open(['a', 'b'])
    afterTest(() => database.close())
    expect((await claim(database, 0))?.id).toBe('a')
    expect((await claim(database, 0))?.id).toBe('b')
    expect(await claim(database, 0)).toBeUndefined()
  })

  it('gives no more out than may run at once in the directory', async () => {
    const database = await open(['a', 'b'])
    afterTest(() => database.close())
    await claim(database, 0, { limit: 1 })
    expect(await claim(database, 0, { limit: 1 })).toBeUndefined()
  })

  it('gives a session only to a worker with the same plugins', async () => {
    const database = await open(['a'])
    afterTest(() => database.close())
    expect(await claim(database, 0, { fingerprint: 'others' })).toBeUndefined()
  })

  it('shuts a worker out that slept past its lease, whatever it tries to write', async () => {
    const database = await open(['a'])
    afterTest(() => database.close())
    const sleeper = leaseOf(await claim(database, 0))
    const other = leaseOf(await claim(database, LEASE_MS))
    expect(other.epoch).toBeGreaterThan(sleeper.epoch)
    const attempts = [
      database.write((connection) => renewLease(connection, sleeper, 9999)),
      database.write((connection) => handBack(connection, sleeper, { now: 9999 })),
      database.write((connection) => completeSession(connection, sleeper, delivery, 9999)),
      database.write((connection) => failSession(connection, sleeper, new VideoError('SESSION_FAILED', 'x'), 9999)),
    ]
    for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ code: 'LEASE_LOST' })
    const session = await database.read((connection) => getSession(connection, 'a'))
    expect([session.status, session.leaseUntil]).toEqual(['processing', 2 * LEASE_MS])
  })

  it('keeps a renewed lease', async () => {
    const database = await open(['a'])
    afterTest(() => database.close())
    const lease = leaseOf(await claim(database, 0))
    await database.write((connection) => renewLease(connection, lease, 5000))
    expect(await claim(database, 4999)).toBeUndefined()
  })

  it(`gives up after ${MAX_TAKEOVERS} takeovers without new progress, with the reason`, async () => {
    const database = await open(['a'])
    afterTest(() => database.close())
    for (let round = 0; round <= MAX_TAKEOVERS; round += 1)
      expect(await claim(database, round * LEASE_MS)).toBeDefined()
    expect(await claim(database, 100 * LEASE_MS)).toBeUndefined()
    const session = await database.read((connection) => getSession(connection, 'a'))
    expect(session).toMatchObject({ status: 'failed', errorMessage: expect.stringContaining('no new progress') })
  })

  it('starts to count takeovers anew when there was progress', async () => {
    const database = await open(['a'])
    afterTest(() => database.close())
    for (let round = 0; round <= 3 * MAX_TAKEOVERS; round += 1) {
      const session = await claim(database, round * LEASE_MS)
      expect(session).toBeDefined()
      await database.write((connection) => connection.prepare('UPDATE sessions SET progress = progress + 0.05').run())
    }
  })

  it('does not count a session that was handed back as a takeover', async () => {
    const database = await open(['a'])
    afterTest(() => database.close())
    for (let round = 0; round < 3 * MAX_TAKEOVERS; round += 1) {
      const lease = leaseOf(await claim(database, 0))
      await database.write((connection) => handBack(connection, lease, { now: 0 }))
    }
    expect((await claim(database, 0))?.takeovers).toBe(0)
  })

  it('keeps every promise of the state machine, whatever the workers do', async () => {
    await fc.assert(fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 40 }), playAndCheck), {
      numRuns: 150,
    })
  })
})

type Operation =
  | { readonly do: 'claim'; readonly worker: number }
  | { readonly do: 'renew' | 'hand-back' | 'complete' | 'fail'; readonly worker: number }
  | { readonly do: 'cancel'; readonly session: number }
  | { readonly do: 'wait'; readonly ms: number }

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('claim' as const), worker: fc.nat(2) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('renew' as const, 'hand-back' as const, 'complete' as const, 'fail' as const),
      worker: fc.nat(2),
    }),
  },
  fc.record({ do: fc.constant('cancel' as const), session: fc.nat(2) }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 2500 }) }) },
)

/** Three workers that believe in the last lease they got, three sessions, and time. */
async function playAndCheck(operations: readonly Operation[]): Promise<void> {
  const ids = ['a', 'b', 'c']
  const database = await open(ids)
  const believed = new Map<number, Lease>()
  const epochs = new Map<string, number>()
  const ended = new Map<string, string>()
  let now = 0
  for (const step of operations) {
    const refused = await apply(step)
    for (const id of ids) await checkSession(id, refused)
  }
  database.close()

  async function apply(step: Operation): Promise<boolean> {
    if (step.do === 'wait') {
      now += step.ms
      return false
    }
    if (step.do === 'cancel') {
      await database.write((connection) => markCancelled(connection, ids[step.session]!, false, now))
      return false
    }
    if (step.do === 'claim') {
      const session = await claim(database, now)
      if (session === undefined) return false
      // A claim always outdates every lease before it.
      expect(session.leaseEpoch).toBeGreaterThan(epochs.get(session.id) ?? 0)
      believed.set(step.worker, leaseOf(session))
      return false
    }
    const lease = believed.get(step.worker)
    if (lease === undefined) return false
    const before = await database.read((connection) => getSession(connection, lease.sessionId))
    const holds = before.status === 'processing' && before.leaseEpoch === lease.epoch
    const result = await write(step.do, lease).then(
      () => true,
      () => false,
    )
    // A write succeeds exactly when the lease holds.
    expect(result).toBe(holds)
    return !result
  }

  function write(what: 'renew' | 'hand-back' | 'complete' | 'fail', lease: Lease): Promise<void> {
    return database.write((connection) => {
      if (what === 'renew') renewLease(connection, lease, now + LEASE_MS)
      else if (what === 'hand-back') handBack(connection, lease, { now })
      else if (what === 'complete') completeSession(connection, lease, delivery, now)
      else failSession(connection, lease, new VideoError('SESSION_FAILED', 'x'), now)
    })
  }

  async function checkSession(id: string, refused: boolean): Promise<void> {
    const [session, events] = await database.read(
      (connection) => [getSession(connection, id), readEvents(connection, id, 0)] as const,
    )
    expect(session.leaseEpoch).toBeGreaterThanOrEqual(epochs.get(id) ?? 0)
    if (refused) expect(session.leaseEpoch).toBe(epochs.get(id) ?? 0)
    epochs.set(id, session.leaseEpoch)
    const isOver = ['completed', 'failed', 'cancelled'].includes(session.status)
    expect(events.filter(({ type }) => type === 'session-end')).toHaveLength(isOver ? 1 : 0)
    expect(session.leaseUntil === null).toBe(session.status !== 'processing')
    // What has ended stays as it ended.
    if (ended.has(id)) expect(session.status).toBe(ended.get(id))
    if (isOver) ended.set(id, session.status)
  }
}
