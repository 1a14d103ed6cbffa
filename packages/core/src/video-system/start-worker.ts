import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { PriceTable } from '../domain/usage.ts'
import type { Stage } from '../domain/stage.ts'
import type { StagePolicy } from '../graph/policies.ts'
import { createSessionWork } from '../graph/session-work.ts'
import { createGuardedFetch } from '../net/guarded-fetch.ts'
import type { SystemPlugins } from '../plugin/system-plugins.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ledger } from '../ports/ledger.ts'
import type { Logger } from '../ports/logger.ts'
import { TOKENS } from '../ports/tokens.ts'
import type { Changes } from '../sessions/changes.ts'
import type { SessionDatabase } from '../sessions/database.ts'
import type { LedgerIndex } from '../sessions/ledger-index.ts'
import { startWorker, type Worker } from '../sessions/worker.ts'
import { storedWebhookSecret } from '../webhooks/secret.ts'
import { SEND_TIMEOUT_MS, startSender, type WebhookSender } from '../webhooks/sender.ts'
import { resolveAgents } from './resolve-agents.ts'

/** What a system is made of. */
export interface SystemParts {
  readonly database: SessionDatabase
  readonly plugins: SystemPlugins
  readonly dataDirectory: string
  readonly clock: Clock
  readonly logger: Logger
  readonly offline: boolean
  readonly concurrency: number
  readonly leaseMs: number
  readonly ledger: Ledger
  readonly ledgerIndex: LedgerIndex
  /** Sessions that may wait in the queue. */
  readonly queueLimit: number
  readonly isWorker: boolean
  readonly createId: () => string
  /** What the operator set; else the data directory's own is used. */
  readonly webhookSecret: string | undefined
  readonly privateWebhooks: boolean
  readonly prices: PriceTable
  readonly policies?: Readonly<Partial<Record<Stage, Partial<StagePolicy>>>>
}

/** Starts the worker of a system. */
export function startSystemWorker(parts: SystemParts, changes: Changes): Worker {
  const { database, clock, logger, plugins, offline, concurrency, leaseMs, dataDirectory, policies, prices } = parts
  const { ledger, ledgerIndex } = parts
  const { work, afterRun } = createSessionWork({
    database,
    clock,
    logger,
    changes,
    offline,
    ledgerIndex,
    versions: plugins.versions,
    prices,
    agents: (request) => resolveAgents(plugins.container, request.agents),
    checkVisual: plugins.container.has(TOKENS.renderer)
      ? (visual) => plugins.container.get(TOKENS.renderer).checkVisual(visual)
      : undefined,
    sessionsDirectory: sessionsDirectory(dataDirectory),
    ledger,
    ...(policies === undefined ? {} : { policies }),
  })
  const owner = `${hostname()}:${process.pid}:${randomUUID()}`
  const { fingerprint } = plugins
  return startWorker({
    database,
    clock,
    logger,
    changes,
    dataDirectory,
    owner,
    fingerprint,
    concurrency,
    leaseMs,
    work,
    afterRun,
  })
}

/** Starts to send what webhooks are told, beside the worker of a system. */
export function startSystemSender(parts: SystemParts, changes: Changes): WebhookSender {
  const { database, clock, logger, privateWebhooks } = parts
  const fetch = createGuardedFetch({ allowPrivate: privateWebhooks, timeoutMs: SEND_TIMEOUT_MS })
  return startSender({ database, clock, logger, changes, fetch, secret: () => systemWebhookSecret(parts) })
}

/** What messages are signed with: what the operator set, else the data directory's own secret. */
export const systemWebhookSecret = async (parts: SystemParts): Promise<string> =>
  parts.webhookSecret ?? storedWebhookSecret(parts.database)

/** Holds one directory for each session. */
export const sessionsDirectory = (dataDirectory: string): string => join(dataDirectory, 'sessions')

/** Holds the files of one session. */
export const sessionDirectory = (dataDirectory: string, id: string): string =>
  join(sessionsDirectory(dataDirectory), id)

/** Holds the ledger. */
export const cacheDirectory = (dataDirectory: string): string => join(dataDirectory, 'cache')
