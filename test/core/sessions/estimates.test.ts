import { describe, expect, it } from 'vitest'
import { STAGES } from '@mavs/core'
import { sampleRequest } from '@mavs/core/testing'
import { openDatabase } from '../../../packages/core/src/sessions/database.ts'
import {
  expectedSeconds,
  learnDurations,
  learnedFactors,
  remainingSeconds,
} from '../../../packages/core/src/sessions/estimates.ts'
import { endStage, type StageStates } from '../../../packages/core/src/sessions/progress.ts'
import type { Session } from '../../../packages/core/src/sessions/session.ts'
import { afterTest } from '../support.ts'

const request = sampleRequest({ duration_preference: 60, quality: 'high' })

const session = (changes: Partial<Session>): Session =>
  ({ id: 'a', request, status: 'queued', stages: {}, ...changes }) as Session

/** All stages, one after the other, each as many milliseconds long. */
const ranFor = (ms: number): StageStates =>
  Object.fromEntries(
    STAGES.map((stage, index) => [stage, { progress: 1, startedAt: index * ms, endedAt: (index + 1) * ms }]),
  )

describe('estimates', () => {
  it('expects about the length of the video before anything was measured', async () => {
    const database = await openDatabase(':memory:')
    afterTest(() => database.close())
    const factors = await database.read(learnedFactors)
    const seconds = remainingSeconds(request, {}, factors)
    expect(seconds).toBeGreaterThan(30)
    expect(seconds).toBeLessThan(120)
  })

  it('expects more for longer and for larger videos', () => {
    const assembly = (changes: object) => expectedSeconds('video_assembly', sampleRequest(changes))
    expect(assembly({ duration_preference: 120 })).toBeGreaterThan(1.5 * assembly({ duration_preference: 60 }))
    expect(assembly({ quality: 'ultra' })).toBeGreaterThan(2 * assembly({ quality: 'high' }))
  })

  it('learns from the median of past runs, scaled to the request', async () => {
    const database = await openDatabase(':memory:')
    afterTest(() => database.close())
    const short = sampleRequest({ duration_preference: 30, quality: 'high' })
    for (const ms of [10_000, 20_000, 20_000, 20_000, 900_000]) {
      await database.write((connection) => learnDurations(connection, session({ request: short, stages: ranFor(ms) })))
    }
    const factors = await database.read(learnedFactors)
    expect(expectedSeconds('video_assembly', short, factors)).toBeCloseTo(20)
    expect(expectedSeconds('video_assembly', request, factors)).toBeGreaterThan(30)
  })

  it('forgets all but the latest runs', async () => {
    const database = await openDatabase(':memory:')
    afterTest(() => database.close())
    for (let run = 0; run < 60; run += 1) {
      await database.write((connection) =>
        learnDurations(connection, session({ stages: ranFor(run < 40 ? 90_000 : 1000) })),
      )
    }
    const count = await database.read((connection) =>
      connection.prepare('SELECT count(*) FROM stage_durations').pluck().get(),
    )
    expect(count).toBe(20 * STAGES.length)
    expect(expectedSeconds('scripting', request, await database.read(learnedFactors))).toBeCloseTo(1)
  })

  it('takes off what is done, and counts the parallel stages once', async () => {
    const database = await openDatabase(':memory:')
    afterTest(() => database.close())
    const factors = await database.read(learnedFactors)
    const whole = remainingSeconds(request, {}, factors)
    const afterScript = endStage(endStage({}, 'researching', 0), 'scripting', 0)
    const audioDone = endStage(afterScript, 'audio_generation', 0)
    expect(remainingSeconds(request, afterScript, factors)).toBeLessThan(whole)
    expect(remainingSeconds(request, audioDone, factors)).toBeLessThan(remainingSeconds(request, afterScript, factors))
  })
})
