import { describe, expect, it } from 'vitest'
import { createManualClock, sampleRequest } from '@mavs/core/testing'
import { openDatabase } from '../../../packages/core/src/sessions/database.ts'
import { readEvents } from '../../../packages/core/src/sessions/events.ts'
import { claimSession } from '../../../packages/core/src/sessions/lease.ts'
import { createReporter } from '../../../packages/core/src/sessions/reporter.ts'
import { getSession, insertSession } from '../../../packages/core/src/sessions/store.ts'
import { afterTest } from '../support.ts'

async function open() {
  const database = await openDatabase(':memory:')
  afterTest(() => database.close())
  const clock = createManualClock()
  const { script: _script, sources: _sources, ...request } = sampleRequest()
  const session = await database.write((connection) => {
    insertSession(connection, { id: 'a', request, deliverTo: null, plugins: [], fingerprint: '', now: clock.now() })
    const options = { owner: 'me', fingerprint: '', leaseMs: 1000, limit: 1, now: clock.now() }
    return claimSession(connection, options)!
  })
  const failures: unknown[] = []
  const reporter = createReporter({
    database,
    clock,
    session,
    lease: { sessionId: 'a', epoch: session.leaseEpoch },
    signal: new AbortController().signal,
    onWrite: () => {},
    onFailure: (error) => void failures.push(error),
  })
  const events = async () => {
    await reporter.flush()
    return database.read((connection) => readEvents(connection, 'a', 0))
  }
  return { database, clock, reporter, events, failures }
}

describe('reporter', () => {
  it('lets at most four progress events a second through, and the last one always', async () => {
    const { reporter, clock, events } = await open()
    reporter.stageStart('scripting')
    for (let index = 1; index <= 100; index += 1) {
      reporter.stageProgress('scripting', index / 200, `scene ${index}`)
      await clock.advance(20)
    }
    await clock.advance(1000)
    const progress = (await events()).filter((event) => event.type === 'stage-progress')
    // Two seconds of reports.
    expect(progress.length).toBeGreaterThanOrEqual(8)
    expect(progress.length).toBeLessThanOrEqual(9)
    expect(progress.at(-1)).toMatchObject({ stageProgress: 0.5, message: 'scene 100' })
    for (const [index, event] of progress.entries()) {
      const before = progress[index - 1]
      if (before !== undefined) expect(Date.parse(event.at) - Date.parse(before.at)).toBeGreaterThanOrEqual(250)
    }
  })

  it('lets both of two parallel stages through', async () => {
    const { reporter, clock, events } = await open()
    reporter.stageStart('asset_sourcing')
    reporter.stageStart('audio_generation')
    for (let index = 1; index <= 10; index += 1) {
      reporter.stageProgress('asset_sourcing', index / 20)
      reporter.stageProgress('audio_generation', index / 20)
      await clock.advance(100)
    }
    await clock.advance(1000)
    const last = (stage: string, list: Awaited<ReturnType<typeof events>>) =>
      list.findLast((event) => event.type === 'stage-progress' && event.stage === stage)
    const all = await events()
    expect(last('asset_sourcing', all)).toMatchObject({ stageProgress: 0.5 })
    expect(last('audio_generation', all)).toMatchObject({ stageProgress: 0.5 })
  })

  it('ignores progress that falls, and progress after the end of a stage', async () => {
    const { reporter, clock, events } = await open()
    reporter.stageStart('scripting')
    reporter.stageProgress('scripting', 0.6)
    await clock.advance(1000)
    reporter.stageProgress('scripting', 0.2)
    await clock.advance(1000)
    reporter.stageEnd('scripting')
    reporter.stageProgress('scripting', 0.9)
    await clock.advance(1000)
    expect((await events()).map(({ type }) => type)).toEqual([
      'session-start',
      'stage-start',
      'stage-progress',
      'stage-end',
    ])
  })

  it('counts the same warning once', async () => {
    const { reporter, database, events } = await open()
    const warning = { reason: 'outline-only', message: 'Only an outline' } as const
    reporter.warn(warning)
    reporter.warn({ ...warning })
    expect((await events()).filter(({ type }) => type === 'warning')).toHaveLength(1)
    expect((await database.read((connection) => getSession(connection, 'a'))).warnings).toEqual([warning])
  })

  it('writes nothing and says so once its lease is lost', async () => {
    const { reporter, database, events, failures } = await open()
    await database.write((connection) => connection.prepare('UPDATE sessions SET lease_epoch = lease_epoch + 1').run())
    reporter.stageStart('scripting')
    reporter.stageEnd('scripting')
    await expect(reporter.flush()).rejects.toMatchObject({ code: 'LEASE_LOST' })
    expect(failures).toHaveLength(1)
    await expect(events()).rejects.toMatchObject({ code: 'LEASE_LOST' })
    const stored = await database.read((connection) => readEvents(connection, 'a', 0))
    expect(stored.map(({ type }) => type)).toEqual(['session-start'])
  })
})
