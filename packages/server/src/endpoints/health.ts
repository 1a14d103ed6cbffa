import { HealthDocument } from '@mavs/core'
import { mayDo } from '../access/caller.ts'
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
  async handle({ system, caller, context }) {
    const document = await system.health()
    context.status = document.status === 'unhealthy' ? 503 : 200
    return mayDo(caller, 'system:read') ? document : withoutWords(document)
  },
})

/** Which checks have failed is for everyone; what they say names paths and programs of the machine. */
function withoutWords(document: HealthDocument): HealthDocument {
  if (document.status === 'healthy') return document
  const message = 'Not all systems are operational. The scope "system:read" shows why.'
  return { ...document, details: { ...document.details, message } }
}
