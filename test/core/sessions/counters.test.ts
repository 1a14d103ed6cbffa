import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VideoError } from '@mavs/core'
import type { SessionDatabase } from '../../../packages/core/src/sessions/database.ts'
import { claimSession, failSession, handBack } from '../../../packages/core/src/sessions/lease.ts'
import { deleteSession, getSession, listSessions, markCancelled } from '../../../packages/core/src/sessions/store.ts'
import { fileFor, openTestDatabase } from './filing.ts'

const USERS = [undefined, 'ada', 'bob'] as const

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('file' as const), number: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('claim' as const), number: fc.nat(2) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('fail' as const, 'hand-back' as const, 'cancel' as const, 'delete' as const),
      number: fc.nat(30),
    }),
  },
  fc.record({ do: fc.constant('undo' as const), number: fc.nat(2) }),
)

type Step = {
  readonly do: 'file' | 'claim' | 'fail' | 'hand-back' | 'cancel' | 'delete' | 'undo'
  readonly number: number
}

const grouped = (database: SessionDatabase) =>
  database.read((connection) => ({
    totals: [
      connection.prepare('SELECT status, count(*) AS count FROM sessions GROUP BY 1 ORDER BY 1').all(),
      connection.prepare('SELECT status, count FROM session_totals WHERE count <> 0 ORDER BY 1').all(),
    ],
    counts: [
      connection
        .prepare("SELECT coalesce(user_id, '') AS user_id, status, count(*) AS count FROM sessions GROUP BY 1, 2")
        .all(),
      connection.prepare('SELECT user_id, status, count FROM session_counts ORDER BY 1, 2').all(),
    ],
  }))

async function play(steps: readonly Step[]): Promise<void> {
  const database = await openTestDatabase()
  const ids: string[] = []
  for (const [now, { do: what, number }] of steps.entries()) {
    await database
      .write((connection) => {
        if (what === 'file' || what === 'undo') {
          const id = `s${now}`
          fileFor(connection, id, USERS[number])
          if (what === 'undo') throw new Error('undone')
          ids.push(id)
        } else if (what === 'claim') {
          claimSession(connection, { owner: 'w', fingerprint: 'plugins', leaseMs: 5, limit: 3, now })
        } else {
          const id = ids[number]
          if (id === undefined) return
          const session = getSession(connection, id)
          const lease = { sessionId: id, epoch: session.leaseEpoch }
          if (what === 'fail') failSession(connection, lease, new VideoError('SESSION_FAILED', 'x'), now)
          else if (what === 'hand-back') handBack(connection, lease, { now })
          else if (what === 'cancel') markCancelled(connection, id, false, now)
          else deleteSession(connection, session)
        }
      })
      .catch(() => undefined)
  }
  const { totals, counts } = await grouped(database)
  expect(totals[1]).toEqual(totals[0])
  expect(counts[1]).toEqual(counts[0])
  for (const userId of USERS) {
    for (const status of [undefined, 'queued', 'failed'] as const) {
      const listed = await database.read((connection) =>
        listSessions(connection, { userId, status, offset: 0, limit: 100 }),
      )
      expect(listed.total).toBe(listed.sessions.length)
    }
  }
  database.close()
}

describe('counters of sessions', () => {
  it('equal what is there, whatever was filed, claimed, ended, removed and undone', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 60 }), play), { numRuns: 150 })
  })

  it('find nobody under the empty name', async () => {
    const database = await openTestDatabase()
    await database.write((connection) => fileFor(connection, 'a'))
    const listed = await database.read((connection) =>
      listSessions(connection, { userId: '', status: undefined, offset: 0, limit: 10 }),
    )
    expect(listed).toEqual({ sessions: [], total: 0 })
  })
})
