import { STAGES, STAGE_WEIGHTS, type Stage } from '../domain/stage.ts'

/** How far a stage is. Times are milliseconds since 1970. */
export interface StageState {
  readonly progress: number
  readonly startedAt: number
  readonly endedAt: number | null
}

/** The started stages of a session. */
export type StageStates = Readonly<Partial<Record<Stage, StageState>>>

/** Moves a stage on. A stage that has started stays started, and nothing ever falls. */
export function advanceStage(states: StageStates, stage: Stage, progress: number, now: number): StageStates {
  const before = states[stage]
  const bounded = Number.isFinite(progress) ? Math.min(Math.max(progress, 0), 1) : 0
  return {
    ...states,
    [stage]: {
      progress: Math.max(before?.progress ?? 0, bounded),
      startedAt: before?.startedAt ?? now,
      endedAt: before?.endedAt ?? null,
    },
  }
}

/** Ends a stage, at progress 1. */
export function endStage(states: StageStates, stage: Stage, now: number): StageStates {
  const advanced = advanceStage(states, stage, 1, now)
  return { ...advanced, [stage]: { ...advanced[stage]!, endedAt: advanced[stage]!.endedAt ?? now } }
}

/** The sum of weight times progress, 0 to 1. */
export function overallProgress(states: StageStates): number {
  const sum = STAGES.reduce((total, stage) => total + STAGE_WEIGHTS[stage] * (states[stage]?.progress ?? 0), 0)
  return Math.min(1, Math.round(sum * 1e6) / 1e6)
}

/** The stage to show: the earliest one that runs, else the last one that ended. */
export function currentStage(states: StageStates): Stage | undefined {
  const started = STAGES.filter((stage) => states[stage] !== undefined)
  return started.find((stage) => states[stage]!.endedAt === null) ?? started.at(-1)
}
