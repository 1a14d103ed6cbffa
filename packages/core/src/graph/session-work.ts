import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Delivery } from '../domain/delivery.ts'
import type { Stage } from '../domain/stage.ts'
import { isTerminal } from '../domain/stage.ts'
import { createUsageAccount } from '../costs/usage-account.ts'
import type { PriceTable } from '../domain/usage.ts'
import { VideoError } from '../errors/video-error.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ledger } from '../ports/ledger.ts'
import type { Logger } from '../ports/logger.ts'
import { createArtifacts } from '../sessions/artifacts.ts'
import type { Changes } from '../sessions/changes.ts'
import type { SessionDatabase } from '../sessions/database.ts'
import { deliverInto } from '../sessions/deliver.ts'
import type { LedgerIndex } from '../sessions/ledger-index.ts'
import { createReporter, type SessionReporter } from '../sessions/reporter.ts'
import type { RequestDetails, Session } from '../sessions/session.ts'
import { getSession } from '../sessions/store.ts'
import { deleteThread, pruneThread } from '../sessions/threads.ts'
import { keepUsage } from '../sessions/usage.ts'
import type { Run } from '../sessions/worker.ts'
import type { Visual } from '../domain/visual.ts'
import type { VideoAgents } from '../stages/stage.ts'
import type { StagePolicy } from './policies.ts'
import { runVideoGraph } from './run.ts'

export interface SessionWorkOptions {
  /** The agents for a request: those that it chose, else the default ones. */
  readonly agents: (request: RequestDetails) => VideoAgents
  /** The renderer's check of what a scene shows; undefined when no plugin brings a renderer. */
  readonly checkVisual: ((visual: Visual) => Promise<Visual>) | undefined
  readonly database: SessionDatabase
  readonly sessionsDirectory: string
  readonly ledger: Ledger
  readonly ledgerIndex: LedgerIndex
  readonly clock: Clock
  readonly logger: Logger
  readonly changes: Changes
  readonly offline: boolean
  readonly versions: Readonly<Record<string, string>>
  readonly prices: PriceTable
  readonly policies?: Partial<Record<Stage, Partial<StagePolicy>>>
}

/** What a worker does with a claimed session: the graph to its end, then the delivery to where the user wants it. */
export function createSessionWork(options: SessionWorkOptions) {
  return {
    work: (run: Run): Promise<Delivery> => workOn(run, options),
    afterRun: (session: Session): Promise<void> => tidy(session, options),
  }
}

async function workOn(run: Run, options: SessionWorkOptions): Promise<Delivery> {
  const { session, lease, signal } = run
  const { database, clock, logger, ledger, offline, versions, changes, policies, checkVisual, prices } = options
  const artifacts = createArtifacts(join(options.sessionsDirectory, session.id))
  const reporter = createReporter({
    database,
    clock,
    lease,
    session,
    signal,
    onWrite: () => changes.announce(),
    onFailure: (error) => run.abort(error),
  })
  const usage = createUsageAccount({
    prices,
    limitUsd: session.request.max_cost_usd,
    record: session.usage,
    save: keepUsage(database, lease),
  })
  const delivery = await runVideoGraph({
    agents: options.agents(session.request),
    session,
    lease,
    database,
    clock,
    signal,
    workspace: {
      sessionId: session.id,
      artifacts,
      ledger,
      logger,
      offline,
      versions,
      observer: reporter,
      usage,
      ...(checkVisual && { checkVisual }),
    },
    ...(policies === undefined ? {} : { policies }),
  })
  signal.throwIfAborted()
  if (session.deliverTo !== null) await deliverOrWarn(session, delivery, reporter, options)
  await reporter.flush()
  return delivery
}

/** The video is finished and stays in its session, so a directory that went away is no reason to fail. */
async function deliverOrWarn(
  session: Session,
  delivery: Delivery,
  reporter: SessionReporter,
  { sessionsDirectory, logger }: SessionWorkOptions,
): Promise<void> {
  const directory = session.deliverTo ?? ''
  try {
    await deliverInto(directory, session.id, delivery, createArtifacts(join(sessionsDirectory, session.id)))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    logger.warn({ sessionId: session.id, directory, error }, 'the video could not be put into its output directory')
    reporter.warn({
      reason: 'not-delivered',
      message: `The video is finished but could not be copied to ${directory}: ${reason}. It is still in its session.`,
      stage: 'finalizing',
    })
  }
}

/** Clears what an ended session no longer needs: superseded checkpoints, a cancelled session's files, an overfull cache. */
async function tidy({ id }: Session, options: SessionWorkOptions): Promise<void> {
  const { database, sessionsDirectory, ledgerIndex } = options
  const session = await database.read((connection) => {
    try {
      return getSession(connection, id)
    } catch (error) {
      if (VideoError.isInstance(error) && error.code === 'SESSION_NOT_FOUND') return undefined
      throw error
    }
  })
  const isGone = session === undefined || (session.status === 'cancelled' && !session.keepFiles)
  if (isGone) await rm(join(sessionsDirectory, id), { recursive: true, force: true })
  const threadId = session?.threadId
  if (threadId != null && isTerminal(session!.status)) {
    await database.write((connection) => (isGone ? deleteThread : pruneThread)(connection, threadId))
  }
  await ledgerIndex.evict()
}
