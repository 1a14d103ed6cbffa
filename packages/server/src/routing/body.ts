import type { Context } from 'koa'
import { json } from 'node:stream/consumers'
import { HttpProblem } from '../problems/http-problem.ts'

/** The request's body as JSON. Throws problems 400 and 415. */
export async function readBody(context: Context): Promise<unknown> {
  if (!context.is('json')) {
    const got = context.get('Content-Type') || 'none'
    throw new HttpProblem(415, 'Unsupported Media Type', `The body must be application/json (got ${got}).`, {
      code: 'MEDIA_TYPE_UNSUPPORTED',
    })
  }
  try {
    return await json(context.req)
  } catch (cause) {
    throw new HttpProblem(400, 'Bad Request', 'The body is not valid JSON.', { code: 'JSON_INVALID', cause })
  }
}
