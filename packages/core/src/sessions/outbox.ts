import { randomUUID } from 'node:crypto'
import type { SessionEvent } from '../domain/event.ts'
import type { WebhookEventName } from '../domain/request.ts'
import { isTerminal } from '../domain/stage.ts'
import type { WebhookMessage } from '../domain/webhook.ts'
import type { Connection } from './database.ts'
import { sessionDocument } from './documents.ts'
import { sessionFromRow, type Session, type SessionRow } from './session.ts'

/** What a webhook is told about when the request does not say. */
const DEFAULT_EVENTS: readonly WebhookEventName[] = ['completed', 'failed', 'cancelled']
/** Between two messages about progress, both must have passed. */
const PROGRESS_GAP_MS = 10_000
const PROGRESS_STEP = 0.05

/* Each function works inside the caller's transaction. */

/**
 * Files the message that a webhook gets about an event, so that neither exists without the other. The session's row
 * already shows the event.
 */
export function fileMessage(connection: Connection, event: SessionEvent): void {
  const name = messageName(event)
  if (name === undefined) return
  const session = listeningSession(connection, event.sessionId)
  if (session === undefined || !(session.request.events ?? DEFAULT_EVENTS).includes(name)) return
  const now = Date.parse(event.at)
  if (name === 'progress_update' && !isProgressDue(connection, session, now)) return
  supersedeProgress(connection, session.id, name)
  const url = session.request.webhook_url ?? ''
  connection
    .prepare(
      `INSERT INTO webhook_deliveries (id, session_id, url, receiver, event, payload, status, created_at, next_attempt_at, attempts)
       VALUES (@id, @sessionId, @url, @receiver, @event, @payload, 'pending', @now, @now, '[]')`,
    )
    .run({
      id: `msg_${randomUUID()}`,
      sessionId: session.id,
      url,
      receiver: new URL(url).hostname,
      event: name,
      payload: JSON.stringify(messageOf(session, name, event.at)),
      now,
    })
}

/** Removes a session's messages; those that are still to be sent stay until they are. */
export function deleteSentMessages(connection: Connection, sessionId: string): void {
  connection.prepare("DELETE FROM webhook_deliveries WHERE session_id = ? AND status <> 'pending'").run(sessionId)
}

function messageName(event: SessionEvent): WebhookEventName | undefined {
  if (event.type === 'stage-progress' || event.type === 'stage-end') return 'progress_update'
  return event.type === 'session-end' && isTerminal(event.status) ? (event.status as WebhookEventName) : undefined
}

function listeningSession(connection: Connection, id: string): Session | undefined {
  const row = connection
    .prepare("SELECT * FROM sessions WHERE id = ? AND json_extract(request, '$.webhook_url') IS NOT NULL")
    .get(id) as SessionRow | undefined
  return row === undefined ? undefined : sessionFromRow(row)
}

/** The end has its own message, so that full progress needs none. */
function isProgressDue(connection: Connection, session: Session, now: number): boolean {
  const last = connection
    .prepare(
      `SELECT created_at AS at, json_extract(payload, '$.data.progress') AS progress FROM webhook_deliveries
       WHERE session_id = ? AND event = 'progress_update' ORDER BY position DESC LIMIT 1`,
    )
    .get(session.id) as { readonly at: number; readonly progress: number } | undefined
  const step = session.progress - (last?.progress ?? 0)
  return session.progress < 1 && step >= PROGRESS_STEP && (last === undefined || now - last.at >= PROGRESS_GAP_MS)
}

/**
 * Ends what a newer message makes pointless: progress that nobody has been told, when there is newer progress, and
 * progress that failed to get through, when there is anything newer. What is just being sent is left alone.
 */
function supersedeProgress(connection: Connection, sessionId: string, name: WebhookEventName): void {
  connection
    .prepare(
      `UPDATE webhook_deliveries SET status = 'superseded', next_attempt_at = NULL
       WHERE session_id = @sessionId AND event = 'progress_update' AND status = 'pending' AND claimed_until IS NULL
         AND (@name = 'progress_update' OR attempts <> '[]')`,
    )
    .run({ sessionId, name })
}

function messageOf(session: Session, name: WebhookEventName, timestamp: string): WebhookMessage {
  const { session_id, status, stage, progress, created_at, updated_at, error_message } = sessionDocument(
    session,
    undefined,
  )
  const path = `/videos/${session_id}`
  return {
    type: `video.${name}`,
    timestamp,
    data: {
      session_id,
      status,
      stage,
      progress,
      created_at,
      updated_at,
      error_message,
      status_path: `${path}/status`,
      download_path: status === 'completed' ? `${path}/download` : null,
    },
  }
}
