import { randomUUID } from 'node:crypto'
import { BATCH_LIMIT, type BatchDocument } from '../domain/batch.ts'
import { VideoRequest } from '../domain/request.ts'
import { parseOrThrow, type FieldError } from '../errors/validation.ts'
import { VideoError } from '../errors/video-error.ts'
import { admitSessions } from '../sessions/admit.ts'
import { describeBatch, insertBatch } from '../sessions/batches.ts'
import { idempotentCall } from '../sessions/idempotency.ts'
import type { BatchOptions } from '../video-system.ts'
import { admission, answeredBefore, filing, prepareRequest } from './file-request.ts'
import { resolveAgents } from './resolve-agents.ts'
import type { SystemParts } from './start-worker.ts'

/** Checks many requests and files the good ones, or none when one is wrong and `atomic` was asked for. */
export async function fileBatch(
  parts: SystemParts,
  requests: readonly unknown[],
  { atomic = false, idempotencyKey, userId, choices }: BatchOptions,
): Promise<BatchDocument> {
  checkSize(requests)
  const parsed = requests.map((request) => attempt(() => parseItem(request, userId)))
  const call =
    idempotencyKey === undefined
      ? undefined
      : idempotentCall(idempotencyKey, userId, { atomic, requests: parsed.map(asAskedFor(requests)) })
  const { clock, createId } = parts
  const sound = parsed.filter((item) => !VideoError.isInstance(item)).length
  const earlier = await answeredBefore(parts, call, sound)
  if (earlier !== undefined) return earlier as BatchDocument
  // What the system itself lacks is no request's fault.
  resolveAgents(parts.plugins.container)
  const prepared = await Promise.all(
    parsed.map((item) => (VideoError.isInstance(item) ? item : prepareRequest(parts, item, choices).catch(asFault))),
  )
  if (atomic) checkAll(prepared)
  const id = randomUUID()
  const now = clock.now()
  const filed = prepared.map((item) =>
    VideoError.isInstance(item)
      ? { error: shortened(item.message) }
      : { filing: filing(parts, createId(), item, null) },
  )
  const filings = filed.flatMap((item) => item.filing ?? [])
  const items = filed.map((item) => ({ sessionId: item.filing?.id ?? null, error: item.error ?? null }))
  return admitSessions({
    ...admission(parts, filings, now),
    batchId: id,
    call,
    answer(connection) {
      insertBatch(connection, { id, userId, items, now })
      return describeBatch(connection, id)
    },
  })
}

function checkSize(requests: readonly unknown[]): void {
  if (Array.isArray(requests) && requests.length >= 1 && requests.length <= BATCH_LIMIT) return
  const message = `must hold 1 to ${BATCH_LIMIT} requests (got ${Array.isArray(requests) ? requests.length : 'none'})`
  throw new VideoError('BATCH_INVALID', `batch_requests ${message}`, {
    details: { errors: [{ path: 'batch_requests', message }] },
  })
}

/** A request, or what is wrong with it. Anything but the request's fault is thrown. */
function attempt<Result>(work: () => Result): Result | VideoError {
  try {
    return work()
  } catch (error) {
    return asFault(error)
  }
}

const parseItem = (request: unknown, userId: string | undefined): VideoRequest =>
  parseOrThrow(VideoRequest, lacksUser(request) ? { ...request, user_id: userId } : request, 'The request')

const lacksUser = (request: unknown): request is { readonly user_id?: undefined } =>
  typeof request === 'object' &&
  request !== null &&
  !Array.isArray(request) &&
  (request as { readonly user_id?: unknown }).user_id === undefined

/** Characters of a refused item's sentence: a batch of nothing but faults must not fill the disk. */
const LONGEST_FAULT = 500

const shortened = (message: string): string =>
  message.length <= LONGEST_FAULT ? message : `${message.slice(0, LONGEST_FAULT - 1)}…`

function asFault(error: unknown): VideoError {
  if (VideoError.isInstance(error) && error.category === 'user') return error
  throw error
}

/** What is compared with the call before: a wrong request as it came. */
const asAskedFor =
  (requests: readonly unknown[]) =>
  (parsed: VideoRequest | VideoError, index: number): unknown =>
    VideoError.isInstance(parsed) ? requests[index] : parsed

function checkAll(items: readonly (VideoRequest | VideoError)[]): void {
  const errors = items.flatMap((item, index) => (VideoError.isInstance(item) ? errorsAt(index, item) : []))
  if (errors.length === 0) return
  const wrong = items.filter((item) => VideoError.isInstance(item)).length
  const told = errors.slice(0, ERRORS_TOLD).map(({ path, message }) => `${path}: ${message}`)
  const more = errors.length > ERRORS_TOLD ? `; and ${errors.length - ERRORS_TOLD} more` : ''
  throw new VideoError(
    'BATCH_INVALID',
    `${wrong} of ${items.length} requests are wrong, so that none was filed: ${told.join('; ')}${more}`,
    { details: { errors } },
  )
}

/** In the sentence; `details` has all. */
const ERRORS_TOLD = 5

function errorsAt(index: number, error: VideoError): FieldError[] {
  const fields = (error.details.errors as readonly FieldError[] | undefined) ?? [{ path: '', message: error.message }]
  return fields.map(({ path, message }) => ({
    path: path === '' ? `batch_requests.${index}` : `batch_requests.${index}.${path}`,
    message,
  }))
}
