import { VideoError, type SessionDocument } from '@mavs/core'
import type { Call } from '../endpoints/endpoint.ts'
import { seesEverybody } from './caller.ts'

/** The session that a path names. Throws `SESSION_NOT_FOUND` also for somebody else's: its existence is not told. */
export async function sessionOf(
  call: Pick<Call<{ readonly session_id: string }, unknown, unknown>, 'params' | 'caller' | 'system'>,
): Promise<SessionDocument> {
  const { caller, system } = call
  const id = call.params.session_id
  const session = await system.status(id)
  if (seesEverybody(caller) || session.request_details.user_id === caller.userId) return session
  throw new VideoError('SESSION_NOT_FOUND', `No session has the id "${id}" in this data directory.`)
}
