import { randomUUID } from 'node:crypto'
import { join, resolve } from 'node:path'
import { systemPrices } from '../costs/prices.ts'
import { VideoError } from '../errors/video-error.ts'
import { loadSystemPlugins } from '../plugin/system-plugins.ts'
import type { Clock } from '../ports/clock.ts'
import { silentLogger } from '../ports/logger.ts'
import { systemClock } from '../sessions/clock.ts'
import { openCassette, withCassette } from '../sessions/cassette.ts'
import { openDatabase, type SessionDatabase } from '../sessions/database.ts'
import { createLedgerIndex } from '../sessions/ledger-index.ts'
import { createLedger } from '../sessions/ledger.ts'
import type { VideoSystem, VideoSystemOptions } from '../video-system.ts'
import { givenWebhookSecret } from '../webhooks/secret.ts'
import { modelPlugins } from './given-models.ts'
import { RunningSystem } from './running-system.ts'
import { cacheDirectory } from './start-worker.ts'

/**
 * Opens a data directory, loads the plugins and, unless `worker` is false, starts to work on sessions. It installs no
 * handlers in the process: a promise that a plugin forgot, once rejected, ends the process unless the program handles
 * `unhandledRejection` (the command line does; `agentAtWork` tells whose it was).
 * Throws `PLUGIN_INVALID`, `DATA_UNWRITABLE`, `DATABASE_CORRUPT` or `DATABASE_NEWER`.
 */
export async function createVideoSystem(options: VideoSystemOptions = {}): Promise<VideoSystem> {
  const { environment = process.env, logger = silentLogger, clock = systemClock } = options
  const offline = options.offline ?? environment.MAVS_OFFLINE === 'true'
  const { MAVS_CONCURRENCY, MAVS_QUEUE_LIMIT } = environment
  const concurrency = positive('concurrency', options.concurrency ?? (MAVS_CONCURRENCY || 1), 'MAVS_CONCURRENCY')
  const leaseMs = positive('leaseMs', options.leaseMs ?? 15_000)
  const limitBytes = positive('cacheLimitBytes', options.cacheLimitBytes ?? 5 * 1024 ** 3)
  const queueLimit = positive('queueLimit', options.queueLimit ?? (MAVS_QUEUE_LIMIT || 200), 'MAVS_QUEUE_LIMIT')
  const webhookSecret = givenWebhookSecret(options.webhookSecret, environment)
  const privateWebhooks = options.privateWebhooks ?? environment.MAVS_WEBHOOK_PRIVATE === 'true'
  const prices = systemPrices(options.prices, environment)
  const dataDirectory = resolve(options.dataDirectory ?? (environment.MAVS_DATA_DIR || '.mavs'))
  const database = await openDatabase(join(dataDirectory, 'mavs.sqlite'))
  try {
    const references = [...(options.plugins ?? ['@mavs/agents']), ...(options.extraPlugins ?? [])]
    const applicationDirectory = resolve(options.applicationDirectory ?? '.')
    const last = modelPlugins(options.models)
    const plugins = await loadSystemPlugins({
      references,
      last,
      logger,
      clock,
      environment,
      offline,
      applicationDirectory,
    })
    return new RunningSystem({
      database,
      plugins,
      dataDirectory,
      clock,
      logger,
      offline,
      concurrency,
      leaseMs,
      ...openLedger({ dataDirectory, database, clock, limitBytes, environment }),
      queueLimit,
      webhookSecret,
      privateWebhooks,
      prices,
      isWorker: options.worker ?? true,
      createId: options.createId ?? randomUUID,
      ...(options.policies === undefined ? {} : { policies: options.policies }),
    })
  } catch (error) {
    database.close()
    throw error
  }
}

interface LedgerParts {
  readonly dataDirectory: string
  readonly database: SessionDatabase
  readonly clock: Clock
  readonly limitBytes: number
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** The ledger of a data directory; with `MAVS_CASSETTE`, calls to the outside are recorded, or replayed, below it. */
function openLedger({ dataDirectory, database, clock, limitBytes, environment }: LedgerParts) {
  const directory = cacheDirectory(dataDirectory)
  const ledgerIndex = createLedgerIndex({ directory, database, clock, limitBytes })
  const ledger = createLedger({ directory, index: ledgerIndex })
  const cassette = openCassette(environment)
  return { ledgerIndex, ledger: cassette === undefined ? ledger : withCassette(ledger, cassette) }
}

/** A number, or the text of a variable. */
function positive(name: string, given: number | string, variable?: string): number {
  const value = Number(given)
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new VideoError(
    'REQUEST_INVALID',
    `Option "${name}"${variable ? ` (${variable})` : ''} must be a positive whole number (got ${given}).`,
  )
}
