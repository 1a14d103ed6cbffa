import { createHmac, randomBytes } from 'node:crypto'
import type { SessionDatabase } from '../sessions/database.ts'

/**
 * What the holder of an API key signs requests with, as base64url of 32 bytes. It is derived from a secret of the data
 * directory and the key's id, so it can be shown again, and who overhears the key itself cannot sign with it.
 */
export async function signingSecretOf(database: SessionDatabase, keyId: string): Promise<string> {
  const root = await rootSecret(database)
  return createHmac('sha256', root).update(`request-signing:${keyId}`).digest('base64url')
}

/** Made by whoever asks first, the same for all processes. */
async function rootSecret(database: SessionDatabase): Promise<Buffer> {
  const stored = await database.read((connection) => connection.prepare(SELECT).pluck().get())
  if (stored !== undefined) return Buffer.from(String(stored), 'base64')
  const fresh = randomBytes(32).toString('base64')
  return database.write((connection) => {
    connection.prepare("INSERT OR IGNORE INTO secrets (name, value) VALUES ('request-signing', ?)").run(fresh)
    return Buffer.from(String(connection.prepare(SELECT).pluck().get()), 'base64')
  })
}

const SELECT = "SELECT value FROM secrets WHERE name = 'request-signing'"
