import { SessionStatus, type VideoSystem } from '@mavs/core'
import { Gauge, type Registry } from 'prom-client'

/** Adds the sessions by status, and whether the system works. They are counted when somebody asks. */
export function addSessions(registry: Registry, system: Pick<VideoSystem, 'stats'>): void {
  const registers = [registry]
  const healthy = new Gauge({ name: 'mavs_healthy', help: '0 when the system is unhealthy, else 1', registers })
  const sessions: Gauge = new Gauge({
    name: 'mavs_sessions',
    help: 'Sessions in the data directory by status; queued ones are the length of the queue',
    labelNames: ['status'],
    registers,
    async collect() {
      sessions.reset()
      // A database that does not answer is what the other metrics are needed for.
      const stats = await system.stats().catch(() => undefined)
      healthy.set(stats === undefined || stats.system_health.status === 'unhealthy' ? 0 : 1)
      if (stats === undefined) return
      for (const status of SessionStatus.options) sessions.set({ status }, stats.status_distribution[status] ?? 0)
    },
  })
}
