import { silentLogger, type VideoSystem } from '@mavs/core'
import Koa, { type Context, type Middleware } from 'koa'
import { createIdentification } from './access/identification.ts'
import { createDocumentationRouter } from './documentation/pages.ts'
import { ENDPOINTS } from './endpoints/catalogue.ts'
import { createMetrics } from './metrics/metrics.ts'
import { createMetricsRouter } from './metrics/router.ts'
import { createAccessLog } from './middleware/access-log.ts'
import { createCrossOrigin } from './middleware/cross-origin.ts'
import { createHostGuard } from './middleware/host-guard.ts'
import { createIdentity } from './middleware/identity.ts'
import { createObservation } from './middleware/observation.ts'
import { createOriginGuard } from './middleware/origin-guard.ts'
import { createRateLimits } from './middleware/rate-limits.ts'
import { createRequestId } from './middleware/request-id.ts'
import { createSecurityHeaders } from './middleware/security-headers.ts'
import { createStreamLimit } from './middleware/stream-limit.ts'
import { createOpenApiDocument } from './openapi/document.ts'
import { createProblemHandler, logBrokenConnection } from './problems/handler.ts'
import { createRouter } from './routing/router.ts'
import { createUnmatched } from './routing/unmatched.ts'
import { settingsOf, type ServerOptions } from './settings.ts'

/** A Koa application over a video system. It does not listen: mount it, or hand `app.callback()` to an HTTP server. */
export function createServer(videoSystem: VideoSystem, options: ServerOptions): Koa {
  const settings = settingsOf(options)
  const { logger, allowedHosts, corsOrigins, trustedProxies, rateLimits, now } = settings
  const identify = createIdentification(settings, videoSystem)
  const open = new Set<Context>()
  const metrics = settings.metrics ? createMetrics(videoSystem, open) : undefined
  const observers = [logger !== silentLogger && createAccessLog(logger), metrics?.observe].filter((one) => !!one)
  const routers = [
    createRouter(ENDPOINTS, { system: videoSystem, settings, identify }),
    createDocumentationRouter(() => documentOf(settings)),
    ...(metrics === undefined ? [] : [createMetricsRouter(metrics, identify)]),
  ]
  const app = new Koa({ proxy: trustedProxies > 0, maxIpsCount: trustedProxies })
  app.on('error', logBrokenConnection(settings))
  for (const middleware of [
    createRequestId(),
    observers.length > 0 && createObservation(observers, open),
    createSecurityHeaders(corsOrigins.length > 0),
    corsOrigins.length > 0 && createCrossOrigin(corsOrigins),
    createProblemHandler(settings),
    (rateLimits || logger !== silentLogger) && createIdentity(identify),
    rateLimits && createRateLimits(rateLimits, now),
    rateLimits && createStreamLimit(rateLimits.eventStreams),
    createHostGuard(allowedHosts),
    createOriginGuard(corsOrigins),
    ...routers.map((router) => router.routes() as Middleware),
    createUnmatched(routers),
  ]) {
    if (middleware) app.use(middleware)
  }
  return app
}

const documentOf = ({ version, authentication }: ReturnType<typeof settingsOf>) =>
  createOpenApiDocument(ENDPOINTS, { version, isAuthenticated: authentication !== undefined })
