import { Router } from '@koa/router'
import type { Identify } from '../access/identification.ts'
import type { Metrics } from './metrics.ts'

/** `GET /metrics`, for who may read the system's state. */
export function createMetricsRouter(metrics: Metrics, identify: Identify): Router {
  const router = new Router({ strict: true, sensitive: true })
  router.get('/metrics', async (context) => {
    await identify(context, 'system:read')
    context.set({ 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' })
    context.body = await metrics.render()
  })
  return router
}
