import type { Connection } from '../sessions/database.ts'

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
