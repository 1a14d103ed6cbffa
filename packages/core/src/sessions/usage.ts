import type { UsageRecord } from '../domain/usage.ts'
import type { SessionDatabase } from './database.ts'
import { assertLease, type Lease } from './lease.ts'

/** Keeps a session's accounts in its row, under the run's lease. */
export const keepUsage =
  (database: SessionDatabase, lease: Lease) =>
  (record: UsageRecord): Promise<void> =>
    database.write((connection) => {
      assertLease(connection, lease)
      connection.prepare('UPDATE sessions SET usage = ? WHERE id = ?').run(JSON.stringify(record), lease.sessionId)
    })
