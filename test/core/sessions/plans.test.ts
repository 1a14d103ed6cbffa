import { describe, expect, it } from 'vitest'
import { cleanUpSessions } from '../../../packages/core/src/sessions/cleanup.ts'
import { describeBatch, insertBatch } from '../../../packages/core/src/sessions/batches.ts'
import type { Connection, SessionDatabase } from '../../../packages/core/src/sessions/database.ts'
import { canClaim, claimSession, handBack } from '../../../packages/core/src/sessions/lease.ts'
import { checkQueue } from '../../../packages/core/src/sessions/overload.ts'
import { describePage, describeProgress, describeSession } from '../../../packages/core/src/sessions/queries.ts'
import { countSessions } from '../../../packages/core/src/sessions/stats.ts'
import { markCancelled } from '../../../packages/core/src/sessions/store.ts'
import { temporaryDirectory } from '../support.ts'
import { fileFor, openTestDatabase } from './filing.ts'

const health = { status: 'healthy', timestamp: '', details: { message: '' } } as const
const claim = { owner: 'w', fingerprint: 'plugins', leaseMs: 5, limit: 3, now: 1 }

const CALLS: Readonly<Record<string, (connection: Connection) => unknown>> = {
  status: (connection) => describeSession(connection, 'a', 0),
  progress: (connection) => describeProgress(connection, 'a', 0),
  'a list': (connection) => describePage(connection, { page: 2, page_size: 1 }, 0),
  'a list of one user': (connection) => describePage(connection, { user_id: 'ada' }, 0),
  'a list by status': (connection) => describePage(connection, { status: 'queued' }, 0),
  'a list of one user by status': (connection) => describePage(connection, { user_id: 'ada', status: 'queued' }, 0),
  stats: (connection) => countSessions(connection, health),
  'the look for a claim': (connection) => canClaim(connection, claim),
  'a claim and its end': (connection) => {
    const session = claimSession(connection, claim)!
    handBack(connection, { sessionId: session.id, epoch: session.leaseEpoch }, { now: 2 })
  },
  'a cancel': (connection) => markCancelled(connection, 'b', false, 3),
  'the limit of the queue': (connection) => {
    expect(() => checkQueue(connection, 1, 9)).toThrow('at most 1')
  },
  'a batch': (connection) => {
    insertBatch(connection, { id: 'batch', userId: undefined, items: [], now: 0 })
    describeBatch(connection, 'batch')
  },
}

/** The statements that a call prepares. */
async function statementsOf(database: SessionDatabase, call: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = []
  const connection = await database.read((found) => found)
  const { prepare } = connection
  connection.prepare = ((sql: string) => {
    statements.push(sql)
    return prepare(sql)
  }) as Connection['prepare']
  await call()
  connection.prepare = prepare
  return statements
}

/** Steps of a statement's plan that read a whole table, or sort in the store's size. */
const scansOf = (database: SessionDatabase, sql: string): Promise<string[]> =>
  database.read((connection) => {
    const plan = connection.prepare(`EXPLAIN QUERY PLAN ${sql.replaceAll(/@\w+|\?/g, '1')}`).all() as {
      readonly detail: string
    }[]
    // Small tables: five totals, twenty measurements of a stage, the few sessions of a page or of the queue.
    const small = /^SCAN (session_totals|first|CONSTANT ROW|stage_durations)/
    // Skips to a page, and reads no further than its end.
    const page = 'SCAN sessions USING COVERING INDEX sessions_by_position'
    return plan
      .map(({ detail }) => detail)
      .filter((step) => step.startsWith('SCAN') && step !== page && !small.test(step))
  })

async function filled(): Promise<SessionDatabase> {
  const database = await openTestDatabase()
  await database.write((connection) => {
    fileFor(connection, 'a', 'ada')
    fileFor(connection, 'b', 'bob')
    fileFor(connection, 'c', 'ada')
  })
  return database
}

describe('the plan of a query', () => {
  it.each(Object.keys(CALLS))('never reads all sessions: %s', async (name) => {
    const database = await filled()
    const statements = await statementsOf(database, () => database.write((connection) => CALLS[name]!(connection)))
    expect(statements.length).toBeGreaterThan(0)
    for (const sql of statements) expect([sql, await scansOf(database, sql)]).toEqual([sql, []])
  })

  it('never reads all sessions: a cleanup', async () => {
    const database = await filled()
    await database.write((connection) => markCancelled(connection, 'a', false, 0))
    const options = { database, sessionsDirectory: temporaryDirectory(), maxAgeHours: 1, dryRun: false, now: 1e12 }
    const statements = await statementsOf(database, () => cleanUpSessions(options))
    expect(statements.join(';')).toContain('DELETE FROM sessions')
    for (const sql of statements) expect([sql, await scansOf(database, sql)]).toEqual([sql, []])
  })

  it('shows when one does', async () => {
    const database = await filled()
    expect(await scansOf(database, 'SELECT * FROM sessions WHERE progress = 1')).not.toEqual([])
  })
})
