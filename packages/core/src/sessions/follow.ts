import type { NumberedEvent } from '../domain/event.ts'
import { isTerminal } from '../domain/stage.ts'
import { VideoError } from '../errors/video-error.ts'
import type { Changes } from './changes.ts'
import type { Connection, SessionDatabase } from './database.ts'
import { readEvents } from './events.ts'
import { lookAgain } from './remembered.ts'
import type { Session } from './session.ts'
import { getSession, sessionStatus } from './store.ts'

export interface FollowOptions {
  readonly database: SessionDatabase
  readonly changes: Changes
  readonly signal: AbortSignal
}

/** How soon what another process wrote is seen. */
const POLL_MS = 250

/** The events of a session after a number, as they come, up to its end. */
export async function* followEvents(id: string, after: number, options: FollowOptions): AsyncGenerator<NumberedEvent> {
  const { database, changes, signal } = options
  for (let last = after; ;) {
    const [events, status] = await database.read((connection) => {
      // Who has seen a session end must not be told afterwards that it runs.
      lookAgain(connection)
      return [readEvents(connection, id, last), sessionStatus(connection, id)] as const
    })
    for (const event of events) {
      yield event
      last = event.number
      if (event.type === 'session-end') return
    }
    if (events.length > 0) continue
    // Asked for what is after the end.
    if (isTerminal(status)) return
    await changes.next(POLL_MS, signal)
  }
}

/** The session when it has ended, however. Throws the error for which `parked` says that it waits in the queue. */
export async function followToEnd(
  id: string,
  options: FollowOptions & { readonly parked: (session: Session) => VideoError | undefined },
): Promise<Session> {
  for (;;) {
    const session = await options.database.read((connection) => {
      lookAgain(connection)
      return getSession(connection, id)
    })
    if (isTerminal(session.status)) return session
    const parked = options.parked(session)
    if (parked !== undefined) throw parked
    await options.changes.next(POLL_MS, options.signal)
  }
}

/** Resolves when no session is left that a worker with this fingerprint could take now, or is working on. */
export async function followToIdle(
  options: FollowOptions & { readonly fingerprint: string; readonly now: () => number },
): Promise<void> {
  for (;;) {
    const { fingerprint } = options
    if (!(await options.database.read((connection) => hasWork(connection, fingerprint, options.now())))) return
    await options.changes.next(POLL_MS, options.signal)
  }
}

const hasWork = (connection: Connection, fingerprint: string, now: number): boolean =>
  connection
    .prepare(
      `SELECT 1 FROM sessions INDEXED BY sessions_by_status WHERE status IN ('queued', 'processing')
         AND fingerprint = ? AND (status = 'processing' OR not_before <= ?) LIMIT 1`,
    )
    .get(fingerprint, now) !== undefined

/** Why a queued session waits for a remedy, as its row tells. */
export function parkedInRow(session: Session): VideoError | undefined {
  if (session.status !== 'queued' || session.errorCode === null) return undefined
  return new VideoError(session.errorCode, session.errorMessage ?? 'The session waits for a remedy.', {
    details: { session: session.id },
  })
}
