import { rm } from 'node:fs/promises'
import type { VideoRequest } from '../domain/request.ts'
import { VideoError } from '../errors/video-error.ts'
import { createArtifacts } from './artifacts.ts'
import type { Connection, SessionDatabase } from './database.ts'
import { earlierAnswer, rememberAnswer, type IdempotentCall } from './idempotency.ts'
import { checkMemory, checkQueue, checkShares, checkSpace } from './overload.ts'
import { hasSession, insertSession } from './store.ts'

/** A checked request that becomes a session. */
export interface Filing {
  readonly id: string
  /** Where the session's files go. */
  readonly directory: string
  readonly request: VideoRequest
  readonly deliverTo: string | null
}

export interface AdmitOptions<Answer> {
  readonly database: SessionDatabase
  readonly dataDirectory: string
  readonly filings: readonly Filing[]
  readonly batchId?: string
  readonly plugins: readonly string[]
  readonly fingerprint: string
  /** Sessions that may wait. */
  readonly queueLimit: number
  readonly now: number
  /** The call, when it may be repeated. */
  readonly call: IdempotentCall | undefined
  /** Describes what was filed, in the transaction that filed it. */
  readonly answer: (connection: Connection) => Answer
}

/**
 * Files checked requests as queued sessions, all or none: their files first, so that a session is never without its
 * request. A repeated call files nothing and answers as the first one did. Throws `OVERLOADED`, `DISK_FULL` or
 * `IDEMPOTENCY_CONFLICT`.
 */
export async function admitSessions<Answer>(options: AdmitOptions<Answer>): Promise<Answer> {
  const { database, filings } = options
  await database.read((connection) => filings.forEach(({ id }) => checkId(connection, id)))
  checkMemory()
  await checkSpace(options.dataDirectory)
  try {
    await writeRequests(filings)
    return await database.write((connection) => fileAll(connection, options))
  } catch (error) {
    await removeUnfiled(options)
    if (error instanceof Repeated) return error.answer as Answer
    throw error
  }
}

/** A twin of the call was faster. */
class Repeated extends Error {
  readonly answer: unknown

  constructor(answer: unknown) {
    super('The call was answered before.')
    this.answer = answer
  }
}

function checkId(connection: Connection, id: string): void {
  const expected = 'expected 1 to 64 letters, digits, "-" or "_", never the same twice'
  if (!hasSession(connection, id) && /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(id)) return
  throw new VideoError('REQUEST_INVALID', `createId gave ${JSON.stringify(id)}: ${expected}.`)
}

/** Few at once: each is flushed to the disk. */
async function writeRequests(filings: readonly Filing[]): Promise<void> {
  for (let start = 0; start < filings.length; start += 10) {
    const some = filings.slice(start, start + 10)
    await Promise.all(
      some.map(({ directory, request }) => createArtifacts(directory).writeJson('request.json', request)),
    )
  }
}

/** What cannot be removed now is found by the next cleanup. */
async function removeUnfiled({ database, filings }: AdmitOptions<unknown>): Promise<void> {
  for (const { id, directory } of filings) {
    const isFiled = await database.read((connection) => hasSession(connection, id)).catch(() => true)
    if (!isFiled) await rm(directory, { recursive: true, force: true }).catch(() => undefined)
  }
}

function fileAll<Answer>(connection: Connection, options: AdmitOptions<Answer>): Answer {
  const { filings, batchId, plugins, fingerprint, queueLimit, now, call } = options
  const earlier = earlierAnswer(connection, call, now)
  if (earlier !== undefined) throw new Repeated(earlier)
  checkQueue(connection, queueLimit, filings.length)
  checkShares(
    connection,
    queueLimit,
    filings.map(({ request }) => request.user_id),
  )
  for (const { id, request, deliverTo } of filings) {
    const { script: _script, sources: _sources, ...details } = request
    insertSession(connection, { id, request: details, deliverTo, plugins, fingerprint, batchId, now })
  }
  const answer = options.answer(connection)
  if (call !== undefined) rememberAnswer(connection, call, answer, now)
  return answer
}
