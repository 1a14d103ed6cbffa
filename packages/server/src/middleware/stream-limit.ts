import type { Middleware } from 'koa'
import type { Caller } from '../access/caller.ts'
import { HttpProblem } from '../problems/http-problem.ts'

const STREAM = /^\/videos\/[^/]+\/events$/
const RETRY_AFTER_SECONDS = 30

/**
 * Lets each caller listen to only so many event streams at once: they stay open for as long as sessions run, and the
 * server has so many connections. Past it: 429.
 */
export function createStreamLimit(limit: number): Middleware {
  const open = new Map<string, number>()
  return (context, next) => {
    if (context.method !== 'GET' || !STREAM.test(context.path)) return next()
    const { limitKey } = context.state.caller as Caller
    const others = open.get(limitKey) ?? 0
    if (others >= limit) throw tooMany(limit)
    open.set(limitKey, others + 1)
    context.res.once('close', () => {
      const left = (open.get(limitKey) ?? 1) - 1
      if (left > 0) open.set(limitKey, left)
      else open.delete(limitKey)
    })
    return next()
  }
}

const tooMany = (limit: number): HttpProblem =>
  new HttpProblem(429, 'Too Many Requests', `At most ${limit} event streams at once. Close some first.`, {
    code: 'RATE_LIMITED',
    headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) },
  })
