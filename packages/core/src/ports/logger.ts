/** A pino-shaped logger: fields first, then the message. Core never prints by itself. */
export interface Logger {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** A logger that drops everything: the default of the library. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} }
