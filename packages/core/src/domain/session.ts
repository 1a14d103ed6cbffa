import { z } from 'zod'
import { VideoRequest } from './request.ts'
import { SessionStage, SessionStatus, Stage } from './stage.ts'
import { ProviderChoice, QUANTITIES } from './usage.ts'
import { Warning } from './warning.ts'

/* The REST API's documents. The library answers with the same ones, so that no adapter has to translate. */
const isoTime = z.iso.datetime().describe('UTC, ISO 8601, ending in Z')

/** A warning with the names of the REST API. */
export const WarningDocument = Warning.omit({ sceneId: true }).extend({ scene_id: z.string().optional() })
export type WarningDocument = z.infer<typeof WarningDocument>

/** What a session has used and cost. */
export const UsageDocument = z.strictObject({
  cost_usd: z.number().min(0).describe('US dollars spent, by the price table'),
  unpriced: z.array(z.string()).describe('Products whose price is not known: the sum lacks them'),
  entries: z.array(
    z.strictObject({
      stage: Stage,
      product: z.string(),
      calls: z.int(),
      ...QUANTITIES,
      cost_usd: z.number().min(0).nullable().describe('null where the price is not known'),
    }),
  ),
})
export type UsageDocument = z.infer<typeof UsageDocument>

/** Who did a piece of the work, and why another did not, with the names of the REST API. */
export const ProviderDocument = ProviderChoice.omit({ sceneId: true, passedOver: true }).extend({
  scene_id: z.string().optional(),
  passed_over: ProviderChoice.shape.passedOver,
})
export type ProviderDocument = z.infer<typeof ProviderDocument>

export const SessionDocument = z.strictObject({
  session_id: z.string(),
  status: SessionStatus,
  stage: SessionStage,
  /** 0 to 1, never falls. */
  progress: z.number().min(0).max(1),
  created_at: isoTime,
  updated_at: isoTime,
  estimated_completion: isoTime.nullable(),
  error_message: z.string().nullable(),
  request_details: VideoRequest.omit({ script: true, sources: true }),
  warnings: z.array(WarningDocument),
  usage: UsageDocument,
  providers: z.array(ProviderDocument),
})
export type SessionDocument = z.infer<typeof SessionDocument>

export const StageDetails = z.strictObject({
  progress: z.number().min(0).max(1),
  weight: z.number(),
  start_time: isoTime,
  end_time: isoTime.nullable(),
  /** Seconds, from past runs. */
  estimated_duration: z.number(),
})

export const ProgressDocument = z.strictObject({
  session_id: z.string(),
  overall_progress: z.number().min(0).max(1),
  current_stage: SessionStage,
  estimated_completion: isoTime.nullable(),
  /** Started stages only. */
  stage_details: z.partialRecord(Stage, StageDetails),
})
export type ProgressDocument = z.infer<typeof ProgressDocument>

export const ListQuery = z.strictObject({
  user_id: z.string().optional(),
  status: SessionStatus.optional(),
  page: z.int().min(1).default(1),
  page_size: z.int().min(1).max(100).default(20),
})
export type ListQuery = z.input<typeof ListQuery>

export const ListDocument = z.strictObject({
  sessions: z.array(SessionDocument),
  total_count: z.int(),
  page: z.int(),
  page_size: z.int(),
})
export type ListDocument = z.infer<typeof ListDocument>

export const HealthDocument = z.strictObject({
  status: z.enum(['healthy', 'degraded', 'unhealthy']),
  timestamp: isoTime,
  details: z.looseObject({ message: z.string() }),
})
export type HealthDocument = z.infer<typeof HealthDocument>

export const StatsDocument = z.strictObject({
  total_sessions: z.int(),
  active_sessions: z.int(),
  status_distribution: z.partialRecord(SessionStatus, z.int()),
  stage_distribution: z.partialRecord(SessionStage, z.int()),
  average_progress: z.number(),
  system_health: HealthDocument.omit({ timestamp: true }),
})
export type StatsDocument = z.infer<typeof StatsDocument>
