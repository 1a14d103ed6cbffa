import { Router } from '@koa/router'
import type { VideoSystem } from '@mavs/core'
import type { Context } from 'koa'
import type { Identify } from '../access/identification.ts'
import type { Endpoint } from '../endpoints/endpoint.ts'
import type { ServerSettings } from '../settings.ts'
import { createEventFeeds, type EventFeeds } from '../streaming/event-feed.ts'
import { readBody } from './body.ts'
import { checked } from './checked.ts'
import { jsonBody } from './json-body.ts'
import { typedQuery } from './query.ts'

/** What the router needs beside the endpoints. */
export interface RoutingOptions {
  readonly system: VideoSystem
  readonly settings: ServerSettings
  /** Finds out who sent a request, and refuses who lacks the endpoint's scope. */
  readonly identify: Identify
}

/** Mounts endpoints: each request is identified, checked by the endpoint's schemas and answered with its document. */
export function createRouter(endpoints: readonly Endpoint[], options: RoutingOptions): Router {
  // A path has one spelling: no other case, no slash at its end.
  const router = new Router({ strict: true, sensitive: true })
  const feeds = createEventFeeds(options.system, options.settings.closing)
  for (const endpoint of endpoints) {
    const path = endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1')
    router[endpoint.method](path, (context) => answer(endpoint, context, options, feeds))
  }
  return router
}

async function answer(endpoint: Endpoint, context: Context, options: RoutingOptions, feeds: EventFeeds): Promise<void> {
  const caller = await options.identify(context, endpoint.scope)
  const { invalidStatus = 400 } = endpoint
  const document = await endpoint.handle({
    params: endpoint.params && checked(endpoint.params, context.params, invalidStatus),
    query: endpoint.query && checked(endpoint.query, typedQuery(endpoint.query, context.query), invalidStatus),
    body: endpoint.body && checked(endpoint.body, await readBody(context), 400),
    caller,
    system: options.system,
    settings: options.settings,
    feeds,
    context,
  })
  if (document === undefined) return
  context.set('Content-Type', 'application/json; charset=utf-8')
  context.body = jsonBody(document as object)
}
