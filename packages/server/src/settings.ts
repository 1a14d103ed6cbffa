import type { Logger } from '@mavs/core'

/** How the server answers; every field but the version has a default. */
export interface ServerOptions {
  /** As shown by `GET /`. */
  readonly version: string
  readonly logger?: Logger
  /** Now, for timestamps. Default the system's clock. */
  readonly now?: () => Date
}

/** The options with their defaults filled in. */
export interface ServerSettings {
  readonly version: string
  readonly logger: Logger
  readonly now: () => Date
}
