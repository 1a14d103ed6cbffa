import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { fromSystemError } from '../errors/system-error.ts'
import { VideoError } from '../errors/video-error.ts'
import { migrate } from './migrations.ts'

export type Connection = Database.Database

/** The one SQLite file of a data directory. Every failure comes out as a `VideoError` that names the file. */
export interface SessionDatabase {
  readonly file: string
  /** Reads from one consistent snapshot. */
  read<Result>(work: (connection: Connection) => Result): Promise<Result>
  /** Reads without a transaction, which costs more than a small query: each statement sees what is there then. */
  readEach<Result>(work: (connection: Connection) => Result): Promise<Result>
  /** Runs in a transaction that holds the write lock from its start; all of it happens, or nothing. */
  write<Result>(work: (connection: Connection) => Result): Promise<Result>
  close(): void
}

let writes = 0

/** How often this process has written to any database: what it read before the last time may be old. */
export const countWrites = (): number => writes

/** SQLite's own wait for a lock blocks the event loop, so it is short, and the longer wait is ours. */
const BUSY_TIMEOUT_MS = 20
const LOCK_WAIT_MS = 30_000

/** Opens or creates the database, in WAL mode and at this program's schema. */
export async function openDatabase(file: string): Promise<SessionDatabase> {
  const database = new SqliteDatabase(file)
  try {
    await database.prepare()
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

type Work = (connection: Connection) => unknown

class SqliteDatabase implements SessionDatabase {
  readonly file: string
  readonly #connection: Connection
  readonly #transaction: Database.Transaction<(work: Work) => unknown>

  constructor(file: string) {
    this.file = file
    try {
      mkdirSync(dirname(file), { recursive: true })
      this.#connection = new Database(file, { timeout: BUSY_TIMEOUT_MS })
    } catch (error) {
      throw asUnwritable(error, file)
    }
    rememberStatements(this.#connection)
    this.#transaction = this.#connection.transaction((work: Work) => work(this.#connection))
  }

  async prepare(): Promise<void> {
    await this.#retry(() => this.#connection.pragma('journal_mode = WAL'))
    await this.write((connection) => migrate(connection, this.file))
  }

  read<Result>(work: (connection: Connection) => Result): Promise<Result> {
    return this.#retry(() => this.#transaction.deferred(work) as Result)
  }

  readEach<Result>(work: (connection: Connection) => Result): Promise<Result> {
    return this.#retry(() => work(this.#connection))
  }

  write<Result>(work: (connection: Connection) => Result): Promise<Result> {
    return this.#retry(() => {
      try {
        return this.#transaction.immediate(work) as Result
      } finally {
        writes += 1
      }
    })
  }

  close(): void {
    this.#connection.close()
  }

  async #retry<Result>(attempt: () => Result): Promise<Result> {
    const startedAt = performance.now()
    for (let pauseMs = 5; ; pauseMs = Math.min(pauseMs * 2, 100)) {
      if (!this.#connection.open) throw new VideoError('SYSTEM_CLOSED', 'The video system was closed before the call.')
      try {
        return attempt()
      } catch (error) {
        if (!isBusy(error)) throw fromSystemError(error, this.file)
        if (performance.now() - startedAt > LOCK_WAIT_MS) throw stillLocked(this.file, error)
      }
      await delay(pauseMs * (0.5 + Math.random()))
    }
  }
}

/** Statements that are kept at most; all that the program has are far fewer. */
const STATEMENTS_KEPT = 500

/** Lets a connection compile each statement once: that costs more than most of them take to run. */
function rememberStatements(connection: Connection): void {
  const statements = new Map<string, Database.Statement>()
  const prepare = connection.prepare.bind(connection) as (sql: string) => Database.Statement
  const remembered = (sql: string): Database.Statement => {
    const found = statements.get(sql)
    // Another user of the same text may have asked for single values.
    if (found !== undefined) return found.reader ? found.pluck(false) : found
    if (statements.size >= STATEMENTS_KEPT) statements.clear()
    const statement = prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  connection.prepare = remembered as Connection['prepare']
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && /^SQLITE_(BUSY|LOCKED)/.test(String((error as NodeJS.ErrnoException).code))

const stillLocked = (file: string, cause: unknown): VideoError =>
  new VideoError(
    'DATA_UNWRITABLE',
    `The session database ${file} has been locked by another program for ${LOCK_WAIT_MS / 1000} s. End that program.`,
    { details: { file }, cause },
  )

/** Opening fails with many codes; all but a full or damaged disk mean that the place cannot be used. */
function asUnwritable(error: unknown, file: string): unknown {
  const known = fromSystemError(error, file)
  if (VideoError.isInstance(known)) return known
  const reason = error instanceof Error ? error.message : String(error)
  return new VideoError(
    'DATA_UNWRITABLE',
    `The data directory ${dirname(file)} cannot be created or opened: ${reason}. Choose another one with MAVS_DATA_DIR.`,
    { details: { directory: dirname(file) }, cause: error },
  )
}
