import type { RetryPolicy, TimeoutPolicy } from '@langchain/langgraph'
import { STAGES, type Stage } from '../domain/stage.ts'
import { VideoError } from '../errors/video-error.ts'

/** How long a stage may take, and how often it is tried. */
export interface StagePolicy {
  /** Without a report for this long, a stage counts as hung. */
  readonly idleTimeoutMs: number
  /** However much it reports. */
  readonly runTimeoutMs: number
  /** Tries in all when a provider fails in a way that may pass. */
  readonly attempts: number
  /** The wait before the second try; doubled for each further one. */
  readonly retryDelayMs: number
}

export type StagePolicies = Readonly<Record<Stage, StagePolicy>>

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const TALK: StagePolicy = { idleTimeoutMs: 10 * MINUTE_MS, runTimeoutMs: HOUR_MS, attempts: 3, retryDelayMs: 1000 }
/** A minute of ultra quality is thousands of frames; what counts is that they keep coming. */
const MEDIA: StagePolicy = {
  idleTimeoutMs: 10 * MINUTE_MS,
  runTimeoutMs: 12 * HOUR_MS,
  attempts: 3,
  retryDelayMs: 1000,
}

const DEFAULT_POLICIES: StagePolicies = {
  researching: TALK,
  scripting: TALK,
  asset_sourcing: MEDIA,
  audio_generation: MEDIA,
  video_assembly: MEDIA,
  finalizing: MEDIA,
}

/** The defaults with some stages' policies changed in part. */
export function mergePolicies(changes: Partial<Record<Stage, Partial<StagePolicy>>> = {}): StagePolicies {
  const merged = STAGES.map((stage) => [stage, { ...DEFAULT_POLICIES[stage], ...changes[stage] }] as const)
  return Object.fromEntries(merged) as unknown as StagePolicies
}

/** A node's options: only what a provider failed at, and may not fail at again, is retried. */
export function nodePolicy(policy: StagePolicy): { retryPolicy: RetryPolicy; timeout: TimeoutPolicy } {
  return {
    retryPolicy: {
      maxAttempts: policy.attempts,
      initialInterval: policy.retryDelayMs,
      backoffFactor: 2,
      jitter: false,
      logWarning: false,
      retryOn: (error: unknown) => VideoError.isInstance(error) && error.category === 'provider' && error.isRetryable,
    },
    timeout: { runTimeout: policy.runTimeoutMs, idleTimeout: policy.idleTimeoutMs, refreshOn: 'heartbeat' },
  }
}
