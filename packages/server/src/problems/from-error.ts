import { STATUS_CODES } from 'node:http'
import { VideoError, type ErrorCode, type FieldError } from '@mavs/core'
import { HttpProblem } from './http-problem.ts'

type Answer = readonly [status: number, title: string]

const VALIDATION: Answer = [400, 'Validation Error']
const NOT_FOUND: Answer = [404, 'Not Found']
const UNAVAILABLE: Answer = [503, 'Service Unavailable']

/** Errors of the library that are the caller's, or will pass; every other one is a 500. */
const ANSWERS: Partial<Record<ErrorCode, Answer>> = {
  REQUEST_INVALID: VALIDATION,
  SCRIPT_INVALID: VALIDATION,
  SOURCE_INVALID: VALIDATION,
  VOICE_UNKNOWN: VALIDATION,
  LANGUAGE_UNSUPPORTED: VALIDATION,
  BATCH_INVALID: VALIDATION,
  URL_REFUSED: VALIDATION,
  SESSION_NOT_FOUND: NOT_FOUND,
  BATCH_NOT_FOUND: NOT_FOUND,
  KEY_NOT_FOUND: NOT_FOUND,
  SESSION_UNFINISHED: [400, 'Bad Request'],
  IDEMPOTENCY_CONFLICT: [409, 'Conflict'],
  OVERLOADED: UNAVAILABLE,
  DISK_FULL: UNAVAILABLE,
  SYSTEM_CLOSED: UNAVAILABLE,
}

/** Sentences that callers may rely on, whatever the library says in detail. */
const DETAILS: Partial<Record<ErrorCode, string>> = {
  SESSION_NOT_FOUND: 'Session not found',
  OVERLOADED: 'System is currently overloaded, please try again later',
  // Where its data lie is nobody's business but the operator's.
  DISK_FULL: 'The server has too little disk space for another session. Its operator must free some.',
}

const RETRY_AFTER_SECONDS = 30

/** Turns whatever was thrown into what is answered. What is nobody's fault but ours says nothing about the inside. */
export function problemFrom(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error
  if (isClientError(error)) return fromClientError(error)
  const [status, title] = (VideoError.isInstance(error) && ANSWERS[error.code]) || [500, 'Internal Server Error']
  if (!VideoError.isInstance(error) || status === 500) {
    const detail = 'The request could not be answered. The log has the reason under this request_id.'
    return new HttpProblem(500, 'Internal Server Error', detail, { code: 'INTERNAL', cause: error })
  }
  return new HttpProblem(status, title, DETAILS[error.code] ?? error.message, {
    code: error.code,
    headers: status === 503 ? { 'Retry-After': String(retryAfter(error)) } : {},
    errors: (error.details.errors as FieldError[] | undefined) ?? [],
    cause: error,
  })
}

/** What the HTTP libraries throw for what a client did wrong. */
interface ClientError extends Error {
  readonly status: number
}

function isClientError(error: unknown): error is ClientError {
  if (!(error instanceof Error)) return false
  const { status, expose } = error as { readonly status?: unknown; readonly expose?: unknown }
  return expose === true && typeof status === 'number' && status >= 400 && status < 500
}

function fromClientError(error: ClientError): HttpProblem {
  const title = STATUS_CODES[error.status] ?? 'Bad Request'
  return new HttpProblem(error.status, title, error.message, { code: `HTTP_${error.status}`, cause: error })
}

const retryAfter = ({ details }: VideoError): number => Number(details.retryAfterSeconds ?? RETRY_AFTER_SECONDS)
