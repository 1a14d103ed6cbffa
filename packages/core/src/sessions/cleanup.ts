import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { deleteEmptyBatches } from './batches.ts'
import type { Connection, SessionDatabase } from './database.ts'
import { forgetAnswers } from './idempotency.ts'
import { deleteSession, getSession, hasSession } from './store.ts'

export interface CleanupOptions {
  readonly database: SessionDatabase
  /** Holds one directory for each session. */
  readonly sessionsDirectory: string
  readonly maxAgeHours: number
  readonly dryRun: boolean
  readonly now: number
}

/** Few at a time: whoever else writes waits meanwhile, and so does the event loop. */
const REMOVED_AT_ONCE = 25

/** Removes ended sessions last touched before the given age: rows, files, checkpoints. Answers with their ids. */
export async function cleanUpSessions(options: CleanupOptions): Promise<string[]> {
  const { database, dryRun, now } = options
  const before = now - options.maxAgeHours * 3_600_000
  const expired = await findExpired(database, before)
  if (dryRun) return expired
  for (let start = 0; start < expired.length; start += REMOVED_AT_ONCE) {
    await removeSessions(options, expired.slice(start, start + REMOVED_AT_ONCE))
  }
  await database.write((connection) => {
    deleteEmptyBatches(connection, before)
    forgetAnswers(connection, now)
  })
  await removeOrphans(options, Math.min(before, now - ORPHAN_AGE_MS))
  return expired
}

interface ExpiredRow {
  readonly id: string
  readonly updated_at: number
}

/** The longest ended first. */
async function findExpired(database: SessionDatabase, before: number): Promise<string[]> {
  const ids: string[] = []
  for (let last: ExpiredRow | undefined; ;) {
    const rows = await database.read((connection) => expiredAfter(connection, before, last))
    ids.push(...rows.map(({ id }) => id))
    last = rows.at(-1)
    if (last === undefined) return ids
    // A turn for others: there may be very many.
    await setImmediate()
  }
}

const expiredAfter = (connection: Connection, before: number, last: ExpiredRow | undefined): ExpiredRow[] =>
  connection
    .prepare(
      `SELECT id, updated_at FROM sessions INDEXED BY sessions_by_end
       WHERE status IN ('completed', 'failed', 'cancelled') AND updated_at < @before
         AND (updated_at, id) > (@updatedAt, @id) ORDER BY updated_at, id LIMIT 1000`,
    )
    .all({ before, updatedAt: last?.updated_at ?? -1, id: last?.id ?? '' }) as ExpiredRow[]

async function removeSessions({ database, sessionsDirectory }: CleanupOptions, ids: readonly string[]): Promise<void> {
  for (const id of ids) await rm(join(sessionsDirectory, id), { recursive: true, force: true })
  await database.write((connection) => {
    for (const id of ids) if (hasSession(connection, id)) deleteSession(connection, getSession(connection, id))
  })
}

/** What has no session for so long was not written by a process that is about to file one. */
const ORPHAN_AGE_MS = 3_600_000

/** Directories without a session: a process was killed between writing the request and filing the session. */
async function removeOrphans({ database, sessionsDirectory }: CleanupOptions, before: number): Promise<void> {
  for (const name of await readdir(sessionsDirectory).catch(() => [])) {
    const path = join(sessionsDirectory, name)
    const found = await stat(path).catch(() => undefined)
    if (found === undefined || found.mtimeMs >= before) continue
    const isFiled = await database.read((connection) => hasSession(connection, name))
    if (!isFiled) await rm(path, { recursive: true, force: true })
  }
}
