import { VideoError } from '../errors/video-error.ts'
import type { Connection } from './database.ts'
import { availableMemoryBytes } from './memory.ts'
import { freeBytes, REQUIRED_FREE_BYTES } from './diagnose.ts'
import { rememberedForecast } from './forecast.ts'

const MEBIBYTE = 1024 * 1024
/** Under this a session would bring the machine down rather than end. */
export const REQUIRED_MEMORY_BYTES: number = 64 * MEBIBYTE
/** Bounds of what a refused caller is told to wait. */
const RETRY_SECONDS = { min: 5, max: 600, memory: 30 } as const

/**
 * Throws `OVERLOADED` when so many further sessions don't fit into the queue, with the time until they may. Called before
 * the caller's transaction has written anything.
 */
export function checkQueue(connection: Connection, limit: number, adding: number): void {
  const queued = countQueued(connection)
  const excess = queued + adding - limit
  if (excess <= 0) return
  throw new VideoError(
    'OVERLOADED',
    `The queue holds ${queued} of at most ${limit} sessions, so that ${adding} more cannot be accepted. ` +
      'Ask again later; nothing was filed.',
    { details: { queued, limit, adding, retryAfterSeconds: retryAfterSeconds(connection, excess) } },
  )
}

/** The part of the queue that one user may fill, so that there is room for others. Nameless sessions may be anybody's. */
const USER_SHARE = 0.5

/** Throws `OVERLOADED` when a user would have more than a share of the queue. Called inside the filing transaction. */
export function checkShares(connection: Connection, limit: number, users: readonly (string | undefined)[]): void {
  const share = Math.ceil(limit * USER_SHARE)
  for (const user of new Set(users)) {
    if (user === undefined) continue
    const adding = users.filter((one) => one === user).length
    const queued = countQueuedOf(connection, user)
    if (queued + adding <= share) continue
    throw new VideoError(
      'OVERLOADED',
      `One user may have at most ${share} of the queue's ${limit} sessions, and has ${queued}, so that ${adding} more ` +
        'cannot be accepted. Ask again when some have ended; nothing was filed.',
      { details: { queued, limit: share, adding, retryAfterSeconds: retryAfterSeconds(connection, adding) } },
    )
  }
}

const countQueuedOf = (connection: Connection, user: string): number =>
  Number(
    connection.prepare("SELECT count FROM session_counts WHERE user_id = ? AND status = 'queued'").pluck().get(user) ??
      0,
  )

/** Sessions that wait. */
export const countQueued = (connection: Connection): number =>
  Number(connection.prepare("SELECT count FROM session_totals WHERE status = 'queued'").pluck().get() ?? 0)

/** Throws `OVERLOADED` when the machine has too little memory left. */
export function checkMemory(availableBytes: number = availableMemoryBytes()): void {
  if (availableBytes >= REQUIRED_MEMORY_BYTES) return
  throw new VideoError(
    'OVERLOADED',
    `The machine has ${Math.floor(availableBytes / MEBIBYTE)} MiB of memory left; a session needs at least ` +
      `${REQUIRED_MEMORY_BYTES / MEBIBYTE} MiB. Ask again later; nothing was filed.`,
    { details: { availableBytes, retryAfterSeconds: RETRY_SECONDS.memory } },
  )
}

/** Throws `DISK_FULL` when the disk of a directory has too little room for a session. */
export async function checkSpace(directory: string): Promise<void> {
  const free = await freeBytes(directory).catch(() => Number.POSITIVE_INFINITY)
  if (free >= REQUIRED_FREE_BYTES) return
  throw new VideoError(
    'DISK_FULL',
    `The disk of ${directory} has ${Math.floor(free / MEBIBYTE)} MiB left; a session needs at least ` +
      `${REQUIRED_FREE_BYTES / MEBIBYTE} MiB. Free some space, or run \`mavs cleanup\`.`,
    { details: { directory, freeBytes: free, requiredBytes: REQUIRED_FREE_BYTES } },
  )
}

/** A place becomes free whenever a session ends and the next one leaves the queue. */
function retryAfterSeconds(connection: Connection, places: number): number {
  const ends = [...rememberedForecast(connection).remainingMs.values()]
  const seconds = Math.ceil((ends[Math.min(places, ends.length) - 1] ?? 0) / 1000)
  return Math.min(RETRY_SECONDS.max, Math.max(RETRY_SECONDS.min, seconds))
}
