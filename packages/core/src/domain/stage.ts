import { z } from 'zod'

/** The graph's stages in their order; `asset_sourcing` and `audio_generation` run side by side. */
export const STAGES = [
  'researching',
  'scripting',
  'asset_sourcing',
  'audio_generation',
  'video_assembly',
  'finalizing',
] as const

export const Stage = z.enum(STAGES)
export type Stage = z.infer<typeof Stage>

/** What a session reports as its stage: `initializing` while queued, `completed` after success. */
export const SessionStage = z.enum(['initializing', ...STAGES, 'completed'])
export type SessionStage = z.infer<typeof SessionStage>

/** Each stage's share of a session's progress; together 1. */
export const STAGE_WEIGHTS: Readonly<Record<Stage, number>> = {
  researching: 0.15,
  scripting: 0.2,
  asset_sourcing: 0.25,
  audio_generation: 0.2,
  video_assembly: 0.15,
  finalizing: 0.05,
}

export const SessionStatus = z.enum(['queued', 'processing', 'completed', 'failed', 'cancelled'])
export type SessionStatus = z.infer<typeof SessionStatus>

/** True for a status that never changes again. */
export const isTerminal = (status: SessionStatus): boolean => status !== 'queued' && status !== 'processing'
