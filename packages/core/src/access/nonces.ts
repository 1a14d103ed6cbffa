import type { SessionDatabase } from '../sessions/database.ts'

/** Notes a nonce until a time; those whose time is over go. False when it was noted before. Times in milliseconds. */
export function noteNonce(database: SessionDatabase, nonce: string, until: number, now: number): Promise<boolean> {
  return database.write((connection) => {
    connection.prepare('DELETE FROM nonces WHERE until < ?').run(now)
    return connection.prepare('INSERT OR IGNORE INTO nonces (nonce, until) VALUES (?, ?)').run(nonce, until).changes > 0
  })
}
