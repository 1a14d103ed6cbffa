import type { MavsApiError } from './error.ts'
import type { SigningKey } from './sign.ts'

/** How a client is set up; only the address is needed. */
export interface ClientOptions {
  /** Where the server is, as `http://127.0.0.1:8000`; a path is kept as a prefix. */
  readonly baseUrl: string | URL
  /** A key made by `mavs keys create`. */
  readonly apiKey?: string
  /** What `mavs keys secret` shows for the key: where the server asks for it, POST and DELETE are signed with it. */
  readonly signingSecret?: string
  /** A JSON Web Token, where the server takes them. */
  readonly token?: string
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch
  /** Further tries of a call that met no answer, 429, 502, 503 or 504. Default 3. */
  readonly retries?: number
  /** The first wait between tries, in milliseconds; each next one is twice as long, up to 20 s. Default 500. */
  readonly retryDelayMs?: number
  /** A server that asks for more than this, in milliseconds, is not waited for. Default 60 000. */
  readonly longestRetryAfterMs?: number
  /** How long a call waits for its answer, and a stream for its next bytes, in milliseconds. Default 45 000. */
  readonly timeoutMs?: number
  /** Told before each wait: why, and how long. */
  readonly onRetry?: (error: MavsApiError, delayMs: number) => void
}

/** What every call takes. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined
}

/** The options with their defaults filled in and the address checked. */
export interface ClientSettings {
  readonly base: URL
  readonly credentials: string | undefined
  readonly signingKey: SigningKey | undefined
  readonly fetch: typeof fetch
  readonly retries: number
  readonly retryDelayMs: number
  readonly longestRetryAfterMs: number
  readonly timeoutMs: number
  onRetry(error: MavsApiError, delayMs: number): void
}

/** Fills in the defaults. Throws a TypeError for an address that is none. */
export function settingsFrom(options: ClientOptions): ClientSettings {
  const { baseUrl, apiKey, token, signingSecret: secret } = options
  return {
    base: baseFrom(baseUrl),
    // As a bearer, which fetch takes off a redirect to another host; a header of our own it would send along.
    credentials: apiKey ?? token,
    signingKey: apiKey === undefined || secret === undefined ? undefined : { key: apiKey, secret },
    // Browsers want it called on the global object.
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    retries: options.retries ?? 3,
    retryDelayMs: options.retryDelayMs ?? 500,
    longestRetryAfterMs: options.longestRetryAfterMs ?? 60_000,
    timeoutMs: options.timeoutMs ?? 45_000,
    onRetry: options.onRetry ?? (() => {}),
  }
}

function baseFrom(given: string | URL): URL {
  const base = URL.parse(String(given))
  if (base === null || !/^https?:$/.test(base.protocol) || base.username !== '' || base.password !== '') {
    const shown = String(given).replace(/\/\/[^/]*@/, '//…@')
    throw new TypeError(`The server's address must be an http or https URL without credentials (got "${shown}").`)
  }
  base.search = ''
  base.hash = ''
  if (!base.pathname.endsWith('/')) base.pathname += '/'
  return base
}
