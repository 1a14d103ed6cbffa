import { join } from 'node:path'
import { createManualClock } from '@mavs/core/testing'
import Database from 'better-sqlite3'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createChanges } from '../../../packages/core/src/sessions/changes.ts'
import { followEvents } from '../../../packages/core/src/sessions/follow.ts'
import { describePage, describeSession } from '../../../packages/core/src/sessions/queries.ts'
import { remembered } from '../../../packages/core/src/sessions/remembered.ts'
import { deleteSession, getSession, listSessions, markCancelled } from '../../../packages/core/src/sessions/store.ts'
import { afterTest, openSystem, temporaryDirectory } from '../support.ts'
import { fileFor, openTestDatabase } from './filing.ts'

const step = fc.record({
  do: fc.constantFrom('file' as const, 'cancel' as const, 'delete' as const, 'undo' as const),
  writer: fc.nat(1),
  number: fc.nat(8),
})

describe('what is remembered of the database', () => {
  it('is never older than the latest write, whoever wrote', async () => {
    const file = join(temporaryDirectory(), 'mavs.sqlite')
    const databases = [await openTestDatabase(file), await openTestDatabase(file)]
    let filed = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        for (const { do: what, writer, number } of steps) {
          await databases[writer]!.write((connection) => {
            const id = `s${Math.max(0, filed - 1 - number)}`
            if (what === 'file' || what === 'undo') fileFor(connection, `s${filed}`, 'ada')
            else if (what === 'cancel') markCancelled(connection, id, false, 1)
            else deleteSession(connection, getSession(connection, id))
            if (what === 'undo') throw new Error('undone')
            if (what === 'file') filed += 1
          }).catch(() => undefined)
          for (const database of databases) {
            const [shown, there] = await database.read((connection) => [
              describePage(connection, {}, 0),
              listSessions(connection, { offset: 0, limit: 20 }),
            ])
            expect(shown.total_count).toBe(there.total)
            expect(shown.sessions.map(({ session_id: id, status }) => [id, status])).toEqual(
              there.sessions.map(({ id, status }) => [id, status]),
            )
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  it('is looked at again by who has followed a session to its end, though all of it was one turn', async () => {
    const file = join(temporaryDirectory(), 'mavs.sqlite')
    const database = await openTestDatabase(file)
    await database.write((connection) => fileFor(connection, 'a'))
    const elsewhere = new Database(file)
    afterTest(() => void elsewhere.close())
    await new Promise(setImmediate)
    const status = () => database.readEach((connection) => describeSession(connection, 'a', 0).status)
    expect(await status()).toBe('queued')
    elsewhere.exec(`UPDATE sessions SET status = 'cancelled'`)
    const { signal } = new AbortController()
    const changes = createChanges(createManualClock())
    for await (const event of followEvents('a', 0, { database, changes, signal })) expect(event).toBeUndefined()
    expect(await status()).toBe('cancelled')
  })

  it('is read once while nobody writes, and does not grow without end', async () => {
    const database = await openTestDatabase()
    let reads = 0
    const ask = (key: string) => database.read((connection) => remembered(connection, key, () => (reads += 1)))
    expect([await ask('a'), await ask('a'), await ask('b')]).toEqual([1, 1, 2])
    for (let index = 0; index < 300; index += 1) await ask(`key-${index}`)
    expect(await ask('a')).toBe(303)
    await database.write((connection) => fileFor(connection, 'a'))
    expect(await ask('a')).toBe(304)
  })

  it('moves an estimate on with the time, all the same', async () => {
    const database = await openTestDatabase()
    await database.write((connection) => fileFor(connection, 'a'))
    const at = (now: number) =>
      database.read((connection) => Date.parse(describeSession(connection, 'a', now).estimated_completion!))
    expect((await at(5000)) - (await at(0))).toBe(5000)
  })

  it('cannot be changed by whoever asked for it', async () => {
    const system = await openSystem()
    const { session_id: id } = await system.generate({ prompt: 'Explain the water cycle' })
    await system.wait(id)
    for (const document of [await system.status(id), (await system.list()).sessions[0]!]) {
      expect(() => (document.request_details.prompt = 'changed')).toThrow(TypeError)
      expect(() => document.warnings.push({} as never)).toThrow(TypeError)
    }
    expect(await system.status(id)).toBe(await system.status(id))
  })
})
