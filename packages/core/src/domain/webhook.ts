import { z } from 'zod'
import { WebhookEventName } from './request.ts'
import { SessionDocument } from './session.ts'

const isoTime = z.iso.datetime().describe('UTC, ISO 8601, ending in Z')

/** The body of a webhook, in the shape that Standard Webhooks recommends. */
export const WebhookMessage = z.strictObject({
  type: z.enum(['video.completed', 'video.failed', 'video.cancelled', 'video.progress_update']),
  /** When it happened, not when it was sent. */
  timestamp: isoTime,
  data: SessionDocument.pick({
    session_id: true,
    status: true,
    stage: true,
    progress: true,
    created_at: true,
    updated_at: true,
    error_message: true,
  }).extend({
    status_path: z.string().describe('Where the API tells the rest, e.g. /videos/{session_id}/status'),
    download_path: z.string().nullable().describe('Where the API serves the video; null unless completed'),
  }),
})
export type WebhookMessage = z.infer<typeof WebhookMessage>

/** One try to hand a message over. Written before the message leaves, and again with what came of it. */
export const WebhookAttempt = z.strictObject({
  at: isoTime,
  /** Null while the try is under way, and for ever when the process ended before the answer came. */
  duration_ms: z.int().nullable(),
  /** The receiver's status; null when there was no answer. */
  response_status: z.int().nullable(),
  error: z.string().nullable(),
})
export type WebhookAttempt = z.infer<typeof WebhookAttempt>

/** A message to a webhook, with all tries. */
export const WebhookDelivery = z.strictObject({
  /** Sent as `webhook-id`; the same for every try, so that the receiver can tell repeats. */
  message_id: z.string(),
  session_id: z.string(),
  event: WebhookEventName,
  url: z.string(),
  /** `failed`: given up after its tries, or refused for good. `superseded`: a later message of the session says more. */
  status: z.enum(['pending', 'delivered', 'failed', 'superseded']),
  created_at: isoTime,
  next_attempt_at: isoTime.nullable(),
  attempts: z.array(WebhookAttempt),
})
export type WebhookDelivery = z.infer<typeof WebhookDelivery>
