import type { Context } from 'koa'
import { Gauge, type Registry } from 'prom-client'
import { routeOf } from '../middleware/observation.ts'

/** Adds the requests that are being answered, by route: event streams and downloads are among them. */
export function addOpenRequests(registry: Registry, open: ReadonlySet<Context>): void {
  const gauge: Gauge = new Gauge({
    name: 'http_requests_open',
    help: 'Requests that are being answered, by route; of /videos/:session_id/events: the listeners',
    labelNames: ['route'],
    registers: [registry],
    collect() {
      gauge.reset()
      for (const context of open) gauge.inc({ route: routeOf(context) ?? 'none' })
    },
  })
}
