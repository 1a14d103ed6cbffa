import { ERROR_CODES, type ErrorCategory, type ErrorCode } from './codes.ts'

const marker = Symbol.for('mavs.video-error')

/** What an error carries beside its code and message. */
export interface VideoErrorOptions {
  /** Facts for programs: option names, limits, what was given. Plain JSON, no secrets. */
  readonly details?: Readonly<Record<string, unknown>>
  readonly cause?: unknown
}

/**
 * Every error that leaves the library. The message says what was wrong, where, what was expected, what was given,
 * and what to do; `code` is stable.
 */
export class VideoError extends Error {
  override readonly name = 'VideoError'
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, message: string, options: VideoErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.details = options.details ?? {}
    Object.defineProperty(this, marker, { value: true })
  }

  get category(): ErrorCategory {
    return ERROR_CODES[this.code].category
  }

  get isRetryable(): boolean {
    return ERROR_CODES[this.code].retryable
  }

  /** Works across two installed copies of the package, where `instanceof` does not. */
  static isInstance(error: unknown): error is VideoError {
    return error instanceof Error && marker in error
  }
}
