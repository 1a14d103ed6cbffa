import type { Connection } from './database.ts'

/*
 * Users take turns. A free place goes to the user of whom the fewest sessions run, among those to the one who was
 * served longest ago, and there to the first session in the queue. Sessions without a user are one user's: nobody gets
 * more by leaving the name out.
 */

/** What decides when a queued session gets its turn. */
export interface WaitingSession {
  /** Null for a user without a name; they all share one turn. */
  readonly userId: string | null
  /** When a session of this user was last begun, in milliseconds since 1970; null if never. */
  readonly servedAt: number | null
}

/**
 * Queued sessions, given in the order in which they were filed, in about the order in which they will be claimed: the
 * users in turn, from the one who was served longest ago, each with their first session.
 */
export function claimOrder<Waiting extends WaitingSession>(queued: readonly Waiting[]): Waiting[] {
  const lines = [...Map.groupBy(queued, ({ userId }) => userId).values()].toSorted(
    (one, other) => (one[0]!.servedAt ?? -1) - (other[0]!.servedAt ?? -1),
  )
  const longest = Math.max(0, ...lines.map((line) => line.length))
  return Array.from({ length: longest }, (_item, turn) => lines.flatMap((line) => line.slice(turn, turn + 1))).flat()
}

/** What a worker can take. */
export interface ClaimFilter {
  readonly fingerprint: string
  readonly now: number
}

/** The position of the queued session whose turn it is; undefined when none can be taken now. */
export function nextInQueue(connection: Connection, filter: ClaimFilter): number | undefined {
  return connection
    .prepare(
      `SELECT first.position FROM (
         SELECT user_id, min(position) AS position FROM sessions INDEXED BY sessions_by_status
         WHERE status = 'queued' AND fingerprint = @fingerprint AND not_before <= @now GROUP BY user_id
       ) AS first
       ORDER BY
         (SELECT count(*) FROM sessions running
          WHERE running.user_id IS first.user_id AND running.status = 'processing' AND running.lease_until > @now),
         coalesce((SELECT max(claimed_at) FROM sessions served WHERE served.user_id IS first.user_id), -1),
         first.position
       LIMIT 1`,
    )
    .pluck()
    .get(filter) as number | undefined
}
