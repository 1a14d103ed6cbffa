import { WebhookDelivery } from '@mavs/core'
import { z } from 'zod'
import { sessionOf } from '../access/ownership.ts'
import { defineEndpoint } from './endpoint.ts'
import { SessionParams } from './parameters.ts'

const DeliveriesDocument = z.strictObject({ session_id: z.string(), deliveries: z.array(WebhookDelivery) })

export const videoWebhooks = defineEndpoint({
  method: 'get',
  path: '/videos/{session_id}/webhooks',
  operationId: 'listWebhookDeliveries',
  tag: 'Videos',
  summary: 'What the webhook of a session was told, or will be',
  scope: 'videos:read',
  params: SessionParams,
  answers: { 200: { description: 'The messages with all tries, oldest first', schema: DeliveriesDocument } },
  async handle(call) {
    const { session_id: id } = await sessionOf(call)
    return { session_id: id, deliveries: await call.system.webhookDeliveries(id) }
  },
})
