import { fieldErrors } from '@mavs/core'
import type { z } from 'zod'
import { HttpProblem } from '../problems/http-problem.ts'

/** What came in, as its schema has it. Throws a "Validation Error" problem that names each wrong field. */
export function checked(schema: z.ZodType, given: unknown, status: 400 | 422): unknown {
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const errors = fieldErrors(result.error, given)
  const detail = errors.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ')
  throw new HttpProblem(status, 'Validation Error', detail, { code: 'REQUEST_INVALID', errors })
}
