import type { Scope, VideoSystem } from '@mavs/core'
import type { Context } from 'koa'
import type { z } from 'zod'
import type { Caller } from '../access/caller.ts'
import type { ServerSettings } from '../settings.ts'
import type { EventFeeds } from '../streaming/event-feed.ts'

/** One answer of an endpoint, for the router and for the OpenAPI document. */
export interface AnswerDescription {
  readonly description: string
  /** The JSON body's schema; absent for other types and for no body. */
  readonly schema?: z.ZodType
  /** Default `application/json`. */
  readonly contentType?: string
  /** A second type that it may have. */
  readonly otherContentType?: string | undefined
}

/** What a handler works with: everything that came in, checked. */
export interface Call<Params, Query, Body> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly caller: Caller
  readonly system: VideoSystem
  readonly settings: ServerSettings
  /** Events of sessions, shared by all who listen. */
  readonly feeds: EventFeeds
  /** For what JSON in and JSON out can't do: streams, headers, conditional requests. */
  readonly context: Context
}

/**
 * One operation of the API. The router mounts it, checks what comes in by its schemas and answers with what `handle`
 * returns as JSON; the OpenAPI document is made from the same object.
 */
export interface Endpoint {
  readonly method: 'get' | 'post' | 'delete'
  /** With parameters as `{name}`. */
  readonly path: string
  readonly operationId: string
  readonly tag: 'Videos' | 'Batches' | 'System'
  readonly summary: string
  readonly description?: string
  /** What a caller needs where the server authenticates; absent: open to everyone. */
  readonly scope?: Scope
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** Headers that it reads, by name, for the document. */
  readonly headers?: Readonly<Record<string, string>>
  /** The status for parameters that do not pass their schema. Default 400. */
  readonly invalidStatus?: 400 | 422
  /** Successes by status, and the errors of its own; those that any endpoint may have are added to the document. */
  readonly answers: Readonly<Record<number, AnswerDescription>>
  /** The JSON document, or undefined when it has filled the context itself. */
  handle(call: Call<unknown, unknown, unknown>): Promise<unknown>
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined

/** What `defineEndpoint` takes: an endpoint whose handler knows the types of its schemas. */
type EndpointDefinition<Params, Query, Body> = Omit<Endpoint, 'params' | 'query' | 'body' | 'handle'> & {
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  handle(call: Call<Parsed<Params>, Parsed<Query>, Parsed<Body>>): Promise<unknown>
}

/** Declares an endpoint; the handler's types follow from the schemas. */
export function defineEndpoint<
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(definition: EndpointDefinition<Params, Query, Body>): Endpoint {
  return definition as unknown as Endpoint
}
