import { BATCH_LIMIT, BatchDocument } from '@mavs/core'
import { z } from 'zod'
import { batchOf, ownedRequests } from '../access/ownership.ts'
import { idempotencyKeyOf } from '../routing/idempotency.ts'
import { defineEndpoint } from './endpoint.ts'
import { BatchParams, CancelQuery, IDEMPOTENCY_ANSWERS, IDEMPOTENCY_HEADER } from './parameters.ts'

const BatchRequest = z.strictObject({
  batch_requests: z
    .array(z.unknown().meta({ override: { $ref: '#/components/schemas/VideoRequest' } }))
    .describe(`Bodies as for POST /videos/generate, 1 to ${BATCH_LIMIT}`),
  atomic: z.boolean().default(false).describe('One wrong request refuses all; otherwise the others are filed'),
})

export const generateBatch = defineEndpoint({
  method: 'post',
  path: '/videos/batch',
  operationId: 'generateBatch',
  tag: 'Batches',
  summary: 'Ask for many videos',
  description: 'Each request becomes a session; a wrong one is reported at its index. A body may have 16 MiB.',
  scope: 'videos:write',
  body: BatchRequest,
  headers: IDEMPOTENCY_HEADER,
  answers: {
    200: { description: 'What became of each request', schema: BatchDocument },
    ...IDEMPOTENCY_ANSWERS,
  },
  async handle({ body, caller, system, settings, context }) {
    return system.generateBatch(ownedRequests(body.batch_requests, caller), {
      atomic: body.atomic,
      choices: settings.requestChoices,
      ...(caller.userId !== undefined && { userId: caller.userId }),
      ...idempotencyKeyOf(context),
    })
  },
})

export const batchStatus = defineEndpoint({
  method: 'get',
  path: '/videos/batch/{batch_id}',
  operationId: 'getBatch',
  tag: 'Batches',
  summary: 'How far a batch is',
  scope: 'videos:read',
  params: BatchParams,
  answers: { 200: { description: 'The batch with its sessions', schema: BatchDocument } },
  handle: batchOf,
})

export const cancelBatch = defineEndpoint({
  method: 'delete',
  path: '/videos/batch/{batch_id}',
  operationId: 'cancelBatch',
  tag: 'Batches',
  summary: 'Cancel what has not ended of a batch',
  scope: 'videos:write',
  params: BatchParams,
  query: CancelQuery,
  answers: { 200: { description: 'The batch afterwards', schema: BatchDocument } },
  async handle(call) {
    const { batch_id: id } = await batchOf(call)
    return call.system.cancelBatch(id, { keepFiles: call.query.keep_files })
  },
})
