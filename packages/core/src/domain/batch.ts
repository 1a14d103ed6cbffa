import { z } from 'zod'
import { SessionStatus } from './stage.ts'

const isoTime = z.iso.datetime().describe('UTC, ISO 8601, ending in Z')

/** Most requests in one batch. */
export const BATCH_LIMIT = 100

/** One request of a batch: filed as a session, or refused with the reason. */
export const BatchItem = z.strictObject({
  /** Its place in the batch, from 0. */
  index: z.int(),
  session_id: z.string().nullable(),
  /** `rejected`: the request was wrong and no session was filed; `removed`: the session was cleaned up. */
  status: z.enum([...SessionStatus.options, 'rejected', 'removed']),
  progress: z.number().min(0).max(1),
  error: z.string().nullable(),
})
export type BatchItem = z.infer<typeof BatchItem>

export const BatchDocument = z.strictObject({
  batch_id: z.string(),
  /**
   * `processing` while a session of it is queued or runs; then `cancelled` when one was cancelled, `failed` when one
   * failed or none was filed, and `completed` when all filed ones have completed.
   */
  status: z.enum(['processing', 'completed', 'failed', 'cancelled']),
  /** Of the filed ones; what has ended counts as done. */
  progress: z.number().min(0).max(1),
  created_at: isoTime,
  total_count: z.int(),
  accepted_count: z.int(),
  rejected_count: z.int(),
  user_id: z.string().nullable(),
  items: z.array(BatchItem),
})
export type BatchDocument = z.infer<typeof BatchDocument>
