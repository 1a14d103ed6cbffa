import type { z } from 'zod'
import type { ErrorCode } from './codes.ts'
import { VideoError } from './video-error.ts'

/** One wrong field: where it is and what is wrong with it. */
export interface FieldError {
  readonly path: string
  readonly message: string
}

/** Parses with a schema, or throws a `VideoError` that names `what` and each field with what was given. */
export function parseOrThrow<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
  code: ErrorCode = 'REQUEST_INVALID',
): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const errors = fieldErrors(result.error, value)
  const sentence = errors.map((error) => (error.path ? `${error.path}: ${error.message}` : error.message)).join('; ')
  throw new VideoError(code, `${what} is not valid: ${sentence}`, { details: { errors }, cause: result.error })
}

/** The fields of a zod error in plain words, each with the value that was given (shortened). */
export function fieldErrors(error: z.ZodError, value?: unknown): FieldError[] {
  return error.issues.map((issue) => {
    const given = issue.path.reduce<unknown>(
      (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
      value,
    )
    const path = issue.path.map(String).join('.')
    if (given === undefined || isSecret(path)) return { path, message: issue.message }
    return { path, message: `${issue.message} (got ${shorten(given)})` }
  })
}

/** Messages go to logs and to whoever asks: what such a field holds never does. */
const isSecret = (name: string): boolean => /key|token|secret|password|authorization/i.test(name)

function shorten(value: unknown): string {
  const text = JSON.stringify(value, (name, field: unknown) => (isSecret(name) ? '…' : field)) ?? String(value)
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`
}
