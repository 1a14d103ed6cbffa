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
