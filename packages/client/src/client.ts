import type {
  BatchDocument,
  EstimateDocument,
  HealthDocument,
  ListDocument,
  ListQuery,
  NumberedEvent,
  ProgressDocument,
  SessionDocument,
  StatsDocument,
  VideoRequestInput,
  WebhookDelivery,
} from '@mavs/core'
import type {
  BatchOptions,
  CancelAnswer,
  CancelOptions,
  CleanupAnswer,
  GenerateAnswer,
  GenerateOptions,
  WebhooksAnswer,
} from './documents.ts'
import { openDownload, type Download, type DownloadOptions } from './download.ts'
import { readEvents, type EventsOptions } from './events.ts'
import { settingsFrom, type CallOptions, type ClientOptions } from './options.ts'
import { ARTIFACTS, batchPath, sessionPath, type Artifact } from './paths.ts'
import { fileRequest } from './requests.ts'
import { everySession, readHealth } from './reading.ts'
import { createTransport } from './transport.ts'
import { waitFor, type WaitOptions } from './wait.ts'

/** The API of one server. Every call throws a `MavsApiError`, or the reason of its signal. */
export interface MavsClient {
  /** Files a session; it is worked on by the server. Repeats itself safely, by an idempotency key that it makes. */
  generate(request: VideoRequestInput, options?: GenerateOptions): Promise<GenerateAnswer>
  /** What a request is expected to cost and to take; nothing is filed. */
  estimate(request: VideoRequestInput, options?: CallOptions): Promise<EstimateDocument>
  /** Files many sessions at once. */
  generateBatch(requests: readonly VideoRequestInput[], options?: BatchOptions): Promise<BatchDocument>
  batch(id: string, options?: CallOptions): Promise<BatchDocument>
  /** Cancels what has not ended of a batch. */
  cancelBatch(id: string, options?: CancelOptions): Promise<BatchDocument>
  status(id: string, options?: CallOptions): Promise<SessionDocument>
  progress(id: string, options?: CallOptions): Promise<ProgressDocument>
  /** One page of sessions, newest first. */
  list(query?: ListQuery, options?: CallOptions): Promise<ListDocument>
  /** All sessions, page after page, newest first. */
  sessions(query?: Omit<ListQuery, 'page'>, options?: CallOptions): AsyncIterable<SessionDocument>
  /** Ends a session; a session that has ended already is left as it is. */
  cancel(id: string, options?: CancelOptions): Promise<CancelAnswer>
  /** Removes ended sessions that were last touched before `maxAgeHours` (default 24). */
  cleanup(options?: CallOptions & { readonly maxAgeHours?: number; readonly dryRun?: boolean }): Promise<CleanupAnswer>
  stats(options?: CallOptions): Promise<StatsDocument>
  /** The server's health, also when it is unhealthy. */
  health(options?: CallOptions): Promise<HealthDocument>
  /** A session's events to its end, over as many connections as it takes. */
  events(id: string, options?: EventsOptions): AsyncIterable<NumberedEvent>
  /** Resolves when the session has completed; throws `SESSION_FAILED` or `SESSION_CANCELLED` when it ended otherwise. */
  wait(id: string, options?: WaitOptions): Promise<SessionDocument>
  /** Opens the video, or another file that the session delivered. */
  download(id: string, options?: DownloadOptions): Promise<Download>
  /** Where a file of a session is, for a player or a link. */
  address(id: string, artifact?: Artifact): URL
  captions(id: string, format?: 'vtt' | 'srt' | 'ass', options?: CallOptions): Promise<string>
  /** What the session's webhook was told, or will be. */
  webhookDeliveries(id: string, options?: CallOptions): Promise<readonly WebhookDelivery[]>
}

/** A client of the server at `baseUrl`. Nothing is sent before the first call. Throws a TypeError for a bad address. */
export function createClient(options: ClientOptions): MavsClient {
  const transport = createTransport(settingsFrom(options))
  const { json } = transport
  return {
    generate: (request, { idempotencyKey, signal } = {}) =>
      json(fileRequest('videos/generate', request, idempotencyKey, signal)),
    // A POST only because requests are long: sent twice it does nothing more.
    estimate: (request, { signal } = {}) => json({ method: 'POST', path: 'videos/estimate', body: request, signal }),
    generateBatch: (requests, { atomic, idempotencyKey, signal } = {}) =>
      json(fileRequest('videos/batch', { batch_requests: requests, atomic }, idempotencyKey, signal)),
    batch: (id, { signal } = {}) => json({ method: 'GET', path: batchPath(id), signal }),
    cancelBatch: (id, { keepFiles, signal } = {}) =>
      json({ method: 'DELETE', path: batchPath(id), query: { keep_files: keepFiles || undefined }, signal }),
    status: (id, { signal } = {}) => json({ method: 'GET', path: sessionPath(id, 'status'), signal }),
    progress: (id, { signal } = {}) => json({ method: 'GET', path: sessionPath(id, 'progress'), signal }),
    list: (query = {}, { signal } = {}) => json({ method: 'GET', path: 'videos', query: { ...query }, signal }),
    sessions: (query = {}, { signal } = {}) => everySession(transport, query, signal),
    cancel: (id, { keepFiles, signal } = {}) =>
      json({ method: 'DELETE', path: sessionPath(id), query: { keep_files: keepFiles || undefined }, signal }),
    cleanup: ({ maxAgeHours, dryRun, signal } = {}) =>
      json({
        method: 'POST',
        path: 'system/cleanup',
        query: { max_age_hours: maxAgeHours, dry_run: dryRun || undefined },
        signal,
      }),
    stats: ({ signal } = {}) => json({ method: 'GET', path: 'system/stats', signal }),
    health: ({ signal } = {}) => readHealth(transport, signal),
    events: (id, given) => readEvents(transport, id, given),
    wait: (id, given) => waitFor(transport, id, given),
    download: (id, given = {}) => openDownload(transport, id, given),
    address: (id, artifact = 'video') => new URL(sessionPath(id, ARTIFACTS[artifact].path), transport.settings.base),
    captions: (id, format = 'vtt', { signal } = {}) =>
      transport.text({
        method: 'GET',
        path: sessionPath(id, ARTIFACTS[format].path),
        headers: { Accept: '*/*' },
        signal,
      }),
    webhookDeliveries: async (id, { signal } = {}) => {
      const answer = await json<WebhooksAnswer>({ method: 'GET', path: sessionPath(id, 'webhooks'), signal })
      return answer.deliveries
    },
  }
}
