import { sampleRequest } from '@mavs/core/testing'
import { openDatabase, type Connection, type SessionDatabase } from '../../../packages/core/src/sessions/database.ts'
import { insertSession } from '../../../packages/core/src/sessions/store.ts'
import { afterTest } from '../support.ts'

/** A database that is closed after the test. */
export async function openTestDatabase(file = ':memory:'): Promise<SessionDatabase> {
  const database = await openDatabase(file)
  afterTest(() => database.close())
  return database
}

/** Files a session for a user, or for nobody. */
export function fileFor(connection: Connection, id: string, user?: string | null): void {
  const { script: _script, sources: _sources, ...details } = sampleRequest()
  const request = user === undefined || user === null ? details : { ...details, user_id: user }
  insertSession(connection, { id, request, deliverTo: null, plugins: [], fingerprint: 'plugins', now: 0 })
}
