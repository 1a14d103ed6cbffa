import { resolve } from 'node:path'
import { VideoRequest } from '../domain/request.ts'
import { ANY_CHOICE, type RequestChoices } from '../domain/request-choices.ts'
import { seedOfRequest } from '../domain/seed.ts'
import type { SessionDocument } from '../domain/session.ts'
import { parseOrThrow } from '../errors/validation.ts'
import { checkChoices } from '../plugin/choices.ts'
import { admitSessions, type AdmitOptions, type Filing } from '../sessions/admit.ts'
import { checkDeliveryDirectory } from '../sessions/deliver.ts'
import { earlierAnswer, idempotentCall, type IdempotentCall } from '../sessions/idempotency.ts'
import { checkQueue } from '../sessions/overload.ts'
import { describeNewSession } from '../sessions/queries.ts'
import { checkRequest } from '../stages/check-request.ts'
import type { GenerateOptions } from '../video-system.ts'
import { checkWebhook } from '../webhooks/check-webhook.ts'
import { resolveAgents } from './resolve-agents.ts'
import { sessionDirectory, type SystemParts } from './start-worker.ts'

/** Checks a request and files it as a queued session, unless a call with its key has done so before. */
export async function fileRequest(
  parts: SystemParts,
  input: unknown,
  { deliverTo, idempotencyKey, choices }: GenerateOptions,
): Promise<SessionDocument> {
  const { clock, createId } = parts
  const directory = deliverTo === undefined ? null : resolve(deliverTo)
  const parsed = parseOrThrow(VideoRequest, input, 'The request')
  const call =
    idempotencyKey === undefined
      ? undefined
      : idempotentCall(idempotencyKey, parsed.user_id, { request: parsed, deliverTo: directory })
  const earlier = await answeredBefore(parts, call, 1)
  if (earlier !== undefined) return earlier as SessionDocument
  const request = await prepareRequest(parts, parsed, choices)
  if (directory !== null) await checkDeliveryDirectory(directory)
  const id = createId()
  const now = clock.now()
  return admitSessions({
    ...admission(parts, [filing(parts, id, request, directory)], now),
    call,
    answer: (connection) => describeNewSession(connection, id, now),
  })
}

/**
 * What a call was answered before, if it was. Throws `OVERLOADED` for a new one that the queue has no room for: before
 * its requests are looked at closely, for that may take long.
 */
export function answeredBefore(parts: SystemParts, call: IdempotentCall | undefined, adding: number): Promise<unknown> {
  const { database, clock, queueLimit } = parts
  return database.read((connection) => {
    const answer = earlierAnswer(connection, call, clock.now())
    if (answer === undefined) checkQueue(connection, queueLimit, adding)
    return answer
  })
}

/** A request that is of its schema, as it is filed. Throws what is wrong with its choices, webhook, sources or voice. */
export async function prepareRequest(
  parts: SystemParts,
  parsed: VideoRequest,
  choices: RequestChoices = ANY_CHOICE,
): Promise<VideoRequest> {
  const request = { ...parsed, seed: seedOfRequest(parsed) }
  const { container } = parts.plugins
  checkChoices(request, container, choices)
  checkWebhook(request, parts.privateWebhooks)
  await checkRequest(request, resolveAgents(container, request.agents), parts)
  return request
}

/** A request under its id. */
export const filing = (parts: SystemParts, id: string, request: VideoRequest, deliverTo: string | null): Filing => ({
  id,
  directory: sessionDirectory(parts.dataDirectory, id),
  request,
  deliverTo,
})

/** What every admission to this system has in common. */
export const admission = (
  { database, dataDirectory, plugins, queueLimit }: SystemParts,
  filings: readonly Filing[],
  now: number,
): Omit<AdmitOptions<unknown>, 'call' | 'answer'> => ({
  database,
  dataDirectory,
  filings,
  queueLimit,
  now,
  plugins: plugins.loaded.map(({ name, version }) => `${name}@${version}`),
  fingerprint: plugins.fingerprint,
})
