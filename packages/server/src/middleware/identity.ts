import type { Middleware } from 'koa'
import type { Identify } from '../access/identification.ts'

/** Finds out who asks, for limits and the log; nobody is refused here. */
export function createIdentity(identify: Identify): Middleware {
  return async (context, next) => {
    context.state.caller = await identify(context)
    return next()
  }
}
