import type { Delivery } from '../domain/delivery.ts'
import { reasonOf } from '../errors/reason.ts'
import { fromSystemError } from '../errors/system-error.ts'
import { VideoError } from '../errors/video-error.ts'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import type { Changes } from './changes.ts'
import type { SessionDatabase } from './database.ts'
import { learnDurations } from './estimates.ts'
import {
  canClaim,
  claimSession,
  completeSession,
  failSession,
  handBack,
  assertLease,
  renewLease,
  type Lease,
} from './lease.ts'
import type { Session } from './session.ts'
import { getSession } from './store.ts'

/** One claimed session being worked on. */
export interface Run {
  readonly session: Session
  readonly lease: Lease
  /** Aborts on cancel, lost lease, a failed write and shutdown. */
  readonly signal: AbortSignal
  /** Ends the run with this reason. */
  abort(reason: unknown): void
}

export interface WorkerOptions {
  readonly database: SessionDatabase
  readonly clock: Clock
  readonly logger: Logger
  readonly changes: Changes
  readonly dataDirectory: string
  readonly owner: string
  readonly fingerprint: string
  readonly concurrency: number
  readonly leaseMs: number
  /** Works on a session to its end. Settles only when nothing of it runs any more. */
  readonly work: (run: Run) => Promise<Delivery>
  /** Called after a run, when its lease is gone: clears what the session no longer needs. */
  readonly afterRun: (session: Session) => Promise<void>
}

export interface Worker {
  /** Looks at the running sessions at once: whether they were cancelled. Resolves when those that were have stopped. */
  check(id: string): Promise<void>
  /** Why a session waits in the queue although this worker has tried it: the disk was full. */
  parked(id: string): VideoError | undefined
  /** Stops claiming, hands the running sessions back, and resolves when nothing runs any more. */
  close(): Promise<void>
}

const POLL_MS = 500
/** How long a session waits for a remedy (space on the disk) before it is tried again. */
const RETRY_AFTER_MS = 60_000

/** Starts to claim sessions and to work on them. */
export function startWorker(options: WorkerOptions): Worker {
  return new SessionWorker(options)
}

interface ActiveRun {
  readonly run: Run
  readonly settled: Promise<void>
}

class SessionWorker implements Worker {
  readonly #options: WorkerOptions
  readonly #active = new Map<string, ActiveRun>()
  readonly #parked = new Map<string, VideoError>()
  readonly #closing = new AbortController()
  readonly #loop: Promise<void>

  constructor(options: WorkerOptions) {
    this.#options = options
    this.#loop = this.#claimForEver()
  }

  async check(id: string): Promise<void> {
    const active = this.#active.get(id)
    if (active === undefined) return
    await this.#checkLease(active.run)
    if (active.run.signal.aborted) await active.settled
  }

  parked(id: string): VideoError | undefined {
    return this.#parked.get(id)
  }

  async close(): Promise<void> {
    this.#closing.abort(new VideoError('SYSTEM_CLOSED', 'The video system was closed while the session ran.'))
    for (const { run } of this.#active.values()) run.abort(this.#closing.signal.reason)
    await this.#loop
    await Promise.all([...this.#active.values()].map(({ settled }) => settled))
  }

  async #claimForEver(): Promise<void> {
    const { changes, logger } = this.#options
    while (!this.#closing.signal.aborted) {
      try {
        await this.#claimAll()
      } catch (error) {
        logger.error({ error }, 'sessions could not be claimed; trying again')
      }
      await changes.next(POLL_MS, this.#closing.signal).catch(() => undefined)
    }
  }

  async #claimAll(): Promise<void> {
    const { database, owner, fingerprint, leaseMs, concurrency, clock, changes } = this.#options
    while (this.#active.size < concurrency && !this.#closing.signal.aborted) {
      const claim = { owner, fingerprint, leaseMs, limit: concurrency, now: clock.now() }
      if (!(await database.read((connection) => canClaim(connection, claim)))) return
      const session = await database.write((connection) => claimSession(connection, claim))
      if (session === undefined) return
      this.#start(session)
      changes.announce()
    }
  }

  #start(session: Session): void {
    const controller = new AbortController()
    const run: Run = {
      session,
      lease: { sessionId: session.id, epoch: session.leaseEpoch },
      signal: controller.signal,
      abort: (reason) => controller.abort(reason),
    }
    this.#parked.delete(session.id)
    if (this.#closing.signal.aborted) controller.abort(this.#closing.signal.reason)
    const settled = this.#execute(run).finally(() => {
      this.#active.delete(session.id)
      this.#options.changes.announce()
    })
    this.#active.set(session.id, { run, settled })
  }

