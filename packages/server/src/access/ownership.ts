import { VideoError, type BatchDocument, type SessionDocument } from '@mavs/core'
import type { Call } from '../endpoints/endpoint.ts'
import { seesEverybody, type Caller } from './caller.ts'
import { userForeign } from './refusals.ts'

type CallWith<Params> = Pick<Call<Params, unknown, unknown>, 'params' | 'caller' | 'system'>

/** The session that a path names. Throws `SESSION_NOT_FOUND` also for somebody else's: its existence is not told. */
export async function sessionOf(call: CallWith<{ readonly session_id: string }>): Promise<SessionDocument> {
  const id = call.params.session_id
  const session = await call.system.status(id)
  if (isOwn(session.request_details.user_id, call.caller)) return session
  throw new VideoError('SESSION_NOT_FOUND', `No session has the id "${id}" in this data directory.`)
}

/** The batch that a path names. Throws `BATCH_NOT_FOUND` also for somebody else's. */
export async function batchOf(call: CallWith<{ readonly batch_id: string }>): Promise<BatchDocument> {
  const id = call.params.batch_id
  const batch = await call.system.batch(id)
  if (isOwn(batch.user_id, call.caller)) return batch
  throw new VideoError('BATCH_NOT_FOUND', `No batch has the id "${id}" in this data directory.`)
}

/**
 * A request as the caller's own: a missing `user_id` becomes the caller's. Throws a 403 problem when it names somebody
 * else, unless the caller is an admin.
 */
export function ownedRequest<Body extends { readonly user_id?: string | undefined }>(body: Body, caller: Caller): Body {
  return owned(body, caller, 'user_id')
}

/** The same for the unchecked requests of a batch; what is no request at all is left for the check to refuse. */
export function ownedRequests(requests: readonly unknown[], caller: Caller): unknown[] {
  return requests.map((request, index) =>
    mayBeRequest(request) ? owned(request, caller, `batch_requests.${index}.user_id`) : request,
  )
}

/**
 * A list's query, held to the caller's own sessions. Throws a 403 problem for somebody else's `user_id`; admins see
 * everybody's, or whose they ask for.
 */
export function ownedQuery<Query extends { readonly user_id?: string | undefined }>(
  query: Query,
  caller: Caller,
): Query {
  return seesEverybody(caller) ? query : owned(query, caller, 'user_id')
}

/** What an object without `user_id`, or with the caller's, becomes; nobody but an admin may name another one. */
function owned<Value extends { readonly user_id?: unknown }>(value: Value, caller: Caller, field: string): Value {
  if (value.user_id === undefined && caller.userId !== undefined) return { ...value, user_id: caller.userId }
  if (isOwn(value.user_id, caller)) return value
  throw userForeign(field)
}

const isOwn = (userId: unknown, caller: Caller): boolean =>
  seesEverybody(caller) || (caller.userId !== undefined && userId === caller.userId)

const mayBeRequest = (value: unknown): value is { readonly user_id?: string } => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const { user_id: userId } = value as { readonly user_id?: unknown }
  return userId === undefined || typeof userId === 'string'
}
