import type { Logger } from '@mavs/core'
import type { AuthenticationOptions } from './access/authentication.ts'

/** How the server answers; every field but the version has a default. */
export interface ServerOptions {
  /** As shown by `GET /`. */
  readonly version: string
  /** How callers show who they are. Default: nobody is asked, and everybody may do everything. */
  readonly authentication?: AuthenticationOptions
  readonly logger?: Logger
  /** Now, for timestamps. Default the system's clock. */
  readonly now?: () => Date
}

/** The options with their defaults filled in. */
export interface ServerSettings {
  readonly version: string
  readonly authentication: AuthenticationOptions | undefined
  readonly logger: Logger
  readonly now: () => Date
}
