import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createVideoSystem, type VideoSystem } from '@mavs/core'
import Database from 'better-sqlite3'

/** Time of one call in milliseconds, by what was called. */
export type StoreTimes = Readonly<Record<string, number>>

const ROUNDS = 40
/** Of another connection, so that nothing that is remembered holds. */
const A_WRITE = 'UPDATE sessions SET keep_files = 1 - keep_files WHERE position = 1'

/** Fills a data directory with copies of its one session, up to a number, of many users and in every ended state. */
export function fillStore(dataDirectory: string, sessions: number): void {
  const database = new Database(join(dataDirectory, 'mavs.sqlite'))
  const template = database.prepare('SELECT * FROM sessions LIMIT 1').get() as Record<string, unknown>
  const { position: _position, ...row } = template
  const names = Object.keys(row)
  const insert = database.prepare(
    `INSERT INTO sessions (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`,
  )
  const there = Number(database.prepare('SELECT count(*) FROM sessions').pluck().get())
  const statuses = ['completed', 'completed', 'completed', 'failed', 'cancelled']
  database.transaction(() => {
    for (let index = there; index < sessions; index++) {
      insert.run({ ...row, id: randomUUID(), user_id: `user-${index % 97}`, status: statuses[index % statuses.length] })
    }
  })()
  database.close()
}

/** What the questions of callers take in a store of this size, each after somebody has written; medians. */
export async function timeStore(dataDirectory: string): Promise<StoreTimes> {
  const system = await createVideoSystem({ dataDirectory, worker: false, offline: true })
  const writer = new Database(join(dataDirectory, 'mavs.sqlite'))
  try {
    const total = (await system.list({ page_size: 1 })).total_count
    const deepest = Math.floor(total / 20)
    const calls: Record<string, () => Promise<unknown>> = {
      'list, page 1': () => system.list({ page: 1 }),
      'list, page 50': () => system.list({ page: 50 }),
      'list of one user': () => system.list({ user_id: 'user-5' }),
      'list by status': () => system.list({ status: 'failed' }),
      stats: () => system.stats(),
      'the deepest page': () => system.list({ page: deepest }),
    }
    return Object.fromEntries(await timeEach(system, calls, () => writer.exec(A_WRITE)))
  } finally {
    writer.close()
    await system.close()
  }
}

async function timeEach(
  system: VideoSystem,
  calls: Readonly<Record<string, () => Promise<unknown>>>,
  forget: () => void,
): Promise<[string, number][]> {
  await system.health()
  const times: [string, number][] = []
  for (const [name, call] of Object.entries(calls)) {
    const rounds: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      forget()
      await nextTurn()
      const started = performance.now()
      await call()
      rounds.push(performance.now() - started)
    }
    times.push([name, rounds.toSorted((a, b) => a - b)[ROUNDS / 2]!])
  }
  return times
}
