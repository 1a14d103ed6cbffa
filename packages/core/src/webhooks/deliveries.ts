import type { WebhookAttempt, WebhookDelivery } from '../domain/webhook.ts'
import { isoTime } from '../sessions/clock.ts'
import type { Connection } from '../sessions/database.ts'

/** A row of the table `webhook_deliveries`. Times are milliseconds since 1970. */
export interface DeliveryRow {
  readonly position: number
  readonly id: string
  readonly session_id: string
  readonly url: string
  readonly receiver: string
  readonly event: WebhookDelivery['event']
  readonly payload: string
  readonly status: WebhookDelivery['status']
  readonly created_at: number
  readonly next_attempt_at: number | null
  readonly claimed_until: number | null
  readonly attempts: string
}

/** The messages of a session, oldest first, inside the caller's transaction. */
export function listDeliveries(connection: Connection, sessionId: string): WebhookDelivery[] {
  const rows = connection
    .prepare('SELECT * FROM webhook_deliveries WHERE session_id = ? ORDER BY position')
    .all(sessionId) as DeliveryRow[]
  return rows.map((row) => ({
    message_id: row.id,
    session_id: row.session_id,
    event: row.event,
    url: row.url,
    status: row.status,
    created_at: isoTime(row.created_at),
    next_attempt_at: row.next_attempt_at === null ? null : isoTime(row.next_attempt_at),
    attempts: attemptsOf(row),
  }))
}

/** The tries of a message, oldest first. */
export const attemptsOf = (row: DeliveryRow): WebhookAttempt[] => JSON.parse(row.attempts) as WebhookAttempt[]
