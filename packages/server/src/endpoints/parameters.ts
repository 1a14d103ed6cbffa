import { z } from 'zod'
import { ErrorDocument } from '../problems/document.ts'
import type { AnswerDescription } from './endpoint.ts'

/** The path of what belongs to one session. A malformed id is an unknown one, so nothing is asked of its form. */
export const SessionParams = z.object({ session_id: z.string().describe('Session identifier') })

/** The path of what belongs to one batch. */
export const BatchParams = z.object({ batch_id: z.string().describe('Batch identifier') })

/** How something is cancelled. */
export const CancelQuery = z.strictObject({
  keep_files: z.boolean().default(false).describe('Keep what was made so far'),
})

/** What a file may answer instead of all of itself. */
export const FILE_ANSWERS: Readonly<Record<number, AnswerDescription>> = {
  206: { description: 'The part that Range names' },
  304: { description: 'Unchanged since the answer that If-None-Match or If-Modified-Since names' },
  412: { description: 'Not the file that If-Match or If-Unmodified-Since names', schema: ErrorDocument },
  416: { description: 'The range lies outside the file', schema: ErrorDocument },
}

/** What a key may be answered that was used before. */
export const IDEMPOTENCY_ANSWERS: Readonly<Record<number, AnswerDescription>> = {
  409: { description: 'The Idempotency-Key was used before for another request', schema: ErrorDocument },
}

/** The header that makes a POST safe to repeat, for the document. */
export const IDEMPOTENCY_HEADER = {
  'Idempotency-Key':
    'A repeat of the same request under the same key, within a day, files nothing and answers as the first did; ' +
    'another request under it is answered 409',
} as const
