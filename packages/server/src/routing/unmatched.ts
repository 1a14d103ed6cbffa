import { METHODS } from 'node:http'
import type { Router } from '@koa/router'
import { nearestName } from '@mavs/core'
import type { Context, Middleware } from 'koa'
import { HttpProblem } from '../problems/http-problem.ts'

/**
 * What no route has answered: OPTIONS with the methods of the path, a problem 405 with them in `Allow`, or a problem
 * 404 that names the nearest path.
 */
export function createUnmatched(routers: readonly Router[]): Middleware {
  return (context) => {
    const layers = routers.flatMap(({ stack }) => stack)
    const methods = new Set(layers.filter((layer) => layer.match(context.path)).flatMap((layer) => layer.methods))
    if (methods.size === 0) throw unknownPath(context.path, [...new Set(layers.map(({ path }) => String(path)))])
    const allow = [...methods, 'OPTIONS'].toSorted().join(', ')
    if (context.method !== 'OPTIONS') throw methodNotAllowed(context, allow)
    context.set('Allow', allow)
    context.status = 204
  }
}

function methodNotAllowed({ method, path }: Context, allow: string): HttpProblem {
  const name = METHODS.includes(method) ? method : 'this method'
  return new HttpProblem(405, 'Method Not Allowed', `${shortened(path)} answers to ${allow}, not to ${name}.`, {
    code: 'METHOD_NOT_ALLOWED',
    headers: { Allow: allow },
  })
}

function unknownPath(path: string, routes: readonly string[]): HttpProblem {
  const near = nearestName(
    path.slice(0, 200),
    routes.map((route) => filled(route, path)),
  )
  const hint = near === undefined ? '/docs lists what there is.' : `did you mean ${near}?`
  return new HttpProblem(404, 'Not Found', `There is nothing at ${shortened(path)}; ${hint}`, { code: 'PATH_UNKNOWN' })
}

/** A route's path with what the caller wrote in the places of its parameters, so that only words count. */
function filled(route: string, path: string): string {
  const given = path.split('/')
  return route
    .split('/')
    .map((part, index) => (part.startsWith(':') ? given[index] || `{${part.slice(1)}}` : part))
    .join('/')
}

const shortened = (path: string): string => (path.length <= 100 ? path : `${path.slice(0, 99)}…`)
