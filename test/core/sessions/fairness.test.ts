import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SessionDatabase } from '../../../packages/core/src/sessions/database.ts'
import { claimSession, failSession, handBack } from '../../../packages/core/src/sessions/lease.ts'
import type { Session } from '../../../packages/core/src/sessions/session.ts'
import { VideoError } from '@mavs/core'
import { fileFor, openTestDatabase } from './filing.ts'

const LEASE_MS = 1000

const claim = (database: SessionDatabase, now: number, limit = 100) =>
  database.write((connection) =>
    claimSession(connection, { owner: 'worker', fingerprint: 'plugins', leaseMs: LEASE_MS, limit, now }),
  )

const end = (database: SessionDatabase, session: Session, now: number) =>
  database.write((connection) =>
    failSession(
      connection,
      { sessionId: session.id, epoch: session.leaseEpoch },
      new VideoError('SESSION_FAILED', 'over'),
      now,
    ),
  )

const userOf = (session: Session | undefined) => session?.request.user_id

describe('turns in the queue', () => {
  it('do not let the hundred sessions of one user starve the one of another', async () => {
    const database = await openTestDatabase()
    await database.write((connection) => {
      for (let index = 0; index < 100; index += 1) fileFor(connection, `ada-${index}`, 'ada')
    })
    const first = await claim(database, 1)
    await end(database, first!, 2)
    await database.write((connection) => fileFor(connection, 'bob-0', 'bob'))
    expect((await claim(database, 3))?.id).toBe('bob-0')
    expect((await claim(database, 4))?.id).toBe('ada-1')
  })

  it('go first to the user of whom the fewest sessions run', async () => {
    const database = await openTestDatabase()
    await database.write((connection) => {
      for (const id of ['a1', 'a2', 'a3']) fileFor(connection, id, 'ada')
      for (const id of ['b1', 'b2']) fileFor(connection, id, 'bob')
    })
    expect((await claim(database, 1))?.id).toBe('a1')
    const bobs = await claim(database, 2)
    await end(database, bobs!, 3)
    // Ada was served longer ago, but one of hers still runs.
    expect((await claim(database, 4))?.id).toBe('b2')
    expect((await claim(database, 5))?.id).toBe('a2')
  })

  it('give nothing extra to those who leave their name out', async () => {
    const database = await openTestDatabase()
    await database.write((connection) => {
      for (const id of ['n1', 'n2', 'n3']) fileFor(connection, id)
      for (const id of ['a1', 'a2']) fileFor(connection, id, 'ada')
    })
    const order: (string | undefined)[] = []
    for (let now = 1; now <= 5; now += 1) {
      const session = await claim(database, now)
      order.push(session?.id)
      await end(database, session!, now)
    }
    expect(order).toEqual(['n1', 'a1', 'n2', 'a2', 'n3'])
  })

  it('come after sessions whose worker fell silent', async () => {
    const database = await openTestDatabase()
    await database.write((connection) => fileFor(connection, 'a1', 'ada'))
    await claim(database, 0)
    await database.write((connection) => {
      fileFor(connection, 'b1', 'bob')
      fileFor(connection, 'a2', 'ada')
    })
    expect((await claim(database, LEASE_MS))?.id).toBe('a1')
    expect((await claim(database, LEASE_MS + 1))?.id).toBe('b1')
  })

  it('pass over a user whose sessions cannot be taken yet', async () => {
    const database = await openTestDatabase()
    await database.write((connection) => {
      fileFor(connection, 'a1', 'ada')
      fileFor(connection, 'b1', 'bob')
    })
    const session = await claim(database, 1)
    await database.write((connection) =>
      handBack(connection, { sessionId: 'a1', epoch: session!.leaseEpoch }, { now: 2, notBefore: 50 }),
    )
    expect((await claim(database, 3))?.id).toBe('b1')
    expect(await claim(database, 4)).toBeUndefined()
    expect((await claim(database, 50))?.id).toBe('a1')
  })

  it('are fair whatever is filed and ended in whatever order', async () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ do: fc.constant('file' as const), user: fc.nat(3) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('claim' as const) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('end' as const), which: fc.nat(9) }) },
    )
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), playFairly), { numRuns: 150 })
  })
})

type Step =
  | { readonly do: 'file'; readonly user: number }
  | { readonly do: 'claim' }
  | { readonly do: 'end'; readonly which: number }

const USERS = [null, 'ada', 'bob', 'cyd'] as const

/** Compares each claim with a model that keeps the users' lines apart. */
async function playFairly(steps: readonly Step[]): Promise<void> {
  const database = await openTestDatabase()
  const waiting = new Map<string | null, string[]>(USERS.map((user) => [user, []]))
  const servedAt = new Map<string | null, number>()
  let running: Session[] = []
  let filed = 0
  for (const [now, step] of steps.entries()) {
    if (step.do === 'file') {
      const user = USERS[step.user]!
      const id = `s${filed++}`
      await database.write((connection) => fileFor(connection, id, USERS[step.user]))
      waiting.get(user === undefined ? null : user)!.push(id)
    } else if (step.do === 'end') {
      const session = running[step.which]
      if (session === undefined) continue
      await end(database, session, now)
      running = running.filter((other) => other !== session)
    } else {
      const session = await claim(database, now)
      const expected = nextTurn()
      expect(session?.id).toBe(expected?.id)
      if (session === undefined || expected === undefined) continue
      waiting.get(expected.user)!.shift()
      servedAt.set(expected.user, now)
      running.push(session)
    }
  }
  database.close()

  function nextTurn(): { readonly user: string | null; readonly id: string } | undefined {
    const runs = (user: string | null) => running.filter((session) => (userOf(session) ?? null) === user).length
    return [...waiting]
      .flatMap(([user, [id]]) => (id === undefined ? [] : [{ user, id }]))
      .toSorted(
        (one, other) =>
          runs(one.user) - runs(other.user) ||
          (servedAt.get(one.user) ?? -1) - (servedAt.get(other.user) ?? -1) ||
          Number(one.id.slice(1)) - Number(other.id.slice(1)),
      )[0]
  }
}
