import { reasonOf, silentLogger, type Logger } from '@mavs/core'
import { pino } from 'pino'

/** Structured logs on the standard error when `LOG_LEVEL` asks for them (any case), or `ENABLE_TRACE_LOGGING=true`. */
export function createLogger(environment: Readonly<Record<string, string | undefined>>): Logger {
  const level = environment.ENABLE_TRACE_LOGGING === 'true' ? 'trace' : environment.LOG_LEVEL?.toLowerCase()
  if (level === undefined || !Object.hasOwn(pino.levels.values, level)) return silentLogger
  return pino(
    { level, serializers: { error: describeError, err: describeError } },
    pino.destination({ fd: 2, sync: true }),
  )
}

/** An error with its causes for the log; what clients hang on theirs (requests, headers with keys) stays out. */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  try {
    const { name, message, stack, cause } = error
    const code = (error as NodeJS.ErrnoException).code
    return {
      name,
      ...(code === undefined ? {} : { code }),
      message,
      stack,
      ...(cause === undefined ? {} : { cause: describeError(cause) }),
    }
  } catch {
    return reasonOf(error)
  }
}
