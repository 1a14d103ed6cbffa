import type { Logger } from '@mavs/core'
import type { AuthenticationOptions } from './access/authentication.ts'

/** How the server answers; every field but the version has a default. */
export interface ServerOptions {
  /** As shown by `GET /`. */
  readonly version: string
  /** How callers show who they are. Default: nobody is asked, and everybody may do everything. */
  readonly authentication?: AuthenticationOptions
  readonly logger?: Logger
  /** Aborted when the server begins to stop: event streams end, which would go on for as long as their sessions. */
  readonly closing?: AbortSignal
  /** Now, for timestamps. Default the system's clock. */
  readonly now?: () => Date
}

/** The options with their defaults filled in. */
export interface ServerSettings {
  readonly version: string
  readonly authentication: AuthenticationOptions | undefined
  readonly logger: Logger
  readonly closing: AbortSignal | undefined
  readonly now: () => Date
}
