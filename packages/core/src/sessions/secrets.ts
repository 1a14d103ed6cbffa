import { randomBytes } from 'node:crypto'
import type { Connection, SessionDatabase } from './database.ts'

const LENGTH_BYTES = 32

/** A secret of the data directory: made by whoever asks first, the same for all processes. Base64 of 32 bytes. */
export async function storedSecret(database: SessionDatabase, name: string): Promise<string> {
  const stored = await database.read((connection) => readSecret(connection, name))
  if (stored !== undefined) return stored
  const fresh = randomBytes(LENGTH_BYTES).toString('base64')
  return database.write((connection) => {
    connection.prepare('INSERT OR IGNORE INTO secrets (name, value) VALUES (?, ?)').run(name, fresh)
    return readSecret(connection, name) ?? fresh
  })
}

const readSecret = (connection: Connection, name: string): string | undefined =>
  connection.prepare('SELECT value FROM secrets WHERE name = ?').pluck().get(name) as string | undefined
