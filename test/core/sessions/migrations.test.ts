import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { sampleRequest } from '@mavs/core/testing'
import { SCHEMA_VERSION } from '../../../packages/core/src/sessions/migrations.ts'
import { openSystem, temporaryDirectory } from '../support.ts'
import { openTestDatabase } from './filing.ts'
import { SCHEMA_1 } from './schema-1.ts'

const SESSIONS = [
  ['old-1', 'ada', 'completed'],
  ['old-2', 'ada', 'completed'],
  ['old-3', 'ada', 'failed'],
  ['old-4', null, 'cancelled'],
  ['old-5', 'bob', 'queued'],
] as const

/** A data directory as version 1 left it. */
function oldDataDirectory(): string {
  const directory = temporaryDirectory()
  const database = new Database(join(directory, 'mavs.sqlite'))
  database.pragma('journal_mode = WAL')
  database.exec(SCHEMA_1)
  database.pragma('user_version = 1')
  const insert = database.prepare(
    `INSERT INTO sessions (id, request, user_id, status, stage, stages, progress, created_at, updated_at, not_before,
       warnings, plugins, fingerprint, lease_epoch, takeovers, takeover_progress, keep_files)
     VALUES (?, ?, ?, ?, ?, '{}', 0, ?, ?, 0, '[]', '[]', 'others', 0, 0, 0, 0)`,
  )
  const { script: _script, sources: _sources, ...request } = sampleRequest()
  for (const [index, [id, user, status]] of SESSIONS.entries()) {
    const details = user === null ? request : { ...request, user_id: user }
    const stage = status === 'completed' ? 'completed' : 'initializing'
    insert.run(id, JSON.stringify(details), user, status, stage, 1000 + index, 2000 + index)
  }
  database.prepare("INSERT INTO events VALUES ('old-1', 1, ?)").run(
    JSON.stringify({
      type: 'session-end',
      sessionId: 'old-1',
      at: '2026-01-01T00:00:00.000Z',
      status: 'completed',
      errorMessage: null,
    }),
  )
  database.close()
  return directory
}

describe('a database of version 1', () => {
  it('is brought to the present version once, with its sessions counted', async () => {
    const directory = oldDataDirectory()
    for (const openings of [1, 2]) {
      const database = await openTestDatabase(join(directory, 'mavs.sqlite'))
      const [version, totals, counts] = await database.read((connection) => [
        connection.pragma('user_version', { simple: true }),
        connection.prepare('SELECT status, count FROM session_totals ORDER BY 1').raw().all(),
        connection.prepare('SELECT user_id, status, count FROM session_counts ORDER BY 1, 2').raw().all(),
      ])
      database.close()
      expect([openings, version]).toEqual([openings, SCHEMA_VERSION])
      expect(totals).toEqual([
        ['cancelled', 1],
        ['completed', 2],
        ['failed', 1],
        ['queued', 1],
      ])
      expect(counts).toEqual([
        ['', 'cancelled', 1],
        ['ada', 'completed', 2],
        ['ada', 'failed', 1],
        ['bob', 'queued', 1],
      ])
    }
  })

  it('keeps working: lists, counts, events, new sessions, cancels and cleans up', async () => {
    const system = await openSystem({ dataDirectory: oldDataDirectory(), worker: false })
    expect((await system.list({ user_id: 'ada' })).sessions.map(({ session_id: id }) => id)).toEqual([
      'old-3',
      'old-2',
      'old-1',
    ])
    for await (const event of system.events('old-1')) expect(event.type).toBe('session-end')
    const { session_id: id } = await system.generate({ prompt: 'Explain the water cycle', user_id: 'ada' })
    expect((await system.list()).sessions[0]?.session_id).toBe(id)
    await system.cancel('old-5')
    expect((await system.cleanup({ maxAgeHours: 24 })).sessions).toEqual(['old-1', 'old-2', 'old-3', 'old-4'])
    expect(await system.stats()).toMatchObject({
      total_sessions: 2,
      status_distribution: { queued: 1, cancelled: 1 },
      stage_distribution: { initializing: 1 },
    })
  })
})
