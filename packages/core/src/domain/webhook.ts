import { z } from 'zod'
import { WebhookEventName } from './request.ts'

const isoTime = z.iso.datetime().describe('UTC, ISO 8601, ending in Z')

/** One try to hand a message over. */
export const WebhookAttempt = z.strictObject({
  at: isoTime,
  duration_ms: z.int(),
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
  /** `failed`: given up after a day of tries, or refused for good. */
  status: z.enum(['pending', 'delivered', 'failed']),
  created_at: isoTime,
  next_attempt_at: isoTime.nullable(),
  attempts: z.array(WebhookAttempt),
})
export type WebhookDelivery = z.infer<typeof WebhookDelivery>
