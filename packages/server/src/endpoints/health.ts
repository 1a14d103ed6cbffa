import { HealthDocument } from '@mavs/core'
import { defineEndpoint } from './endpoint.ts'

export const health = defineEndpoint({
  method: 'get',
  path: '/health',
  operationId: 'getHealth',
  tag: 'System',
  summary: 'Whether the system works',
  description: 'For load balancers: database, disk, ffmpeg, providers, event loop and queue.',
  answers: {
    200: { description: 'Healthy, or degraded but working', schema: HealthDocument },
    503: { description: 'Unhealthy', schema: HealthDocument },
  },
  async handle({ system, context }) {
    const document = await system.health()
    context.status = document.status === 'unhealthy' ? 503 : 200
    return document
  },
})
