import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openSystem, shiftedClock, temporaryDirectory, afterTest } from '../support.ts'

const prompt = 'Explain the water cycle'
const DAY_MS = 24 * 3_600_000

describe('an idempotency key', () => {
  it('makes a repeated request answer as the first did, whatever became of the session', async () => {
    const system = await openSystem()
    const first = await system.generate({ prompt }, { idempotencyKey: 'one' })
    await system.wait(first.session_id)
    // The same request, said with its defaults and in another order.
    const again = await system.generate({ quality: 'high', prompt }, { idempotencyKey: 'one' })
    expect(again).toEqual(first)
    expect((await system.list()).total_count).toBe(1)
  })

  it.each([
    ['another prompt', { prompt: `${prompt}, again` }, {}],
    ['another place for the files', { prompt }, { deliverTo: 'videos' }],
  ])('refuses %s', async (_what, request, options) => {
    const system = await openSystem({ worker: false })
    await system.generate({ prompt }, { idempotencyKey: 'one' })
    await expect(system.generate(request, { ...options, idempotencyKey: 'one' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
      details: { idempotencyKey: 'one' },
    })
    expect((await system.list()).total_count).toBe(1)
  })

  it('belongs to a user', async () => {
    const system = await openSystem({ worker: false })
    const options = { idempotencyKey: 'one' }
    const ids = new Set<string>()
    for (const user of ['ada', 'bob', 'ada', undefined, undefined]) {
      const owner = user === undefined ? {} : { user_id: user }
      ids.add((await system.generate({ prompt, ...owner }, options)).session_id)
    }
    expect(ids.size).toBe(3)
  })

  it('files one session when twins arrive at once, and leaves no files of the other', async () => {
    const dataDirectory = temporaryDirectory()
    const systems = await Promise.all([1, 2].map(() => openSystem({ worker: false, dataDirectory })))
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_item, index) =>
        systems[index % 2]!.generate({ prompt }, { idempotencyKey: 'twin' }),
      ),
    )
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect((await systems[0]!.list()).total_count).toBe(1)
    expect(readdirSync(join(dataDirectory, 'sessions'))).toEqual([answers[0]!.session_id])
  })

  it('is written together with the session, or neither is', async () => {
    const dataDirectory = temporaryDirectory()
    const system = await openSystem({ worker: false, dataDirectory })
    const other = new Database(join(dataDirectory, 'mavs.sqlite'))
    afterTest(() => void other.close())
    other.exec("CREATE TRIGGER broken BEFORE INSERT ON idempotency_keys BEGIN SELECT raise(ABORT, 'broken'); END")
    await expect(system.generate({ prompt }, { idempotencyKey: 'one' })).rejects.toThrow('broken')
    expect((await system.list()).total_count).toBe(0)
    expect(readdirSync(join(dataDirectory, 'sessions'))).toEqual([])
    other.exec('DROP TRIGGER broken')
    const first = await system.generate({ prompt }, { idempotencyKey: 'one' })
    expect((await system.status(first.session_id)).status).toBe('queued')
  })

  it('is not used up by a request that was refused', async () => {
    const system = await openSystem({ worker: false })
    await expect(system.generate({ prompt: 'short' }, { idempotencyKey: 'one' })).rejects.toThrow()
    expect((await system.generate({ prompt }, { idempotencyKey: 'one' })).status).toBe('queued')
  })

  it('answers the same for a day, after which it is forgotten', async () => {
    const clock = shiftedClock()
    const system = await openSystem({ worker: false, clock })
    const first = await system.generate({ prompt }, { idempotencyKey: 'one' })
    clock.shift(DAY_MS - 10_000)
    expect(await system.generate({ prompt }, { idempotencyKey: 'one' })).toEqual(first)
    clock.shift(20_000)
    const next = await system.generate({ prompt: `${prompt}, again` }, { idempotencyKey: 'one' })
    expect(next.session_id).not.toBe(first.session_id)
  })

  it('still answers when the session was removed meanwhile', async () => {
    const clock = shiftedClock()
    const system = await openSystem({ worker: false, clock })
    const first = await system.generate({ prompt }, { idempotencyKey: 'one' })
    await system.cancel(first.session_id)
    clock.shift(3_600_000)
    expect((await system.cleanup({ maxAgeHours: 0 })).cleaned_count).toBe(1)
    expect(await system.generate({ prompt }, { idempotencyKey: 'one' })).toEqual(first)
  })

  it('is removed by a cleanup when it is a day old', async () => {
    const dataDirectory = temporaryDirectory()
    const clock = shiftedClock()
    const system = await openSystem({ worker: false, dataDirectory, clock })
    await system.generate({ prompt }, { idempotencyKey: 'one' })
    const other = new Database(join(dataDirectory, 'mavs.sqlite'), { readonly: true })
    afterTest(() => void other.close())
    const count = () => other.prepare('SELECT count(*) FROM idempotency_keys').pluck().get()
    await system.cleanup()
    expect(count()).toBe(1)
    clock.shift(DAY_MS)
    await system.cleanup()
    expect(count()).toBe(0)
  })

  it('works for batches, of which it compares each request', async () => {
    const system = await openSystem({ worker: false })
    const requests = [{ prompt }, { prompt: 'short' }]
    const first = await system.generateBatch(requests, { idempotencyKey: 'one' })
    await system.cancelBatch(first.batch_id)
    expect(await system.generateBatch(requests, { idempotencyKey: 'one' })).toEqual(first)
    expect((await system.list()).total_count).toBe(1)
    const others = [
      system.generateBatch([{ prompt }, { prompt: 'brief' }], { idempotencyKey: 'one' }),
      system.generateBatch([{ prompt }], { idempotencyKey: 'one' }),
      system.generateBatch([{ prompt }], { idempotencyKey: 'one', atomic: true }),
      system.generate({ prompt }, { idempotencyKey: 'one' }),
    ]
    for (const other of others) await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' })
  })

  it.each(['', 'x'.repeat(256), 'schlüssel', 'a\nb'])('must be printable ASCII of some length: %j', async (key) => {
    const dataDirectory = temporaryDirectory()
    const system = await openSystem({ worker: false, dataDirectory })
    const calls = [
      system.generate({ prompt }, { idempotencyKey: key }),
      system.generateBatch([{ prompt }], { idempotencyKey: key }),
    ]
    for (const call of calls) {
      await expect(call).rejects.toMatchObject({
        code: 'REQUEST_INVALID',
        message: expect.stringContaining('1 to 255 printable ASCII characters'),
      })
    }
    expect(existsSync(join(dataDirectory, 'sessions'))).toBe(false)
  })
})
