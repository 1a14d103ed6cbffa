import {
  BatchDocument,
  HealthDocument,
  ListDocument,
  ProgressDocument,
  SessionDocument,
  StatsDocument,
  VideoRequest,
  WebhookDelivery,
  WebhookMessage,
} from '@mavs/core'
import type { ZodOpenApiComponentsObject } from 'zod-openapi'
import { ErrorDocument } from '../problems/document.ts'

/** Headers of every answer. */
export const HEADERS = {
  'X-RateLimit-Limit': { description: 'Requests allowed in a window', schema: { type: 'integer' } },
  'X-RateLimit-Remaining': { description: 'Requests left in this window', schema: { type: 'integer' } },
  'X-RateLimit-Reset': { description: 'When the window ends, in seconds since 1970', schema: { type: 'integer' } },
  'X-Request-Id': { description: 'The name of this request in the log', schema: { type: 'string' } },
} as const

/** Schemas that the document names once and refers to, and the ways to show who one is. */
export const COMPONENTS: ZodOpenApiComponentsObject = {
  schemas: {
    BatchDocument,
    ErrorDocument,
    HealthDocument,
    ListDocument,
    ProgressDocument,
    SessionDocument,
    StatsDocument,
    VideoRequest,
    WebhookDelivery,
    WebhookMessage,
  },
  headers: HEADERS,
  securitySchemes: {
    apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'A key made by `mavs keys create`' },
    bearer: { type: 'http', scheme: 'bearer', description: 'The same key, or a JSON Web Token' },
  },
}
