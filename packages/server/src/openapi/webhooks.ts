import { WebhookMessage } from '@mavs/core'
import type { ZodOpenApiObject } from 'zod-openapi'

const HEADERS = {
  'webhook-id': 'Names the message; the same for every try',
  'webhook-timestamp': 'When this try was made, in seconds since 1970',
  'webhook-signature': 'HMAC-SHA256 of id, timestamp and body, as Standard Webhooks has it',
} as const

/** What the server sends to a session's `webhook_url`. */
export const WEBHOOKS: ZodOpenApiObject['webhooks'] = {
  session: {
    post: {
      operationId: 'receiveSessionEvent',
      tags: ['Videos'],
      summary: 'Something that a webhook asked to hear of has happened',
      description: 'Any answer but 2xx, and none, is followed by further tries for a day; 410 ends them.',
      security: [],
      parameters: Object.entries(HEADERS).map(([name, description]) => ({
        name,
        in: 'header' as const,
        required: true,
        description,
        schema: { type: 'string' as const },
      })),
      requestBody: { required: true, content: { 'application/json': { schema: WebhookMessage } } },
      responses: { '2XX': { description: 'Received' } },
    },
  },
}
