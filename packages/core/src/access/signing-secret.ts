import { createHmac } from 'node:crypto'
import type { SessionDatabase } from '../sessions/database.ts'
import { storedSecret } from '../sessions/secrets.ts'

/**
 * What the holder of an API key signs requests with, as base64url of 32 bytes. It is derived from a secret of the data
 * directory and the key's id, so it can be shown again, and who overhears the key itself cannot sign with it.
 */
export async function signingSecretOf(database: SessionDatabase, keyId: string): Promise<string> {
  const root = Buffer.from(await storedSecret(database, 'request-signing'), 'base64')
  return createHmac('sha256', root).update(`request-signing:${keyId}`).digest('base64url')
}