  /** Never rejects: whatever happens in a run ends up in its session, or in the log when that is out of reach. */
  async #execute(run: Run): Promise<void> {
    const { logger, work, afterRun } = this.#options
    const sessionId = run.session.id
    const over = new AbortController()
    const heartbeat = this.#heartbeat(run, over.signal)
    try {
      const delivery = await work(run)
      run.signal.throwIfAborted()
      await this.#complete(run, delivery)
    } catch (error) {
      await this.#settle(run, error).catch((failure: unknown) => {
        logger.error({ sessionId, error: failure }, 'the end of a session could not be written; its lease will expire')
      })
    }
    over.abort()
    await heartbeat
    await afterRun(run.session).catch((error: unknown) => {
      logger.warn({ sessionId, error }, 'what a session left behind could not be cleared')
    })
  }

  async #complete(run: Run, delivery: Delivery): Promise<void> {
    const { database, clock } = this.#options
    await database.write((connection) => {
      completeSession(connection, run.lease, delivery, clock.now())
      // A session that was interrupted tells nothing about how long its stages take.
      if (run.lease.epoch === 1) learnDurations(connection, getSession(connection, run.session.id))
    })
  }

  async #settle(run: Run, thrown: unknown): Promise<void> {
    const { database, clock, logger, dataDirectory } = this.#options
    const reason: unknown = run.signal.aborted ? run.signal.reason : thrown
    const error = asVideoError(fromSystemError(reason, dataDirectory))
    const now = clock.now()
    const sessionId = run.session.id
    if (error.code === 'LEASE_LOST' || error.code === 'SESSION_CANCELLED' || error.code === 'SESSION_NOT_FOUND') {
      logger.info({ sessionId, code: error.code }, error.message)
    } else if (error.code === 'SYSTEM_CLOSED') {
      await database.write((connection) => handBack(connection, run.lease, { now }))
    } else if (error.code === 'DISK_FULL') {
      this.#parked.set(sessionId, error)
      const notBefore = now + RETRY_AFTER_MS
      await database.write((connection) => handBack(connection, run.lease, { now, notBefore, error }))
    } else {
      await database.write((connection) => failSession(connection, run.lease, error, now))
      logger.error({ sessionId, error }, 'session failed')
    }
  }

  async #heartbeat(run: Run, over: AbortSignal): Promise<void> {
    const { clock, leaseMs } = this.#options
    const tickMs = Math.min(POLL_MS, leaseMs / 3)
    for (let renewedAt = clock.now(); ;) {
      await clock.sleep(tickMs, over).catch(() => undefined)
      if (over.aborted) return
      const isDue = clock.now() - renewedAt >= leaseMs / 3
      await this.#checkLease(run, isDue ? clock.now() + leaseMs : undefined)
      if (isDue) renewedAt = clock.now()
    }
  }

  async #checkLease(run: Run, until?: number): Promise<void> {
    const { database, logger } = this.#options
    try {
      if (until === undefined) await database.read((connection) => assertLease(connection, run.lease))
      else await database.write((connection) => renewLease(connection, run.lease, until))
    } catch (error) {
      const isOver = VideoError.isInstance(error) && /^(LEASE_LOST|SESSION_)/.test(error.code)
      if (isOver) run.abort(error)
      // A full or locked disk: the work itself will say so; the lease may still be renewed in time.
      else logger.warn({ sessionId: run.session.id, error }, 'the lease could not be checked')
    }
  }
}

function asVideoError(error: unknown): VideoError {
  if (VideoError.isInstance(error)) return error
  return new VideoError('SESSION_FAILED', `The session ended without a video: ${reasonOf(error)}`, { cause: error })
}
