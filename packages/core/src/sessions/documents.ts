import type {
  ProgressDocument,
  ProviderDocument,
  SessionDocument,
  UsageDocument,
  WarningDocument,
} from '../domain/session.ts'
import { isTerminal, STAGES, STAGE_WEIGHTS } from '../domain/stage.ts'
import { quantities, type ProviderChoice, type UsageRecord } from '../domain/usage.ts'
import type { Warning } from '../domain/warning.ts'
import { isoTime } from './clock.ts'
import { expectedSeconds, type LearnedFactors } from './estimates.ts'
import type { Session, ShownSession } from './session.ts'

/** A session as the interfaces show it. `completesAt` is the estimate in milliseconds since 1970. */
export function sessionDocument(session: ShownSession, completesAt: number | undefined): SessionDocument {
  return {
    session_id: session.id,
    status: session.status,
    stage: shownStage(session),
    progress: session.progress,
    created_at: isoTime(session.createdAt),
    updated_at: isoTime(session.updatedAt),
    estimated_completion: estimate(session, completesAt),
    error_message: session.errorMessage,
    request_details: { ...session.request },
    warnings: session.warnings.map(warningDocument),
    usage: usageDocument(session.usage),
    providers: session.usage.choices.map(providerDocument),
  }
}

/** A warning as the interfaces show it. */
const warningDocument = ({ sceneId, ...warning }: Warning): WarningDocument =>
  sceneId === undefined ? warning : { ...warning, scene_id: sceneId }

/** What a session has cost so far; a call that is being made, or that nobody knows the end of, counts with its most. */
function usageDocument({ entries, open }: UsageRecord): UsageDocument {
  const lines = [...entries, ...open.map((charge) => ({ ...charge, calls: 1, used: charge.planned }))]
  return {
    cost_usd: lines.reduce((total, { costUsd }) => total + (costUsd ?? 0), 0),
    unpriced: [...new Set(lines.filter(({ costUsd }) => costUsd === null).map(({ product }) => product))],
    entries: entries.map(({ stage, product, calls, used, costUsd }) => ({
      stage,
      product,
      calls,
      ...quantities(used),
      cost_usd: costUsd,
    })),
  }
}

const providerDocument = ({
  stage,
  port,
  provider,
  sceneId,
  reason,
  passedOver,
}: ProviderChoice): ProviderDocument => ({
  stage,
  port,
  provider,
  ...(sceneId !== undefined && { scene_id: sceneId }),
  ...(reason !== undefined && { reason }),
  ...(passedOver !== undefined && { passed_over: passedOver }),
})

/** A session's progress with its started stages. */
export function progressDocument(
  session: Session,
  completesAt: number | undefined,
  factors: LearnedFactors,
): ProgressDocument {
  const started = STAGES.flatMap((stage) => {
    const state = session.stages[stage]
    if (state === undefined) return []
    const details = {
      progress: state.progress,
      weight: STAGE_WEIGHTS[stage],
      start_time: isoTime(state.startedAt),
      end_time: state.endedAt === null ? null : isoTime(state.endedAt),
      estimated_duration: Math.round(expectedSeconds(stage, session.request, factors) * 10) / 10,
    }
    return [[stage, details] as const]
  })
  return {
    session_id: session.id,
    overall_progress: session.progress,
    current_stage: shownStage(session),
    estimated_completion: estimate(session, completesAt),
    stage_details: Object.fromEntries(started),
  }
}

/** A queued session shows none of the stages that it has been through before it was handed back. */
export const shownStage = (session: ShownSession): SessionDocument['stage'] =>
  session.status === 'queued' ? 'initializing' : session.stage

const estimate = (session: ShownSession, completesAt: number | undefined): string | null =>
  isTerminal(session.status) || completesAt === undefined ? null : isoTime(completesAt)
