import type { Middleware } from 'koa'

/** Answers are data: no page may frame them, run them or guess their type. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"

/** The page of the API loads its own script, styles its own elements and calls its own server. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
  "media-src 'self' blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; " +
  "form-action 'none'"

const TRANSPORT = 'max-age=31536000'

/** Only pages have referrers, windows that they open, and old browsers that frame them. */
const PAGE = {
  'Content-Security-Policy': PAGE_POLICY,
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
} as const

/**
 * Sets what browsers need to be careful. `isShared`: pages of other origins may show what the server sends.
 * `Strict-Transport-Security` only where the request came over TLS.
 */
export function createSecurityHeaders(isShared: boolean): Middleware {
  const sharing = isShared ? 'cross-origin' : 'same-origin'
  return (context, next) => {
    const { res } = context
    res.setHeader('X-Content-Type-Options', 'nosniff')
    res.setHeader('Cross-Origin-Resource-Policy', sharing)
    if (context.path === '/docs') context.set(PAGE)
    else res.setHeader('Content-Security-Policy', DATA_POLICY)
    if (context.secure) res.setHeader('Strict-Transport-Security', TRANSPORT)
    return next()
  }
}
