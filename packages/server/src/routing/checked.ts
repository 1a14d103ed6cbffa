import { describeField, fieldErrors } from '@mavs/core'
import type { z } from 'zod'
import { HttpProblem } from '../problems/http-problem.ts'

/** What came in, as its schema has it. Throws a "Validation Error" problem that names each wrong field. */
export function checked(schema: z.ZodType, given: unknown, status: 400 | 422): unknown {
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const errors = fieldErrors(result.error, given, schema)
  throw new HttpProblem(
    status,
    'Validation Error',
    onlySentence(result.error) ?? errors.map(describeField).join('; '),
    {
      code: 'REQUEST_INVALID',
      errors,
    },
  )
}

/** Where one thing is wrong and the schema has a sentence of its own for it, that alone. */
function onlySentence({ issues }: z.ZodError): string | undefined {
  const [issue] = issues
  if (issue === undefined || issues.length > 1) return undefined
  const field = String(issue.path[0] ?? '')
  return issue.message.toLowerCase().startsWith(`${field} `) ? issue.message : undefined
}
