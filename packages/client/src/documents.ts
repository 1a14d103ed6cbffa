import type { SessionStatus, WebhookDelivery } from '@mavs/core'
import type { CallOptions } from './options.ts'

/** How a request is filed. */
export interface GenerateOptions extends CallOptions {
  /** The same request under the same key is filed once. Default: a new key for each call. */
  readonly idempotencyKey?: string
}

/** How a batch is filed. */
export interface BatchOptions extends GenerateOptions {
  /** One wrong request refuses all of them. Default `false`: the others are filed. */
  readonly atomic?: boolean
}

/** How a session is ended. */
export interface CancelOptions extends CallOptions {
  /** What was made so far stays. Default `false`. */
  readonly keepFiles?: boolean
}

/** What is answered to a request for a video. Times are UTC, ISO 8601. */
export interface GenerateAnswer {
  readonly session_id: string
  readonly status: SessionStatus
  readonly message: string
  readonly created_at: string
  readonly estimated_completion: string | null
}

/** What is answered to a cancellation. */
export interface CancelAnswer {
  readonly message: string
  readonly session_id: string
}

/** What a cleanup removed, or would remove. */
export interface CleanupAnswer {
  readonly message: string
  readonly cleaned_count: number
  readonly max_age_hours: number
}

/** What is answered about a session's webhook. */
export interface WebhooksAnswer {
  readonly session_id: string
  readonly deliveries: readonly WebhookDelivery[]
}
