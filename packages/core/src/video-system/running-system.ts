import { rm } from 'node:fs/promises'
import { createApiKeys, type ApiKeys } from '../access/api-keys.ts'
import type { NumberedEvent } from '../domain/event.ts'
import type { BatchDocument } from '../domain/batch.ts'
import type { GivenText, VideoRequestInput } from '../domain/request.ts'
import type {
  HealthDocument,
  ListDocument,
  ListQuery,
  ProgressDocument,
  SessionDocument,
  StatsDocument,
} from '../domain/session.ts'
import type { EstimateDocument } from '../domain/usage.ts'
import type { WebhookDelivery } from '../domain/webhook.ts'
import { VideoError } from '../errors/video-error.ts'
import { describePlugins, type PluginDescription } from '../plugin/describe.ts'
import { diagnoseProviders } from '../plugin/diagnose.ts'
import type { Diagnosis } from '../ports/renderer.ts'
import type { Voice } from '../ports/speech.ts'
import { TOKENS } from '../ports/tokens.ts'
import { describeBatch, unfinishedOf } from '../sessions/batches.ts'
import { createChanges, type Changes } from '../sessions/changes.ts'
import { cleanUpSessions } from '../sessions/cleanup.ts'
import type { Connection } from '../sessions/database.ts'
import { diagnoseStorage } from '../sessions/diagnose.ts'
import { followEvents, followToEnd, followToIdle, parkedInRow, type FollowOptions } from '../sessions/follow.ts'
import { createHealth } from '../sessions/health.ts'
import { sweepUnfinished } from '../sessions/ledger-index.ts'
import { openArtifact, type OpenedArtifact } from '../sessions/open-artifact.ts'
import { createProbes, type Probes } from '../sessions/probes.ts'
import { describePage, describeProgress, describeSession } from '../sessions/queries.ts'
import { countSessions } from '../sessions/stats.ts'
import { getSession, markCancelled } from '../sessions/store.ts'
import type { Worker } from '../sessions/worker.ts'
import { listDeliveries } from '../webhooks/deliveries.ts'
import type { WebhookSender } from '../webhooks/sender.ts'
import type { BatchOptions, CleanupResult, EstimateOptions, GenerateOptions, VideoSystem } from '../video-system.ts'
import { estimateRequest } from './estimate.ts'
import { fileBatch } from './file-batch.ts'
import { fileRequest } from './file-request.ts'
import {
  cacheDirectory,
  sessionDirectory,
  sessionsDirectory,
  startSystemSender,
  startSystemWorker,
  systemWebhookSecret,
  type SystemParts,
} from './start-worker.ts'
import { listVoices } from './list-voices.ts'

/** One data directory with its plugins; all that it does is in the functions that it calls. */
export class RunningSystem implements VideoSystem {
  readonly keys: ApiKeys
  readonly #parts: SystemParts
  readonly #changes: Changes
  readonly #closing = new AbortController()
  readonly #worker: Worker | undefined
  readonly #sender: WebhookSender | undefined
  readonly #probes: Probes
  readonly #health: () => Promise<HealthDocument>
  #closed: Promise<void> | undefined

