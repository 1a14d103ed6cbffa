import { z } from 'zod'
import type { HttpProblem } from './http-problem.ts'

/** The body of every answer that is not a success. */
export const ErrorDocument = z.strictObject({
  error: z.string().describe('The kind of error'),
  detail: z.string().describe('What was wrong, and what to do'),
  timestamp: z.iso.datetime().describe('UTC, ISO 8601, ending in Z'),
  code: z.string().describe('Stable name of the error'),
  request_id: z.string().describe('The same as in the X-Request-Id header and in the log'),
  errors: z
    .array(z.strictObject({ path: z.string(), message: z.string() }))
    .optional()
    .describe('Single fields that were wrong'),
})
export type ErrorDocument = z.infer<typeof ErrorDocument>

/** A problem as its answer's body. */
export function errorDocument(problem: HttpProblem, requestId: string, now: Date): ErrorDocument {
  return {
    error: problem.title,
    detail: problem.message,
    timestamp: now.toISOString(),
    code: problem.code,
    request_id: requestId,
    ...(problem.errors.length === 0 ? {} : { errors: [...problem.errors] }),
  }
}
