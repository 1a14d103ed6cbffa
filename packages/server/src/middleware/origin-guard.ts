import type { Context, Middleware } from 'koa'
import { HttpProblem } from '../problems/http-problem.ts'
import { isListed } from './cross-origin.ts'

const HARMLESS = /^(GET|HEAD|OPTIONS)$/

/**
 * Refuses what web pages of other origins want to change, unless they are listed. Browsers send some POSTs to any
 * server without asking it, and say whose page it was; programs other than browsers say nothing.
 */
export function createOriginGuard(origins: readonly string[]): Middleware {
  return (context, next) => {
    if (!HARMLESS.test(context.method) && isForeign(context) && !isListed(context.get('Origin'), origins)) {
      throw new HttpProblem(
        403,
        'Forbidden',
        'Pages of other origins may not do this. The server’s operator can add the origin to MAVS_CORS_ORIGINS.',
        { code: 'ORIGIN_REFUSED' },
      )
    }
    return next()
  }
}

function isForeign(context: Context): boolean {
  const { origin } = context.headers
  if (origin === undefined) return /^(cross-site|same-site)$/.test(context.get('Sec-Fetch-Site'))
  return hostOf(origin) !== context.host.toLowerCase()
}

/** The host of an origin with its port; undefined for `null`, which hidden and local pages send. */
const hostOf = (origin: string): string | undefined => /^https?:\/\/([^/]+)$/i.exec(origin)?.[1]?.toLowerCase()
