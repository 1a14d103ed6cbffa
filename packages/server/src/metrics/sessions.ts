import { SessionStatus, type VideoSystem } from '@mavs/core'
import { Gauge, type Registry } from 'prom-client'

/** Adds the sessions by status, and whether the system works. They are counted when somebody asks. */
export function addSessions(registry: Registry, system: Pick<VideoSystem, 'stats' | 'health'>): void {
  const registers = [registry]
  const healthy: Gauge = new Gauge({
    name: 'mavs_healthy',
    help: '0 when the system is unhealthy, else 1',
    registers,
    async collect() {
      // What does not answer is what the other metrics are needed for.
      const status = await system.health().then(
        ({ status }) => status,
        (): 'unhealthy' => 'unhealthy',
      )
      healthy.set(status === 'unhealthy' ? 0 : 1)
    },
  })
  const sessions: Gauge = new Gauge({
    name: 'mavs_sessions',
    help: 'Sessions in the data directory by status; queued ones are the length of the queue',
    labelNames: ['status'],
    registers,
    async collect() {
      sessions.reset()
      const stats = await system.stats().catch(() => undefined)
      if (stats === undefined) return
      for (const status of SessionStatus.options) sessions.set({ status }, stats.status_distribution[status] ?? 0)
    },
  })
}