  constructor(parts: SystemParts) {
    this.#parts = parts
    this.keys = createApiKeys(parts.database, parts.clock)
    this.#changes = createChanges(parts.clock)
    this.#probes = createProbes(parts)
    this.#health = createHealth({
      clock: parts.clock,
      quick: () => this.#probes.run(),
      slow: () => diagnoseProviders(parts.plugins.container, parts),
    })
    if (parts.isWorker) {
      this.#worker = startSystemWorker(parts, this.#changes)
      this.#sender = startSystemSender(parts, this.#changes)
    }
  }

  async generate(input: VideoRequestInput, options: GenerateOptions = {}): Promise<SessionDocument> {
    this.#checkOpen()
    const session = await fileRequest(this.#parts, input, options)
    this.#changes.announce()
    return session
  }

  async estimate(input: VideoRequestInput, options: EstimateOptions = {}): Promise<EstimateDocument> {
    this.#checkOpen()
    return estimateRequest(this.#parts, input, options.choices)
  }

  async generateBatch(requests: readonly unknown[], options: BatchOptions = {}): Promise<BatchDocument> {
    this.#checkOpen()
    const batch = await fileBatch(this.#parts, requests, options)
    this.#changes.announce()
    return batch
  }

  batch(id: string): Promise<BatchDocument> {
    return this.#read((connection) => describeBatch(connection, id))
  }

  async cancelBatch(id: string, options: CancelOptions = {}): Promise<BatchDocument> {
    await this.#cancelAll((connection) => unfinishedOf(connection, id), options)
    return this.batch(id)
  }

  async wait(id: string, options: { readonly signal?: AbortSignal } = {}): Promise<SessionDocument> {
    const session = await followToEnd(id, {
      ...this.#follow(options.signal),
      parked: (session) => this.#worker?.parked(session.id) ?? parkedInRow(session),
    })
    if (session.status === 'completed') return this.status(id)
    if (session.status === 'cancelled') throw new VideoError('SESSION_CANCELLED', `Session ${id} was cancelled.`)
    throw new VideoError('SESSION_FAILED', session.errorMessage ?? `Session ${id} failed.`, {
      details: { session: id, code: session.errorCode },
    })
  }

  status(id: string): Promise<SessionDocument> {
    const { database, clock } = this.#parts
    return database.readEach((connection) => describeSession(connection, id, clock.now()))
  }

  progress(id: string): Promise<ProgressDocument> {
    return this.#read((connection, now) => describeProgress(connection, id, now))
  }

  list(query: ListQuery = {}): Promise<ListDocument> {
    return this.#read((connection, now) => describePage(connection, query, now))
  }

  async cancel(id: string, options: CancelOptions = {}): Promise<SessionDocument> {
    await this.#cancelAll(() => [id], options)
    return this.status(id)
  }

  async cleanup(options: { readonly maxAgeHours?: number; readonly dryRun?: boolean } = {}): Promise<CleanupResult> {
    const { database, clock, dataDirectory } = this.#parts
    const maxAgeHours = options.maxAgeHours ?? 24
    if (!(maxAgeHours >= 0)) {
      throw new VideoError('REQUEST_INVALID', `Option "maxAgeHours" must be 0 or more (got ${maxAgeHours}).`)
    }
    const now = clock.now()
    const { dryRun = false } = options
    const directory = sessionsDirectory(dataDirectory)
    const sessions = await cleanUpSessions({ database, sessionsDirectory: directory, maxAgeHours, dryRun, now })
    if (!dryRun) await sweepUnfinished(cacheDirectory(dataDirectory), now)
    return { cleaned_count: sessions.length, max_age_hours: maxAgeHours, sessions }
  }

  async stats(): Promise<StatsDocument> {
    const health = await this.health()
    return this.#read((connection) => countSessions(connection, health))
  }

  health(): Promise<HealthDocument> {
    this.#checkOpen()
    return this.#health()
  }

  events(
    id: string,
    options: { readonly after?: number; readonly signal?: AbortSignal } = {},
  ): AsyncIterable<NumberedEvent> {
    return followEvents(id, options.after ?? 0, this.#follow(options.signal))
  }

  async open(id: string, artifact: string): Promise<OpenedArtifact> {
    const session = await this.#read((connection) => getSession(connection, id))
    return openArtifact(session, sessionDirectory(this.#parts.dataDirectory, id), artifact)
  }

  async readDocument(path: string, role: 'script' | 'source'): Promise<GivenText> {
    this.#checkOpen()
    if (this.#parts.offline && /^https?:\/\//i.test(path)) {
      throw new VideoError('URL_REFUSED', `The system is offline, so the ${role} is not fetched; give a file.`)
    }
    return this.#parts.plugins.container.get(TOKENS.documentReader).read(path, role)
  }

  webhookDeliveries(id: string): Promise<readonly WebhookDelivery[]> {
    return this.#read((connection) => listDeliveries(connection, getSession(connection, id).id))
  }

  async webhookSecret(): Promise<string> {
    this.#checkOpen()
    return systemWebhookSecret(this.#parts)
  }

  async voices(): Promise<readonly (Voice & { readonly provider: string })[]> {
    this.#checkOpen()
    return listVoices(this.#parts)
  }

  async plugins(): Promise<readonly PluginDescription[]> {
    this.#checkOpen()
    const { loaded, container } = this.#parts.plugins
    return describePlugins(loaded, container)
  }

  async diagnose(): Promise<readonly Diagnosis[]> {
    this.#checkOpen()
    const { database, dataDirectory, clock, plugins } = this.#parts
    const { fingerprint, container } = plugins
    const storage = await diagnoseStorage({ database, dataDirectory, fingerprint, now: clock.now() })
    return [...storage, ...(await diagnoseProviders(container, this.#parts))]
  }

  idle(options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    const { plugins, clock } = this.#parts
    return followToIdle({ ...this.#follow(options.signal), fingerprint: plugins.fingerprint, now: () => clock.now() })
  }

  close(): Promise<void> {
    return (this.#closed ??= this.#release())
  }

  async #release(): Promise<void> {
    this.#closing.abort(closedError())
    await this.#worker?.close()
    await this.#sender?.close()
    this.#probes.close()
    await this.#parts.plugins.container.dispose()
    this.#parts.database.close()
  }

  #read<Result>(work: (connection: Connection, now: number) => Result): Promise<Result> {
    const now = this.#parts.clock.now()
    return this.#parts.database.read((connection) => work(connection, now))
  }

  async #cancelAll(find: (connection: Connection) => readonly string[], options: CancelOptions): Promise<void> {
    const { database, clock } = this.#parts
    const keepFiles = options.keepFiles ?? false
    const now = clock.now()
    const cancelled = await database.write((connection) =>
      find(connection).filter((id) => markCancelled(connection, id, keepFiles, now)),
    )
    if (cancelled.length > 0) this.#changes.announce()
    for (const id of cancelled) {
      await this.#worker?.check(id)
      if (!keepFiles) await rm(sessionDirectory(this.#parts.dataDirectory, id), { recursive: true, force: true })
    }
  }

  #follow(signal: AbortSignal | undefined): FollowOptions {
    const { database } = this.#parts
    const closing = this.#closing.signal
    const both = signal === undefined ? closing : AbortSignal.any([closing, signal])
    return { database, changes: this.#changes, signal: both }
  }

  #checkOpen(): void {
    if (this.#closed !== undefined) throw closedError()
  }
}

interface CancelOptions {
  readonly keepFiles?: boolean
}

const closedError = (): VideoError =>
  new VideoError('SYSTEM_CLOSED', 'The video system was closed before the call, or while it was waiting.')
