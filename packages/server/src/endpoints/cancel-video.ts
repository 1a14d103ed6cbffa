import { z } from 'zod'
import { sessionOf } from '../access/ownership.ts'
import { defineEndpoint } from './endpoint.ts'
import { CancelQuery, SessionParams } from './parameters.ts'

const CancelledDocument = z.strictObject({ message: z.string(), session_id: z.string() })

export const cancelVideo = defineEndpoint({
  method: 'delete',
  path: '/videos/{session_id}',
  operationId: 'cancelVideo',
  tag: 'Videos',
  summary: 'Cancel a session',
  description: 'A session that has ended already is left as it is, and the message says so.',
  scope: 'videos:write',
  params: SessionParams,
  query: CancelQuery,
  answers: { 200: { description: 'The session is cancelled, or had ended before', schema: CancelledDocument } },
  async handle(call) {
    const { session_id: id } = await sessionOf(call)
    const { status } = await call.system.cancel(id, { keepFiles: call.query.keep_files })
    const isCancelled = status === 'cancelled'
    const message = isCancelled ? 'Session cancelled successfully' : `Session had ended already: it is ${status}`
    return { message, session_id: id }
  },
})
