import { randomUUID } from 'node:crypto'
import type { Middleware } from 'koa'

/** Names that others give to requests are taken when they can do no harm in a log. */
const SANE = /^[\w.:-]{1,128}$/

/** Gives each request a name, or keeps the one that it came with; the answer and the log have it. */
export function createRequestId(): Middleware {
  return (context, next) => {
    const given = context.req.headers['x-request-id']
    const requestId = typeof given === 'string' && SANE.test(given) ? given : randomUUID()
    context.state.requestId = requestId
    context.res.setHeader('X-Request-Id', requestId)
    return next()
  }
}
