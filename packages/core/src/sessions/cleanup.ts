import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { SessionDatabase } from './database.ts'
import { sessionFromRow, type SessionRow } from './session.ts'
import { deleteSession } from './store.ts'

export interface CleanupOptions {
  readonly database: SessionDatabase
  /** Holds one directory for each session. */
  readonly sessionsDirectory: string
  readonly maxAgeHours: number
  readonly dryRun: boolean
  readonly now: number
}

/** Removes ended sessions last touched before the given age: rows, files, checkpoints. Answers with their ids. */
export async function cleanUpSessions(options: CleanupOptions): Promise<string[]> {
  const { database, sessionsDirectory, dryRun, now } = options
  const before = now - options.maxAgeHours * 3_600_000
  const expired = await database.read((connection) => {
    const rows = connection
      .prepare(
        `SELECT * FROM sessions WHERE status IN ('completed', 'failed', 'cancelled') AND updated_at < ?
         ORDER BY position`,
      )
      .all(before) as SessionRow[]
    return rows.map(sessionFromRow)
  })
  if (dryRun) return expired.map((session) => session.id)
  for (const session of expired) {
    await rm(join(sessionsDirectory, session.id), { recursive: true, force: true })
    await database.write((connection) => deleteSession(connection, session))
  }
  await removeOrphans(options, Math.min(before, now - ORPHAN_AGE_MS))
  return expired.map((session) => session.id)
}

/** What has no session for so long was not written by a process that is about to file one. */
const ORPHAN_AGE_MS = 3_600_000

/** Directories without a session: a process was killed between writing the request and filing the session. */
async function removeOrphans({ database, sessionsDirectory }: CleanupOptions, before: number): Promise<void> {
  for (const name of await readdir(sessionsDirectory).catch(() => [])) {
    const path = join(sessionsDirectory, name)
    const found = await stat(path).catch(() => undefined)
    if (found === undefined || found.mtimeMs >= before) continue
    const isFiled = await database.read((connection) =>
      connection.prepare('SELECT 1 FROM sessions WHERE id = ?').pluck().get(name),
    )
    if (isFiled === undefined) await rm(path, { recursive: true, force: true })
  }
}
