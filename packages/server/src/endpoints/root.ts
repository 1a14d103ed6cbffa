import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'

/** What the API is called, here, in its document and on its page. */
export const API_NAME = 'Multi-Agent Video System API'

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
      name: API_NAME,
      version: settings.version,
      description: 'AI-powered video creation platform',
      docs_url: '/docs',
      health_url: '/health',
    }
  },
})
