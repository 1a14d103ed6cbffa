import { randomUUID } from 'node:crypto'
import type { Context, Middleware } from 'koa'
import type { ServerSettings } from '../settings.ts'
import { errorDocument } from './document.ts'
import { problemFrom } from './from-error.ts'
import type { HttpProblem } from './http-problem.ts'

/** Answers whatever is thrown further in with the one shape of errors, and logs what is the server's own fault. */
export function createProblemHandler(settings: Pick<ServerSettings, 'logger' | 'now'>): Middleware {
  return async (context, next) => {
    try {
      await next()
    } catch (error) {
      const problem = problemFrom(error)
      const requestId = requestIdOf(context)
      if (problem.status === 500) settings.logger.error({ err: error, request_id: requestId }, 'request failed')
      answer(context, problem, requestId, settings.now())
    }
  }
}

/** Notes what no request can be answered for any more: mostly clients that left. */
export function logBrokenConnection(settings: Pick<ServerSettings, 'logger'>): (error: Error) => void {
  return (error) => settings.logger.debug({ err: error }, 'connection broke')
}

function answer(context: Context, problem: HttpProblem, requestId: string, now: Date): void {
  if (context.headerSent) {
    // Half an answer cannot be turned into an error; a broken connection tells the client that it is half.
    context.res.destroy()
    return
  }
  for (const name of OF_THE_RESULT) context.remove(name)
  context.respond = true
  context.set(problem.headers)
  context.status = problem.status
  context.body = errorDocument(problem, requestId, now)
}

/** Headers that may have been set for a result that did not come. */
const OF_THE_RESULT = [
  'Accept-Ranges',
  'Cache-Control',
  'Content-Disposition',
  'Content-Length',
  'Content-Type',
  'ETag',
  'Last-Modified',
]

/** The request's name: given by what stands before, or made now. */
function requestIdOf(context: Context): string {
  const state = context.state as { requestId?: string }
  state.requestId ??= randomUUID()
  context.set('X-Request-Id', state.requestId)
  return state.requestId
}
