import { describe, expect, it } from 'vitest'
import { sampleRequest } from '@mavs/core/testing'
import { claimOrder } from '../../../packages/core/src/sessions/claim-order.ts'
import { openDatabase, type SessionDatabase } from '../../../packages/core/src/sessions/database.ts'
import { forecastQueue, rememberedForecast } from '../../../packages/core/src/sessions/forecast.ts'
import { claimSession } from '../../../packages/core/src/sessions/lease.ts'
import { insertSession } from '../../../packages/core/src/sessions/store.ts'
import { afterTest, temporaryDirectory } from '../support.ts'

async function open(file = ':memory:'): Promise<SessionDatabase> {
  const database = await openDatabase(file)
  afterTest(() => database.close())
  return database
}

const file = (database: SessionDatabase, id: string, user?: string) =>
  database.write((connection) => {
    const { script: _script, sources: _sources, ...details } = sampleRequest()
    const request = user === undefined ? details : { ...details, user_id: user }
    insertSession(connection, { id, request, deliverTo: null, plugins: [], fingerprint: 'plugins', now: 0 })
  })

const claim = (database: SessionDatabase, now: number) =>
  database.write((connection) =>
    claimSession(connection, { owner: 'worker', fingerprint: 'plugins', leaseMs: 1000, limit: 10, now }),
  )

describe('forecast', () => {
  it('puts a queued session behind those before it', async () => {
    const database = await open()
    for (const id of ['a', 'b', 'c']) await file(database, id)
    await claim(database, 0)
    const { remainingMs } = await database.read(forecastQueue)
    expect([...remainingMs.keys()]).toEqual(['a', 'b', 'c'])
    expect(remainingMs.get('c')).toBeCloseTo(3 * remainingMs.get('a')!, -2)
  })

  it('lets users take turns, the one who was served longest ago first', () => {
    const queued = [
      { id: 'a1', userId: 'ada', servedAt: 5 },
      { id: 'a2', userId: 'ada', servedAt: 5 },
      { id: 'a3', userId: 'ada', servedAt: 5 },
      { id: 'b1', userId: 'bob', servedAt: 3 },
      { id: 'n1', userId: null, servedAt: null },
      { id: 'n2', userId: null, servedAt: null },
    ]
    expect(claimOrder(queued).map(({ id }) => id)).toEqual(['n1', 'b1', 'a1', 'n2', 'a2', 'a3'])
  })

  it('follows the order in which sessions are claimed', async () => {
    const database = await open()
    for (const [id, user] of [
      ['a1', 'ada'],
      ['a2', 'ada'],
      ['a3', 'ada'],
      ['b1', 'bob'],
      ['b2', 'bob'],
      ['n1'],
    ] as const)
      await file(database, id, user)
    const { remainingMs } = await database.read(forecastQueue)
    const claimed: string[] = []
    for (let now = 1; now <= 6; now += 1) {
      const session = await claim(database, now)
      claimed.push(session!.id)
      await database.write((connection) =>
        connection
          .prepare("UPDATE sessions SET status = 'completed', lease_until = NULL WHERE id = ?")
          .run(session!.id),
      )
    }
    expect([...remainingMs.keys()]).toEqual(claimed)
  })

  it('is remembered while nobody writes, and made anew after every write', async () => {
    const path = `${temporaryDirectory()}/mavs.sqlite`
    const [mine, other] = [await open(path), await open(path)]
    await file(mine, 'a')
    const first = await mine.read(rememberedForecast)
    expect(await mine.read(rememberedForecast)).toBe(first)
    await file(mine, 'b')
    const second = await mine.read(rememberedForecast)
    expect([...second.remainingMs.keys()]).toEqual(['a', 'b'])
    await file(other, 'c')
    expect([...(await mine.read(rememberedForecast)).remainingMs.keys()]).toEqual(['a', 'b', 'c'])
  })

  it('is never of what was undone', async () => {
    const database = await open()
    await file(database, 'a')
    await database.read(rememberedForecast)
    const undone = database.write((connection) => {
      connection.prepare("UPDATE sessions SET status = 'completed'").run()
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect([...(await database.read(rememberedForecast)).remainingMs.keys()]).toEqual(['a'])
  })
})
