import { z } from 'zod'

/** The path of what belongs to one session. A malformed id is an unknown one, so nothing is asked of its form. */
export const SessionParams = z.object({ session_id: z.string().describe('Session identifier') })

/** The path of what belongs to one batch. */
export const BatchParams = z.object({ batch_id: z.string().describe('Batch identifier') })

/** How something is cancelled. */
export const CancelQuery = z.strictObject({
  keep_files: z.boolean().default(false).describe('Keep what was made so far'),
})

/** The header that makes a POST safe to repeat, for the document. */
export const IDEMPOTENCY_HEADER = {
  'Idempotency-Key':
    'A repeat of the same request under the same key, within a day, files nothing and answers as the first did; ' +
    'another request under it is answered 409',
} as const
