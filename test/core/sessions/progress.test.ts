import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { STAGE_WEIGHTS, STAGES } from '@mavs/core'
import {
  advanceStage,
  currentStage,
  endStage,
  overallProgress,
  type StageStates,
} from '../../../packages/core/src/sessions/progress.ts'

const step = fc.record({
  stage: fc.constantFrom(...STAGES),
  progress: fc.oneof(fc.double({ min: -1, max: 2 }), fc.constant(Number.NaN)),
  isEnd: fc.boolean(),
})

describe('progress', () => {
  it('never falls and stays between 0 and 1, whatever is reported', () => {
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let states: StageStates = {}
        for (const [now, { stage, progress, isEnd }] of steps.entries()) {
          const before = overallProgress(states)
          states = isEnd ? endStage(states, stage, now) : advanceStage(states, stage, progress, now)
          expect(overallProgress(states)).toBeGreaterThanOrEqual(before)
          expect(overallProgress(states)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('is the sum of weight times progress', () => {
    let states = endStage({}, 'researching', 0)
    states = advanceStage(states, 'asset_sourcing', 0.5, 0)
    expect(overallProgress(states)).toBeCloseTo(STAGE_WEIGHTS.researching + STAGE_WEIGHTS.asset_sourcing / 2)
    for (const stage of STAGES) states = endStage(states, stage, 0)
    expect(overallProgress(states)).toBe(1)
  })

  it('shows the earlier of two stages that run, and the other when that one has ended', () => {
    let states = advanceStage({}, 'audio_generation', 0.1, 0)
    states = advanceStage(states, 'asset_sourcing', 0.9, 0)
    expect(currentStage(states)).toBe('asset_sourcing')
    expect(currentStage(endStage(states, 'asset_sourcing', 1))).toBe('audio_generation')
  })

  it('keeps the start of a stage that runs again after a crash', () => {
    const states = advanceStage(advanceStage({}, 'scripting', 0.7, 100), 'scripting', 0, 900)
    expect(states.scripting).toEqual({ progress: 0.7, startedAt: 100, endedAt: null })
  })
})
