import { VideoError, type OpenedArtifact, type SessionDocument } from '@mavs/core'
import { sessionOf } from '../access/ownership.ts'
import type { Call } from '../endpoints/endpoint.ts'
import { HttpProblem } from '../problems/http-problem.ts'

type SessionCall = Pick<Call<{ readonly session_id: string }, unknown, unknown>, 'params' | 'caller' | 'system'>

/** A file of a completed session. Throws problem 400 while there is no video, and 404 when the file is gone. */
export async function deliveredFile(call: SessionCall, artifact: string): Promise<OpenedArtifact> {
  const session = await sessionOf(call)
  if (session.status !== 'completed') {
    throw new HttpProblem(400, 'Bad Request', `Video generation not completed: ${stateOf(session)}`, {
      code: 'SESSION_UNFINISHED',
    })
  }
  try {
    return await call.system.open(session.session_id, artifact)
  } catch (error) {
    if (!VideoError.isInstance(error) || error.code !== 'SESSION_UNFINISHED') throw error
    throw fileGone(error)
  }
}

/** The answer for a file that was there, or never was. */
export const fileGone = (cause: unknown): HttpProblem =>
  new HttpProblem(404, 'Not Found', 'The session has no such file: it was not made, or was removed since.', {
    code: 'FILE_NOT_FOUND',
    cause,
  })

function stateOf({ status, progress, error_message: reason }: SessionDocument): string {
  if (status === 'failed') return `the session failed. ${reason ?? ''}`.trim()
  if (status === 'cancelled') return 'the session was cancelled.'
  return status === 'queued'
    ? 'the session waits in the queue.'
    : `the session is at ${Math.floor(progress * 100)} %. Ask for its status, or follow its events.`
}
