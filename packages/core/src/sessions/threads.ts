import type { Connection } from './database.ts'
import { assertLease, type Lease } from './lease.ts'

/* A session's graph thread and its checkpoints. Each function works inside the caller's transaction. */

/** Notes which thread of which version of the graph the session runs in. */
export function assignThread(connection: Connection, lease: Lease, threadId: string, graphVersion: number): void {
  assertLease(connection, lease)
  connection
    .prepare('UPDATE sessions SET thread_id = ?, graph_version = ? WHERE id = ?')
    .run(threadId, graphVersion, lease.sessionId)
}

/** Removes the superseded checkpoints of a thread; the newest of each namespace stays. */
export function pruneThread(connection: Connection, threadId: string): void {
  const newest =
    'SELECT max(checkpoint_id) FROM checkpoints newer WHERE newer.thread_id = @threadId AND newer.checkpoint_ns ='
  for (const table of ['checkpoint_writes', 'checkpoints']) {
    connection
      .prepare(
        `DELETE FROM ${table} WHERE thread_id = @threadId
           AND checkpoint_id <> (${newest} ${table}.checkpoint_ns)`,
      )
      .run({ threadId })
  }
}

/** Removes all checkpoints of a thread. */
export function deleteThread(connection: Connection, threadId: string): void {
  connection.prepare('DELETE FROM checkpoints WHERE thread_id = ?').run(threadId)
  connection.prepare('DELETE FROM checkpoint_writes WHERE thread_id = ?').run(threadId)
}
