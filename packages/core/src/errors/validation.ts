import type { z } from 'zod'
import type { ErrorCode } from './codes.ts'
import { issueSentence } from './issue-sentence.ts'
import { unknownField } from './known-fields.ts'
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
  const errors = fieldErrors(result.error, value, schema)
  const sentence = errors.map(describeField).join('; ')
  throw new VideoError(code, `${what} is not valid: ${sentence}`, { details: { errors }, cause: result.error })
}

/** A wrong field as a sentence. */
export const describeField = ({ path, message }: FieldError): string =>
  path === '' || namesField(message, path) ? message : `${path}: ${message}`

/** Whether a message begins with the field's own name, and so needs none before it. */
const namesField = (message: string, path: string): boolean =>
  message.toLowerCase().startsWith(`${path.toLowerCase()} `)

/**
 * The fields of a zod error in plain words, each with the value that was given (shortened). With the schema, an unknown
 * field is told with the nearest known one.
 */
export function fieldErrors(error: z.ZodError, value?: unknown, schema?: z.ZodType): FieldError[] {
  const errors = error.issues.slice(0, ERRORS_SHOWN).flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [fieldError(issue, value)]
    return issue.keys.slice(0, ERRORS_SHOWN).map((name) => ({
      path: [...issue.path, shortName(name)].map(String).join('.'),
      message: unknownField(name, schema, issue.path),
    }))
  })
  return errors.slice(0, ERRORS_SHOWN)
}

/** Nobody reads more. */
const ERRORS_SHOWN = 20

function fieldError(issue: z.core.$ZodIssue, value: unknown): FieldError {
  const { code, path: keys } = issue
  const message = issueSentence(issue)
  const given = keys.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value)
  const path = keys.map(String).join('.')
  const isMissing = given === undefined && code === 'invalid_type' && keys.length > 0
  if (isMissing) return { path, message: `${String(keys.at(-1))} is required` }
  return { path, message: given === undefined || isSecret(path) ? message : `${message} (got ${shorten(given)})` }
}

const shortName = (name: string): string => (name.length <= 60 ? name : `${name.slice(0, 57)}…`)

/** Messages go to logs and to whoever asks: what such a field holds never does. */
const isSecret = (name: string): boolean => /key|token|secret|password|authorization/i.test(name)

function shorten(value: unknown): string {
  const text = printed(value)
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`
}

function printed(value: unknown): string {
  // JSON has no NaN.
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string' && value.length > 60) return JSON.stringify(value.slice(0, 60))
  try {
    return JSON.stringify(value, (name, field: unknown) => (isSecret(name) ? '…' : field)) ?? String(value)
  } catch {
    // Nested more deeply than the stack.
    return Array.isArray(value) ? '[…]' : '{…}'
  }
}
