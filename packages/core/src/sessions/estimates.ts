import type { Quality } from '../domain/quality.ts'
import { STAGES, type Stage } from '../domain/stage.ts'
import type { Connection } from './database.ts'
import type { StageStates } from './progress.ts'
import type { RequestDetails, Session } from './session.ts'

/** What a stage takes on a small machine before anything was measured: so many seconds, and so many a second of video. */
const PRIOR: Readonly<Record<Stage, { readonly fixed: number; readonly perSecond: number; readonly drawn: boolean }>> =
  {
    researching: { fixed: 1, perSecond: 0, drawn: false },
    scripting: { fixed: 2, perSecond: 0.05, drawn: false },
    asset_sourcing: { fixed: 1, perSecond: 0.02, drawn: false },
    audio_generation: { fixed: 2, perSecond: 0.1, drawn: false },
    video_assembly: { fixed: 3, perSecond: 0.6, drawn: true },
    finalizing: { fixed: 2, perSecond: 0.1, drawn: true },
  }

/** Work a second of video against `high`, about as the number of pixels. */
const QUALITY_FACTOR: Readonly<Record<Quality, number>> = { low: 0.25, medium: 0.5, high: 1, ultra: 4 }

/** How much longer or shorter than the prior each stage takes on this machine. */
export type LearnedFactors = Readonly<Record<Stage, number>>

const SAMPLES_KEPT = 20

/** Seconds that a stage of a request takes. */
export function expectedSeconds(stage: Stage, request: RequestDetails, factors?: LearnedFactors): number {
  const { fixed, perSecond, drawn } = PRIOR[stage]
  const quality = drawn ? QUALITY_FACTOR[request.quality] : 1
  return (fixed + perSecond * request.duration_preference * quality) * (factors?.[stage] ?? 1)
}

/** Notes how long the stages of a completed session took, inside the caller's transaction. */
export function learnDurations(connection: Connection, session: Session): void {
  const insert = connection.prepare('INSERT INTO stage_durations (stage, seconds, expected_seconds) VALUES (?, ?, ?)')
  const prune = connection.prepare(
    `DELETE FROM stage_durations WHERE stage = @stage AND position <=
       (SELECT position FROM stage_durations WHERE stage = @stage ORDER BY position DESC LIMIT 1 OFFSET @kept)`,
  )
  for (const stage of STAGES) {
    const state = session.stages[stage]
    if (state === undefined || state.endedAt === null) continue
    insert.run(stage, (state.endedAt - state.startedAt) / 1000, expectedSeconds(stage, session.request))
    prune.run({ stage, kept: SAMPLES_KEPT })
  }
}

/** The median of measured over expected, for each stage; 1 where nothing was measured yet. */
export function learnedFactors(connection: Connection): LearnedFactors {
  const select = connection.prepare('SELECT seconds / expected_seconds FROM stage_durations WHERE stage = ?').pluck()
  const median = (stage: Stage) => {
    const ratios = (select.all(stage) as number[]).toSorted((left, right) => left - right)
    return ratios[Math.floor(ratios.length / 2)] ?? 1
  }
  return Object.fromEntries(STAGES.map((stage) => [stage, median(stage)])) as Record<Stage, number>
}

/** Seconds until a session ends once it is worked on. */
export function remainingSeconds(request: RequestDetails, states: StageStates, factors: LearnedFactors): number {
  const left = (stage: Stage) => expectedSeconds(stage, request, factors) * (1 - (states[stage]?.progress ?? 0))
  return (
    left('researching') +
    left('scripting') +
    Math.max(left('asset_sourcing'), left('audio_generation')) +
    left('video_assembly') +
    left('finalizing')
  )
}
