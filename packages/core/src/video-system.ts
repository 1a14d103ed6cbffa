import type { ApiKeys } from './access/api-keys.ts'
import type { BatchDocument } from './domain/batch.ts'
import type { NumberedEvent } from './domain/event.ts'
import type { GivenText, VideoRequestInput } from './domain/request.ts'
import type { RequestChoices } from './domain/request-choices.ts'
import type {
  HealthDocument,
  ListDocument,
  ListQuery,
  ProgressDocument,
  SessionDocument,
  StatsDocument,
} from './domain/session.ts'
import type { Stage } from './domain/stage.ts'
import type { EstimateDocument, PriceTable } from './domain/usage.ts'
import type { WebhookDelivery } from './domain/webhook.ts'
import type { StagePolicy } from './graph/policies.ts'
import type { PluginDescription } from './plugin/describe.ts'
import type { PluginReference } from './plugin/load.ts'
import type { Clock } from './ports/clock.ts'
import type { Logger } from './ports/logger.ts'
import type { Diagnosis } from './ports/renderer.ts'
import type { Voice } from './ports/speech.ts'
import type { DeliveredArtifact, OpenedArtifact } from './sessions/open-artifact.ts'
import type { GivenModels } from './video-system/given-models.ts'

/** How a system is set up; every field has a default. */
export interface VideoSystemOptions {
  /** Sessions, files and the content cache live here. Default: `MAVS_DATA_DIR`, else `.mavs` in the working directory. */
  readonly dataDirectory?: string
  /** In the order in which they are loaded; later ones take precedence. Default: `['@mavs/agents']`. */
  readonly plugins?: readonly PluginReference[]
  /** Loaded after `plugins`' defaults: what most people want to add. */
  readonly extraPlugins?: readonly PluginReference[]
  /** Where the names and paths of plugins are looked up. Default: the working directory. */
  readonly applicationDirectory?: string
  /** Language models, asked before those of plugins and of the environment. A session is worked on only where they are given. */
  readonly models?: GivenModels
  /** Whether this system works on sessions itself. `false`: it only files them for another process. Default `true`. */
  readonly worker?: boolean
  /**
   * Sessions worked on at once. Counted over the whole data directory: a worker takes no further session while that
   * many run, whoever works on them. Default `MAVS_CONCURRENCY`, else 1.
   */
  readonly concurrency?: number
  /** How long a silent worker keeps a session, in milliseconds. Default 15 000. */
  readonly leaseMs?: number
  /** Nothing is fetched from the network. Default `false`, or `MAVS_OFFLINE=true`. */
  readonly offline?: boolean
  /** Upper size of the content cache in bytes; the least recently used entries go first. Default 5 GiB. */
  readonly cacheLimitBytes?: number
  /** Changes to the time limits and retries of stages. */
  readonly policies?: Readonly<Partial<Record<Stage, Partial<StagePolicy>>>>
  /**
   * Sessions that may wait in the queue, half of them of one user; past it `generate` throws `OVERLOADED`. Default
   * `MAVS_QUEUE_LIMIT`, else 200.
   */
  readonly queueLimit?: number
  /**
   * What webhooks are signed with, as `whsec_…` (Standard Webhooks). Default: `MAVS_WEBHOOK_SECRET`, else one that is
   * made once and kept in the data directory.
   */
  readonly webhookSecret?: string
  /** Webhooks may go to private and loopback addresses. Default `false`, or `MAVS_WEBHOOK_PRIVATE=true`. */
  readonly privateWebhooks?: boolean
  /** What calls cost, over the list prices and over those of `MAVS_PRICES`, a JSON file. */
  readonly prices?: PriceTable
  readonly logger?: Logger
  readonly clock?: Clock
  /** Makes session ids. Default `crypto.randomUUID`. */
  readonly createId?: () => string
  /** Default `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>>
}

/** What a cleanup removed, or would remove. */
export interface CleanupResult {
  readonly cleaned_count: number
  readonly max_age_hours: number
  readonly sessions: readonly string[]
}

/** How a request is filed. */
export interface GenerateOptions {
  /** A directory into which whoever finishes the session copies what it delivers, as `video_{id}.mp4` and so on. */
  readonly deliverTo?: string
  /**
   * Under the same key of the same user, the same request answers as it did the first time, for a day; another request
   * throws `IDEMPOTENCY_CONFLICT`. 1 to 255 printable ASCII characters.
   */
  readonly idempotencyKey?: string
  /** Which providers and agents the request may choose. Default: all that are loaded. */
  readonly choices?: RequestChoices
}

/** How a request is estimated. */
export type EstimateOptions = Pick<GenerateOptions, 'choices'>

/** How a batch is filed. */
export interface BatchOptions {
  /** One wrong request refuses all of them with `BATCH_INVALID`. Default `false`: the others are filed. */
  readonly atomic?: boolean
  readonly idempotencyKey?: string
  /** Who the batch, and each request that does not say, belongs to. */
  readonly userId?: string
  /** Which providers and agents its requests may choose. Default: all that are loaded. */
  readonly choices?: RequestChoices
}

/** One running system: sessions, the agents that work on them, and their files. Made by `createVideoSystem`. */
export interface VideoSystem {
  /** Checks the request, files a session and returns at once; it is worked on in the background. */
  generate(request: VideoRequestInput, options?: GenerateOptions): Promise<SessionDocument>
  /** What a request is expected to cost and to take; nothing is filed. Throws what `generate` would. */
  estimate(request: VideoRequestInput, options?: EstimateOptions): Promise<EstimateDocument>
  /** Files many requests at once; a wrong one is told by its index and the rest are filed. Throws `BATCH_INVALID`. */
  generateBatch(requests: readonly unknown[], options?: BatchOptions): Promise<BatchDocument>
  /** How far a batch is. Throws `BATCH_NOT_FOUND`. */
  batch(id: string): Promise<BatchDocument>
  /** Cancels what has not ended of a batch. */
  cancelBatch(id: string, options?: { readonly keepFiles?: boolean }): Promise<BatchDocument>
  /**
   * Resolves when the session has completed; throws `SESSION_FAILED` or `SESSION_CANCELLED` when it ended otherwise,
   * and `DISK_FULL` when it waits in the queue for space.
   */
  wait(id: string, options?: { readonly signal?: AbortSignal }): Promise<SessionDocument>
  /** The session as it is now. Documents may be shared by all who ask, so that they are frozen. */
  status(id: string): Promise<SessionDocument>
  progress(id: string): Promise<ProgressDocument>
  list(query?: ListQuery): Promise<ListDocument>
  /** Ends a session; without `keepFiles` its files go too. A session that has ended already is left as it is. */
  cancel(id: string, options?: { readonly keepFiles?: boolean }): Promise<SessionDocument>
  /** Removes ended sessions that were last touched before `maxAgeHours` (default 24). */
  cleanup(options?: { readonly maxAgeHours?: number; readonly dryRun?: boolean }): Promise<CleanupResult>
  stats(): Promise<StatsDocument>
  health(): Promise<HealthDocument>
  /** The session's events from its beginning (or after a number), ending with `session-end`; also of other processes. */
  events(id: string, options?: { readonly after?: number; readonly signal?: AbortSignal }): AsyncIterable<NumberedEvent>
  /** Opens a delivered file, or any artifact by its key. Throws `SESSION_UNFINISHED` when it is not there. */
  open(id: string, artifact: DeliveredArtifact | (string & {})): Promise<OpenedArtifact>
  /** Reads a file that the user named, as a request's script or source. */
  readDocument(path: string, role: 'script' | 'source'): Promise<GivenText>
  /** What a session's webhook was told, or will be, oldest first. */
  webhookDeliveries(id: string): Promise<readonly WebhookDelivery[]>
  /** What receivers check signatures with, as `whsec_…`. */
  webhookSecret(): Promise<string>
  readonly keys: ApiKeys
  voices(): Promise<readonly (Voice & { readonly provider: string })[]>
  /** What is loaded, where it is from, and what of it is in use. */
  plugins(): Promise<readonly PluginDescription[]>
  /** Everything that the work needs from the machine, each with its remedy. */
  diagnose(): Promise<readonly Diagnosis[]>
  /** Resolves when no session is queued or running in this data directory that this worker could take. */
  idle(options?: { readonly signal?: AbortSignal }): Promise<void>
  /** Stops working, hands running sessions back (another process resumes them), and releases everything. */
  close(): Promise<void>
}
