import { randomUUID } from 'node:crypto'
import { mkdirSync, renameSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Clock } from '../ports/clock.ts'
import type { LedgerCall } from '../ports/ledger.ts'
import type { Connection, SessionDatabase } from './database.ts'

/** What a ledger tells about its entries, and asks for when it has grown. */
export interface LedgerIndex {
  /** Notes the size of an entry, and that it was used just now. */
  note(key: string, call: LedgerCall, sizeBytes: number): Promise<void>
  /**
   * Removes the least recently used entries until the rest fits. What a running session has used since it was claimed
   * stays, even when that is more than the limit, and so does the entry `keep`.
   */
  evict(keep?: string): Promise<void>
}

export interface LedgerIndexOptions {
  readonly directory: string
  readonly database: SessionDatabase
  readonly clock: Clock
  readonly limitBytes: number
}

/** An index of a ledger's entries in the session database. */
export function createLedgerIndex({ directory, database, clock, limitBytes }: LedgerIndexOptions): LedgerIndex {
  return {
    async note(key, { provider, operation }, sizeBytes) {
      const now = clock.now()
      await database.write((connection) => {
        connection
          .prepare(
            `INSERT INTO ledger (key, provider, operation, size_bytes, used_at)
             VALUES (@key, @provider, @operation, @sizeBytes, @now)
             ON CONFLICT (key) DO UPDATE SET size_bytes = excluded.size_bytes, used_at = excluded.used_at`,
          )
          .run({ key, provider, operation, sizeBytes, now })
      })
    },
    async evict(keep = '') {
      for (const entry of await database.read((connection) => evictable(connection, limitBytes, keep))) {
        const aside = join(directory, 'unfinished', `${entry.key}.${randomUUID()}`)
        await database.write((connection) => {
          if (forget(connection, entry)) moveAside(directory, entry.key, aside)
        })
        await rm(aside, { recursive: true, force: true })
      }
    },
  }
}

interface IndexedEntry {
  readonly key: string
  readonly size_bytes: number
  readonly used_at: number
}

function evictable(connection: Connection, limitBytes: number, keep: string): IndexedEntry[] {
  const total = Number(connection.prepare('SELECT coalesce(sum(size_bytes), 0) FROM ledger').pluck().get())
  if (total <= limitBytes) return []
  const rows = connection
    .prepare(
      `SELECT key, size_bytes, used_at FROM ledger WHERE key <> ? AND used_at <
         (SELECT coalesce(min(claimed_at), 9e15) FROM sessions WHERE status = 'processing') ORDER BY used_at, key`,
    )
    .all(keep) as IndexedEntry[]
  return leastUseful(rows, total - limitBytes)
}

function leastUseful(entries: readonly IndexedEntry[], excessBytes: number): IndexedEntry[] {
  const chosen: IndexedEntry[] = []
  let freedBytes = 0
  for (const entry of entries) {
    if (freedBytes >= excessBytes) break
    freedBytes += entry.size_bytes
    chosen.push(entry)
  }
  return chosen
}

/** Takes an entry out of the index, unless somebody has used it since it was chosen. */
const forget = (connection: Connection, { key, used_at }: IndexedEntry): boolean =>
  connection.prepare('DELETE FROM ledger WHERE key = ? AND used_at = ?').run(key, used_at).changes > 0

/**
 * Moved first, so that nobody finds an entry of which half is gone; and under the write lock, so that whoever notes its
 * use knows afterwards whether it is still there.
 */
function moveAside(directory: string, key: string, aside: string): void {
  try {
    mkdirSync(dirname(aside), { recursive: true })
    renameSync(join(directory, key.slice(0, 2), key), aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

/** Removes what processes that were killed left unfinished longer than a day ago. */
export async function sweepUnfinished(directory: string, now: number): Promise<void> {
  const folder = join(directory, 'unfinished')
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined)
    if (found !== undefined && now - found.mtimeMs > 86_400_000) await rm(path, { recursive: true, force: true })
  }
}
