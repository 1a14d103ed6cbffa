import type { SessionEvent } from '../domain/event.ts'
import type { Stage } from '../domain/stage.ts'
import type { Warning } from '../domain/warning.ts'
import type { Clock } from '../ports/clock.ts'
import { isoTime } from './clock.ts'
import type { Connection, SessionDatabase } from './database.ts'
import { appendEvent } from './events.ts'
import { assertLease, type Lease } from './lease.ts'
import { advanceStage, currentStage, endStage, overallProgress } from './progress.ts'
import type { Session } from './session.ts'

/** Writes what happens in a run into the session and its events, under the run's lease. */
export interface SessionReporter {
  stageStart(stage: Stage): void
  stageProgress(stage: Stage, progress: number, message?: string): void
  stageEnd(stage: Stage): void
  warn(warning: Warning): void
  /** Resolves when everything reported so far is written; rejects when a write failed. */
  flush(): Promise<void>
}

export interface ReporterOptions {
  readonly database: SessionDatabase
  readonly clock: Clock
  readonly lease: Lease
  readonly session: Session
  /** Ends the wait for the next progress event. */
  readonly signal: AbortSignal
  /** Called after each write. */
  readonly onWrite: () => void
  /** Called once, with the first failure: a lost lease, a full disk. */
  readonly onFailure: (error: unknown) => void
}

/** At most four progress events a second. */
const PROGRESS_GAP_MS = 250

/** Reports a run. Progress in between is merged, so that a stage may report as often as it likes. */
export function createReporter(options: ReporterOptions): SessionReporter {
  return new Reporter(options)
}

class Reporter implements SessionReporter {
  readonly #options: ReporterOptions
  readonly #pending = new Map<Stage, { readonly progress: number; readonly message: string | undefined }>()
  readonly #warned: Set<string>
  #states: Session['stages']
  #progress: number
  #writes: Promise<void> = Promise.resolve()
  #failed = false
  #failure: unknown
  #isPumping = false
  #lastProgressAt = Number.NEGATIVE_INFINITY

  constructor(options: ReporterOptions) {
    this.#options = options
    this.#states = options.session.stages
    this.#progress = options.session.progress
    this.#warned = new Set(options.session.warnings.map((warning) => JSON.stringify(warning)))
  }

  stageStart(stage: Stage): void {
    if (this.#states[stage] !== undefined) return
    this.#states = advanceStage(this.#states, stage, 0, this.#options.clock.now())
    this.#record({ type: 'stage-start', stage })
  }

  stageProgress(stage: Stage, progress: number, message?: string): void {
    const before = this.#states[stage]
    if (before === undefined || before.endedAt !== null) return
    this.#states = advanceStage(this.#states, stage, progress, this.#options.clock.now())
    if (this.#states[stage]!.progress === before.progress && message === undefined) return
    this.#pending.set(stage, { progress: this.#states[stage]!.progress, message })
    void this.#pump()
  }

  stageEnd(stage: Stage): void {
    this.#pending.delete(stage)
    if (this.#states[stage]?.endedAt !== undefined && this.#states[stage].endedAt !== null) return
    this.#states = endStage(this.#states, stage, this.#options.clock.now())
    this.#record({ type: 'stage-end', stage, progress: this.#raise() })
  }

  warn(warning: Warning): void {
    const key = JSON.stringify(warning)
    if (this.#warned.has(key)) return
    this.#warned.add(key)
    this.#record({ type: 'warning', warning })
  }

  async flush(): Promise<void> {
    await this.#writes
    if (this.#failed) throw this.#failure
  }

  /** Lets the latest progress of each stage through, one event every quarter of a second. */
  async #pump(): Promise<void> {
    if (this.#isPumping) return
    this.#isPumping = true
    const { clock, signal } = this.#options
    try {
      while (this.#pending.size > 0) {
        const waitMs = this.#lastProgressAt + PROGRESS_GAP_MS - clock.now()
        if (waitMs > 0) await clock.sleep(waitMs, signal)
        this.#sendProgress()
      }
    } catch {
      this.#pending.clear()
    } finally {
      this.#isPumping = false
    }
  }

  #sendProgress(): void {
    const [next] = this.#pending
    if (next === undefined) return
    const [stage, { progress, message }] = next
    this.#pending.delete(stage)
    this.#lastProgressAt = this.#options.clock.now()
    const words = message === undefined ? {} : { message }
    this.#record({ type: 'stage-progress', stage, stageProgress: progress, progress: this.#raise(), ...words })
  }

  #raise(): number {
    this.#progress = Math.max(this.#progress, overallProgress(this.#states))
    return this.#progress
  }

  #record(event: EventBody): void {
    const { clock, lease, database } = this.#options
    const now = clock.now()
    const stages = JSON.stringify(this.#states)
    const stage = currentStage(this.#states) ?? 'initializing'
    const progress = this.#raise()
    const whole = { ...event, sessionId: lease.sessionId, at: isoTime(now) } as SessionEvent
    this.#enqueue(() =>
      database.write((connection) => {
        assertLease(connection, lease)
        if (event.type === 'warning') addWarning(connection, lease.sessionId, event.warning)
        connection
          .prepare(
            'UPDATE sessions SET stages = ?, stage = ?, progress = max(progress, ?), updated_at = ? WHERE id = ?',
          )
          .run(stages, stage, progress, now, lease.sessionId)
        appendEvent(connection, whole)
      }),
    )
  }

  #enqueue(write: () => Promise<void>): void {
    this.#writes = this.#after(this.#writes, write)
  }

  async #after(earlier: Promise<void>, write: () => Promise<void>): Promise<void> {
    await earlier
    if (this.#failed) return
    try {
      await write()
      this.#options.onWrite()
    } catch (error) {
      this.#failed = true
      this.#failure = error
      this.#options.onFailure(error)
    }
  }
}

/** An event without what the reporter adds. */
type EventBody = SessionEvent extends infer Event
  ? Event extends SessionEvent
    ? Omit<Event, 'sessionId' | 'at'>
    : never
  : never

function addWarning(connection: Connection, sessionId: string, warning: Warning): void {
  connection
    .prepare("UPDATE sessions SET warnings = json_insert(warnings, '$[#]', json(?)) WHERE id = ?")
    .run(JSON.stringify(warning), sessionId)
}
