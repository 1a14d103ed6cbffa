import { createHmac } from 'node:crypto'
import { secretBytes } from './secret.ts'

export interface SignedMessage {
  readonly id: string
  /** Milliseconds since 1970 at which it is sent. */
  readonly sentAt: number
  readonly body: string
}

/** The three headers of Standard Webhooks: HMAC-SHA256 over id, time in seconds, and body. */
export function signatureHeaders({ id, sentAt, body }: SignedMessage, secret: string): Record<string, string> {
  const timestamp = Math.floor(sentAt / 1000)
  const signature = createHmac('sha256', secretBytes(secret)).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${signature}` }
}
