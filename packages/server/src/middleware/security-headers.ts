import type { Middleware } from 'koa'

/** Answers are data: no page may frame them, run them or guess their type. */
const EVERYWHERE = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
} as const

const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

/** The page of the API loads its own script, styles its own elements and calls its own server. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
  "media-src 'self' blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; " +
  "form-action 'none'"

const TRANSPORT = 'max-age=31536000'

/**
 * Sets what browsers need to be careful. `isShared`: pages of other origins may show what the server sends.
 * `Strict-Transport-Security` only where the request came over TLS.
 */
export function createSecurityHeaders(isShared: boolean): Middleware {
  const headers = Object.entries({
    ...EVERYWHERE,
    'Cross-Origin-Resource-Policy': isShared ? 'cross-origin' : 'same-origin',
  })
  return (context, next) => {
    const { res, path } = context
    for (const [name, value] of headers) res.setHeader(name, value)
    res.setHeader('Content-Security-Policy', path === '/docs' ? PAGE_POLICY : DATA_POLICY)
    if (context.secure) res.setHeader('Strict-Transport-Security', TRANSPORT)
    return next()
  }
}
