import type { VideoSystem } from '@mavs/core'
import { Router } from '@koa/router'
import Koa from 'koa'

/** How the server answers. */
export interface ServerOptions {
  /** As shown by `GET /`. */
  readonly version: string
}

/**
 * A Koa application over a video system. It does not listen: mount it, or hand `app.callback()` to an HTTP server.
 * So far it answers `GET /` and `GET /health`.
 */
export function createServer(videoSystem: VideoSystem, options: ServerOptions): Koa {
  const router = new Router()
  router.get('/', (context) => {
    context.body = {
      name: 'Multi-Agent Video System API',
      version: options.version,
      description: 'AI-powered video creation platform',
      docs_url: '/docs',
      health_url: '/health',
    }
  })
  router.get('/health', async (context) => {
    const health = await videoSystem.health()
    context.status = health.status === 'unhealthy' ? 503 : 200
    context.body = health
  })
  const app = new Koa()
  app.use(router.routes()).use(router.allowedMethods())
  return app
}
