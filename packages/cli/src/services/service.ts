import type {
  BatchDocument,
  DeliveredArtifact,
  EstimateDocument,
  GivenText,
  ListDocument,
  ListQuery,
  NumberedEvent,
  SessionDocument,
  StatsDocument,
  VideoRequestInput,
  WebhookDelivery,
} from '@mavs/core'

/** How a request is filed from the command line. */
export interface FilingOptions {
  /** A directory for what the session delivers. */
  readonly deliverTo: string | undefined
  /** Whether this process stays until the session ends. */
  readonly waits: boolean
  readonly idempotencyKey: string | undefined
}

/** What a cleanup removed, or would remove; a server tells only how many. */
export interface Cleaned {
  readonly cleaned_count: number
  readonly max_age_hours: number
  readonly sessions?: readonly string[]
}

/** Where sessions live: in the data directory of this machine, or behind a server. Commands don't know which. */
export interface SessionService {
  /** How long a status stays good enough for a progress bar, in milliseconds. */
  readonly refreshMs: number
  generate(request: VideoRequestInput, options: FilingOptions): Promise<SessionDocument>
  estimate(request: VideoRequestInput): Promise<EstimateDocument>
  generateBatch(requests: readonly unknown[], options: { readonly atomic: boolean }): Promise<BatchDocument>
  batch(id: string): Promise<BatchDocument>
  cancelBatch(id: string, options: { readonly keepFiles: boolean }): Promise<BatchDocument>
  status(id: string): Promise<SessionDocument>
  list(query: ListQuery): Promise<ListDocument>
  cancel(id: string, options?: { readonly keepFiles: boolean }): Promise<SessionDocument>
  cleanup(options: { readonly maxAgeHours: number | undefined; readonly dryRun: boolean }): Promise<Cleaned>
  stats(): Promise<StatsDocument>
  /** Sees to it that somebody works on what is filed. */
  ensureWork(): void
  events(id: string, options: { readonly after: number; readonly signal: AbortSignal }): AsyncIterable<NumberedEvent>
  /** Resolves when the session has ended, however. */
  follow(id: string, observer: Observer, signal: AbortSignal): Promise<void>
  /** Where a completed session's files are: in the directory that was asked for, else paths or addresses of its own. */
  delivered(id: string, directory?: string): Promise<Record<DeliveredArtifact, string>>
  /** Puts a file of a completed session into a directory, whole, under its usual name or another; answers with its path. */
  save(id: string, artifact: DeliveredArtifact, target: SaveTarget): Promise<string>
  webhookDeliveries(id: string): Promise<readonly WebhookDelivery[]>
  /** Reads a file of this machine, for a request. */
  readDocument(path: string, role: 'script' | 'source'): Promise<GivenText>
  close(): Promise<void>
}

/** Hears how a session comes along. */
export interface Observer {
  /** The session's events, as far as they come through. */
  event(event: NumberedEvent): void
  /** A sentence about the way to the session. */
  notice(text: string): void
}

/** Where a file goes. */
export interface SaveTarget {
  readonly directory: string
  readonly name?: string | undefined
  readonly signal?: AbortSignal
}
