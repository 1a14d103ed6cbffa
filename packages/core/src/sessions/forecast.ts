import type { Connection } from './database.ts'
import { claimOrder, type WaitingSession } from './claim-order.ts'
import { learnedFactors, remainingSeconds, type LearnedFactors } from './estimates.ts'
import type { StageStates } from './progress.ts'
import { remembered } from './remembered.ts'
import type { RequestDetails } from './session.ts'

/** What is known of the sessions that have not ended. */
export interface Forecast {
  readonly factors: LearnedFactors
  /** Until each one ends, in milliseconds, in the order in which they will, given that they are worked on in turn. */
  readonly remainingMs: ReadonlyMap<string, number>
}

interface ActiveRow extends WaitingSession {
  readonly id: string
  readonly status: 'queued' | 'processing'
  readonly request: string
  readonly stages: string
}

/** Looks ahead. Works inside the caller's transaction, whatever that has written. */
export function forecastQueue(connection: Connection): Forecast {
  const factors = learnedFactors(connection)
  const active = connection
    .prepare(
      `SELECT id, status, user_id AS userId, request, stages,
         (SELECT max(claimed_at) FROM sessions served WHERE served.user_id IS active.user_id) AS servedAt
       FROM sessions active INDEXED BY sessions_by_status WHERE status IN ('queued', 'processing') ORDER BY position`,
    )
    .all() as ActiveRow[]
  const running = active.filter(({ status }) => status === 'processing')
  const queued = claimOrder(active.filter(({ status }) => status === 'queued'))
  let at = 0
  const remaining = [...running, ...queued].map((row) => {
    const request = JSON.parse(row.request) as RequestDetails
    at += remainingSeconds(request, JSON.parse(row.stages) as StageStates, factors) * 1000
    return [row.id, at] as const
  })
  return { factors, remainingMs: new Map(remaining) }
}

/** The same, remembered until anybody writes. Only for reading. */
export const rememberedForecast = (connection: Connection): Forecast =>
  remembered(connection, 'forecast', () => forecastQueue(connection))
