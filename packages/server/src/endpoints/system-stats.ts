import { StatsDocument } from '@mavs/core'
import { defineEndpoint } from './endpoint.ts'

export const systemStats = defineEndpoint({
  method: 'get',
  path: '/system/stats',
  operationId: 'getSystemStats',
  tag: 'System',
  summary: 'How many sessions there are, where they are, and how the system is',
  scope: 'system:read',
  answers: { 200: { description: 'Counts over all sessions', schema: StatsDocument } },
  async handle({ system }) {
    return system.stats()
  },
})
