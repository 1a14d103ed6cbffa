import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'

const CleanupQuery = z.strictObject({
  max_age_hours: z.int().min(1).default(24).describe('Age in hours, since the last change, from which they go'),
  dry_run: z.boolean().default(false).describe('Only count what would go'),
})

const CleanupDocument = z.strictObject({ message: z.string(), cleaned_count: z.int(), max_age_hours: z.int() })

export const systemCleanup = defineEndpoint({
  method: 'post',
  path: '/system/cleanup',
  operationId: 'cleanUpSessions',
  tag: 'System',
  summary: 'Remove sessions that ended long ago, with their files',
  scope: 'admin',
  query: CleanupQuery,
  invalidStatus: 422,
  answers: { 200: { description: 'How many are gone, or would be', schema: CleanupDocument } },
  async handle({ query, system }) {
    const { max_age_hours: maxAgeHours, dry_run: dryRun } = query
    const { cleaned_count: count } = await system.cleanup({ maxAgeHours, dryRun })
    const message = `${dryRun ? 'Would clean up' : 'Cleaned up'} ${count} expired sessions`
    return { message, cleaned_count: count, max_age_hours: maxAgeHours }
  },
})
