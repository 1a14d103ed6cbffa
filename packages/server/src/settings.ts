import { silentLogger, type Logger, type RequestChoices } from '@mavs/core'
import type { AuthenticationOptions } from './access/authentication.ts'

/** How the server answers; every field but the version has a default. */
export interface ServerOptions {
  /** As shown by `GET /`. */
  readonly version: string
  /** How callers show who they are. Default: nobody is asked, and everybody may do everything. */
  readonly authentication?: AuthenticationOptions | undefined
  /**
   * Host names that the server goes by, beside addresses, `localhost` and names without a dot: `api.example.com`,
   * `.example.com` with all below it, or `*`. Default: none where nobody is asked who they are, else `*`.
   */
  readonly allowedHosts?: readonly string[] | undefined
  /** Origins whose web pages may call, as `https://app.example.com`, or `*`. Default: only the server's own. */
  readonly corsOrigins?: readonly string[] | undefined
  /** Proxies in front, each of which adds an address to `X-Forwarded-For`. Default 0: such headers are not believed. */
  readonly trustedProxies?: number | undefined
  /** How often one caller may ask; `false`: as often as it likes. */
  readonly rateLimits?: Partial<RateLimits> | false | undefined
  /** Whether `GET /metrics` answers; with authentication it needs the scope `system:read`. Default `true`. */
  readonly metrics?: boolean | undefined
  /** Which providers and agents requests may choose. Default: none; what is asked first is the operator's decision. */
  readonly requestChoices?: RequestChoices | undefined
  /** Gets a line for each answer, and what fails. */
  readonly logger?: Logger | undefined
  /** Aborted when the server begins to stop: event streams end, which would go on for as long as their sessions. */
  readonly closing?: AbortSignal | undefined
  /** Now, for timestamps. Default the system's clock. */
  readonly now?: (() => Date) | undefined
}

/** Counted for each API key, user of a token, or address; requests in windows of a minute. */
export interface RateLimits {
  /** Requests of any kind; an API key's own limit takes its place. Default 1200. */
  readonly requestsPerMinute: number
  /** Requests that file sessions, alone or in batches. Default 120. */
  readonly creationsPerMinute: number
  /** Event streams that are open at once. Default 500. */
  readonly eventStreams: number
}

/** The options with their defaults filled in. */
export interface ServerSettings {
  readonly version: string
  readonly authentication: AuthenticationOptions | undefined
  readonly allowedHosts: readonly string[]
  readonly corsOrigins: readonly string[]
  readonly trustedProxies: number
  readonly rateLimits: RateLimits | false
  readonly metrics: boolean
  readonly requestChoices: RequestChoices
  readonly logger: Logger
  readonly closing: AbortSignal | undefined
  readonly now: () => Date
}

export const RATE_LIMITS: RateLimits = { requestsPerMinute: 1200, creationsPerMinute: 120, eventStreams: 500 }

/** Fills in the defaults. */
export function settingsOf(options: ServerOptions): ServerSettings {
  const { authentication, rateLimits = {} } = options
  return {
    version: options.version,
    authentication,
    allowedHosts: options.allowedHosts ?? (authentication === undefined ? [] : ['*']),
    corsOrigins: options.corsOrigins ?? [],
    trustedProxies: options.trustedProxies ?? 0,
    rateLimits: rateLimits === false ? false : { ...RATE_LIMITS, ...rateLimits },
    metrics: options.metrics ?? true,
    requestChoices: options.requestChoices ?? {},
    logger: options.logger ?? silentLogger,
    closing: options.closing,
    now: options.now ?? (() => new Date()),
  }
}
