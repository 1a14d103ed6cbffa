import type { VideoSystem } from '@mavs/core'
import type { Context } from 'koa'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Observer } from '../middleware/observation.ts'
import { addOpenRequests } from './open-requests.ts'
import { addSessions } from './sessions.ts'

/** What is counted about one server. */
export interface Metrics {
  readonly observe: Observer
  /** Everything in Prometheus' text format. */
  render(): Promise<string>
  readonly contentType: string
}

const BUCKETS_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60]
const METHODS = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS'])

/** The process, its answers, the requests that it is at (`open`) and its sessions, in a registry of their own. */
export function createMetrics(system: VideoSystem, open: ReadonlySet<Context>): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'From a request’s first byte to its answer’s last, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_SECONDS,
    registers,
  })
  addOpenRequests(registry, open)
  addSessions(registry, system)
  return {
    // Whoever asks for what does not exist must not be able to make new series.
    observe: (_context, { method, route = 'none', status, durationMs }) =>
      durations.observe({ method: METHODS.has(method) ? method : 'other', route, status }, durationMs / 1000),
    render: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
