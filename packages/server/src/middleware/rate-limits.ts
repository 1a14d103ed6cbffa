import type { Context, Middleware } from 'koa'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Caller } from '../access/caller.ts'
import { HttpProblem } from '../problems/http-problem.ts'
import type { RateLimits } from '../settings.ts'

const WINDOW_SECONDS = 60
const FILES_SESSIONS = /^\/videos\/(generate|batch)$/

/** What a window has left. */
interface Allowance {
  readonly limit: number
  /** Below 0: the request is one too many. */
  readonly left: number
  readonly waitMs: number
}

/**
 * Counts each caller's requests in windows of a minute that begin with its first. Every answer tells the allowance
 * that is nearest to its end: `X-RateLimit-Limit`, `-Remaining`, and `-Reset` in seconds since 1970. Past it: 429.
 */
export function createRateLimits(limits: RateLimits, now: () => Date): Middleware {
  const [requests, creations] = [createCounter(), createCounter()]
  return async (context, next) => {
    const caller = context.state.caller as Caller
    let allowance = await requests(caller.limitKey, caller.requestsPerMinute ?? limits.requestsPerMinute)
    if (context.method === 'POST' && FILES_SESSIONS.test(context.path)) {
      const other = await creations(caller.limitKey, limits.creationsPerMinute)
      if (other.left < allowance.left) allowance = other
    }
    tell(context, allowance, now())
    if (allowance.left < 0) throw tooMany(allowance)
    return next()
  }
}

function createCounter(): (key: string, limit: number) => Promise<Allowance> {
  // It only counts: limits differ by caller.
  const limiter = new RateLimiterMemory({ points: 1, duration: WINDOW_SECONDS })
  return async (key, limit) => {
    const { consumedPoints, msBeforeNext } = await limiter.penalty(key)
    return { limit, left: limit - consumedPoints, waitMs: msBeforeNext }
  }
}

function tell({ res }: Context, { limit, left, waitMs }: Allowance, now: Date): void {
  res.setHeader('X-RateLimit-Limit', limit)
  res.setHeader('X-RateLimit-Remaining', Math.max(0, left))
  res.setHeader('X-RateLimit-Reset', Math.ceil((now.getTime() + waitMs) / 1000))
}

function tooMany({ limit, waitMs }: Allowance): HttpProblem {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000))
  const detail = `More than ${limit} requests in a minute. Ask again in ${seconds} s.`
  return new HttpProblem(429, 'Too Many Requests', detail, {
    code: 'RATE_LIMITED',
    headers: { 'Retry-After': String(seconds) },
  })
}
