import { z } from 'zod'

/** The path of what belongs to one session. A malformed id is an unknown one, so nothing is asked of its form. */
export const SessionParams = z.object({ session_id: z.string().describe('Session identifier') })

/** The path of what belongs to one batch. */
export const BatchParams = z.object({ batch_id: z.string().describe('Batch identifier') })
