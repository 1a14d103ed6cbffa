import type { HealthDocument, StatsDocument } from '../domain/session.ts'
import type { Connection } from './database.ts'
import { shownStage } from './documents.ts'
import { activeSessions } from './store.ts'

/** Counts of everything in the data directory; stages and average progress are those of the active sessions. */
export function countSessions(connection: Connection, health: HealthDocument): StatsDocument {
  const rows = connection.prepare('SELECT status, count(*) AS count FROM sessions GROUP BY status').all() as {
    status: string
    count: number
  }[]
  const active = activeSessions(connection)
  const sum = active.reduce((total, session) => total + session.progress, 0)
  return {
    total_sessions: rows.reduce((total, row) => total + row.count, 0),
    active_sessions: active.length,
    status_distribution: Object.fromEntries(rows.map((row) => [row.status, row.count])),
    stage_distribution: countBy(active.map(shownStage)),
    average_progress: active.length === 0 ? 0 : Math.round((sum / active.length) * 1e4) / 1e4,
    system_health: { status: health.status, details: health.details },
  }
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
