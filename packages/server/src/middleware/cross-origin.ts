import cors from '@koa/cors'
import type { Middleware } from 'koa'

/** Headers of answers that pages of other origins may read beside the few that every page may. */
const EXPOSED = [
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'X-Request-Id',
  'Retry-After',
  'ETag',
  'Content-Range',
  'Accept-Ranges',
  'Content-Disposition',
]

const PREFLIGHT_SECONDS = 600

/** Lets web pages of these origins call and read the answers; `*` is every origin. Cookies play no part. */
export function createCrossOrigin(origins: readonly string[]): Middleware {
  return cors({
    origin: ({ headers: { origin = '' } }) => (isListed(origin, origins) ? origin : ''),
    allowMethods: ['GET', 'HEAD', 'POST', 'DELETE'],
    exposeHeaders: EXPOSED,
    maxAge: PREFLIGHT_SECONDS,
    keepHeadersOnError: false,
  })
}

/** Whether an origin is among those that may call. */
export const isListed = (origin: string, origins: readonly string[]): boolean =>
  origins.includes('*') || origins.includes(origin.toLowerCase())
