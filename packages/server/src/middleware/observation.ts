import type { Context, Middleware } from 'koa'

/** What became of a request. */
export interface Observed {
  readonly method: string
  /** The pattern of the path, as `/videos/:session_id/status`; undefined when there is nothing at it. */
  readonly route: string | undefined
  readonly status: number
  readonly durationMs: number
  /** Sent to the client, with headers. */
  readonly bytes: number
  /** Whether the answer went out whole; else its client left, or it was cut off. */
  readonly isWhole: boolean
}

/** Told once for each request, when its answer has gone out or its client has left. */
export type Observer = (context: Context, observed: Observed) => void

/** Watches requests from the first to the last byte; meanwhile they are in `open`. */
export function createObservation(observers: readonly Observer[], open: Set<Context>): Middleware {
  return (context, next) => {
    const { req, res } = context
    const { socket } = req
    const [startedAt, bytesBefore] = [performance.now(), socket.bytesWritten]
    open.add(context)
    res.once('close', () => {
      open.delete(context)
      const observed: Observed = {
        method: context.method,
        route: routeOf(context),
        status: res.statusCode,
        durationMs: performance.now() - startedAt,
        bytes: socket.bytesWritten - bytesBefore,
        isWhole: res.writableFinished,
      }
      for (const observe of observers) observe(context, observed)
    })
    return next()
  }
}

/** Where the router leaves the pattern of what it has matched. */
const MATCHED_ROUTE = '_matchedRoute'

/** The pattern of a request's path; undefined before it is known, and when there is nothing at it. */
export const routeOf = (context: Context): string | undefined =>
  (context as { readonly [MATCHED_ROUTE]?: string })[MATCHED_ROUTE]
