import type { BatchDocument, BatchItem } from '../domain/batch.ts'
import type { SessionStatus } from '../domain/stage.ts'
import { VideoError } from '../errors/video-error.ts'
import { isoTime } from './clock.ts'
import type { Connection } from './database.ts'

/** A request of a batch: either filed as a session, or refused with a sentence. */
export interface FiledItem {
  readonly sessionId: string | null
  readonly error: string | null
}

export interface NewBatch {
  readonly id: string
  readonly userId: string | undefined
  /** In the order of the batch. */
  readonly items: readonly FiledItem[]
  readonly now: number
}

/* Each function works inside the caller's transaction. */

/** Files a batch, beside its sessions. */
export function insertBatch(connection: Connection, batch: NewBatch): void {
  connection
    .prepare('INSERT INTO batches (id, user_id, created_at, items) VALUES (?, ?, ?, ?)')
    .run(batch.id, batch.userId ?? null, batch.now, JSON.stringify(batch.items))
}

/** How far a batch is. Throws `BATCH_NOT_FOUND`. */
export function describeBatch(connection: Connection, id: string): BatchDocument {
  const row = connection.prepare('SELECT user_id, created_at, items FROM batches WHERE id = ?').get(id) as
    | { user_id: string | null; created_at: number; items: string }
    | undefined
  if (row === undefined) {
    throw new VideoError('BATCH_NOT_FOUND', `No batch has the id "${id}" in this data directory.`, { details: { id } })
  }
  const sessions = sessionsOf(connection, id)
  const items = (JSON.parse(row.items) as FiledItem[]).map((item, index) => shownItem(item, index, sessions))
  const filed = items.filter(({ status }) => status !== 'rejected')
  return {
    batch_id: id,
    status: statusOf(filed),
    progress: overallProgress(filed),
    created_at: isoTime(row.created_at),
    total_count: items.length,
    accepted_count: filed.length,
    rejected_count: items.length - filed.length,
    user_id: row.user_id,
    items,
  }
}

/** The sessions of a batch that have not ended. Throws `BATCH_NOT_FOUND`. */
export const unfinishedOf = (connection: Connection, id: string): string[] =>
  describeBatch(connection, id).items.flatMap(({ session_id: sessionId, status }) =>
    sessionId !== null && isActive(status) ? [sessionId] : [],
  )

/** Removes the batches filed before a time of which no session is left. */
export function deleteEmptyBatches(connection: Connection, before: number): void {
  connection
    .prepare(
      `DELETE FROM batches WHERE created_at < ? AND NOT EXISTS
         (SELECT 1 FROM sessions WHERE batch_id IS NOT NULL AND batch_id = batches.id)`,
    )
    .run(before)
}

interface SessionState {
  readonly id: string
  readonly status: SessionStatus
  readonly progress: number
  readonly error_message: string | null
}

function sessionsOf(connection: Connection, batchId: string): ReadonlyMap<string, SessionState> {
  const rows = connection
    .prepare('SELECT id, status, progress, error_message FROM sessions WHERE batch_id = ?')
    .all(batchId) as SessionState[]
  return new Map(rows.map((row) => [row.id, row]))
}

function shownItem(
  { sessionId, error }: FiledItem,
  index: number,
  sessions: ReadonlyMap<string, SessionState>,
): BatchItem {
  if (sessionId === null) return { index, session_id: null, status: 'rejected', progress: 0, error }
  const session = sessions.get(sessionId)
  if (session === undefined) return { index, session_id: sessionId, status: 'removed', progress: 1, error: null }
  const { status, progress, error_message } = session
  return { index, session_id: sessionId, status, progress, error: error_message }
}

const isActive = (status: BatchItem['status']): boolean => status === 'queued' || status === 'processing'

/** A cancelled session says more about the batch than a failed one; one that was removed says nothing. */
function statusOf(filed: readonly BatchItem[]): BatchDocument['status'] {
  if (filed.some(({ status }) => isActive(status))) return 'processing'
  if (filed.some(({ status }) => status === 'cancelled')) return 'cancelled'
  return filed.length === 0 || filed.some(({ status }) => status === 'failed') ? 'failed' : 'completed'
}

/** What has ended is done with, however it ended. */
function overallProgress(filed: readonly BatchItem[]): number {
  if (filed.length === 0) return 0
  const done = filed.map(({ status, progress }) => (isActive(status) ? progress : 1))
  return Math.round((done.reduce((sum, one) => sum + one, 0) / filed.length) * 1e6) / 1e6
}
