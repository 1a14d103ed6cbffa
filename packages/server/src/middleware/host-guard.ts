import { isIP } from 'node:net'
import type { Middleware } from 'koa'
import { HttpProblem } from '../problems/http-problem.ts'

const HOST = /^(?<name>\[[0-9a-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i

/**
 * Refuses requests for hosts that this server is not. A web page can point its own domain at an address that only the
 * visitor reaches, and then talk to what listens there as its own origin (DNS rebinding); but it cannot change the
 * name that the browser sends. Addresses and names without a dot are nobody's domain.
 */
export function createHostGuard(allowedHosts: readonly string[]): Middleware {
  const [whole, endings] = [
    new Set(allowedHosts.map((host) => host.toLowerCase())),
    allowedHosts.filter((host) => host.startsWith('.')).map((host) => host.toLowerCase()),
  ]
  const isAllowed = (name: string): boolean =>
    !name.includes('.') ||
    isIP(name) !== 0 ||
    name.endsWith('.localhost') ||
    whole.has(name) ||
    endings.some((ending) => name.endsWith(ending) || `.${name}` === ending)
  // Nearly every request names the same host as the one before.
  let lastAllowed: string | undefined
  return (context, next) => {
    const { headers, httpVersion } = context.req
    if (headers.host !== undefined && headers.host === lastAllowed) return next()
    // Only HTTP/1.0, which no browser speaks, may leave it out.
    if (headers.host === undefined && httpVersion === '1.0') return next()
    const name = nameOf(headers.host)
    if (name === undefined) throw hostInvalid()
    if (!whole.has('*') && !isAllowed(name)) throw hostRefused(name)
    lastAllowed = headers.host
    return next()
  }
}

/** The host without its port, brackets and last dot. */
const nameOf = (host: string | undefined): string | undefined =>
  HOST.exec(host ?? '')
    ?.groups?.name?.toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')

const hostInvalid = (): HttpProblem =>
  new HttpProblem(400, 'Bad Request', 'The header Host is missing or is not a host.', { code: 'HOST_INVALID' })

const hostRefused = (name: string): HttpProblem =>
  new HttpProblem(
    421,
    'Misdirected Request',
    `This server is not ${name.slice(0, 100)}. Its operator can add the name to MAVS_ALLOWED_HOSTS.`,
    { code: 'HOST_REFUSED' },
  )
