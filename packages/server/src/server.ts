import { silentLogger, type VideoSystem } from '@mavs/core'
import Koa from 'koa'
import { createIdentification } from './access/identification.ts'
import { createDocumentationRouter } from './documentation/pages.ts'
import { ENDPOINTS } from './endpoints/catalogue.ts'
import { createOpenApiDocument } from './openapi/document.ts'
import { createProblemHandler, logBrokenConnection } from './problems/handler.ts'
import { createRouter } from './routing/router.ts'
import { createUnmatched } from './routing/unmatched.ts'
import type { ServerOptions, ServerSettings } from './settings.ts'

/** A Koa application over a video system. It does not listen: mount it, or hand `app.callback()` to an HTTP server. */
export function createServer(videoSystem: VideoSystem, options: ServerOptions): Koa {
  const settings: ServerSettings = {
    authentication: undefined,
    logger: silentLogger,
    closing: undefined,
    now: () => new Date(),
    ...options,
  }
  const router = createRouter(ENDPOINTS, {
    system: videoSystem,
    settings,
    identify: createIdentification(settings, videoSystem),
  })
  const document = createOpenApiDocument(ENDPOINTS, {
    version: settings.version,
    isAuthenticated: settings.authentication !== undefined,
  })
  const app = new Koa()
  app.on('error', logBrokenConnection(settings))
  const pages = createDocumentationRouter(document)
  app.use(createProblemHandler(settings))
  app
    .use(pages.routes())
    .use(router.routes())
    .use(createUnmatched([pages, router]))
  return app
}
