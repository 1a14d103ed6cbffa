import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'

const RootDocument = z.strictObject({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  docs_url: z.string(),
  health_url: z.string(),
})

export const root = defineEndpoint({
  method: 'get',
  path: '/',
  operationId: 'getRoot',
  tag: 'System',
  summary: 'What this server is',
  answers: { 200: { description: 'Name, version and where to go on', schema: RootDocument } },
  async handle({ settings }) {
    return {
      name: 'Multi-Agent Video System API',
      version: settings.version,
      description: 'AI-powered video creation platform',
      docs_url: '/docs',
      health_url: '/health',
    }
  },
})
