import type { HealthDocument, StatsDocument } from '../domain/session.ts'
import type { Connection } from './database.ts'

/** Counts of everything in the data directory; stages and average progress are those of the active sessions. */
export function countSessions(connection: Connection, health: HealthDocument): StatsDocument {
  const statuses = countStatuses(connection)
  const stages = countActiveStages(connection)
  const active = stages.reduce((sum, { count }) => sum + count, 0)
  const progress = stages.reduce((sum, stage) => sum + stage.progress, 0)
  return {
    total_sessions: statuses.reduce((sum, { count }) => sum + count, 0),
    active_sessions: active,
    status_distribution: Object.fromEntries(statuses.map(({ status, count }) => [status, count])),
    stage_distribution: Object.fromEntries(stages.map(({ stage, count }) => [stage, count])),
    average_progress: active === 0 ? 0 : Math.round((progress / active) * 1e4) / 1e4,
    system_health: { status: health.status, details: health.details },
  }
}

interface StatusCount {
  readonly status: string
  readonly count: number
}

const countStatuses = (connection: Connection): StatusCount[] =>
  connection.prepare('SELECT status, count FROM session_totals WHERE count > 0 ORDER BY status').all() as StatusCount[]

interface StageCount {
  readonly stage: string
  readonly count: number
  readonly progress: number
}

/** A queued session shows none of the stages that it has been through before it was handed back. */
const countActiveStages = (connection: Connection): StageCount[] =>
  connection
    .prepare(
      `SELECT iif(status = 'queued', 'initializing', stage) AS stage, count(*) AS count, sum(progress) AS progress
       FROM sessions INDEXED BY sessions_by_status WHERE status IN ('queued', 'processing') GROUP BY 1`,
    )
    .all() as StageCount[]
