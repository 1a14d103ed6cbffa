import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { VideoError } from '@mavs/core'
import { sampleAgents, sampleAgentsPlugin } from '@mavs/core/testing'
import { checkMemory, checkSpace } from '../../../packages/core/src/sessions/overload.ts'
import { openSystem, temporaryDirectory } from '../support.ts'

const prompt = 'Explain the water cycle'

const copies = <Value>(count: number, value: Value): Value[] => Array.from({ length: count }, () => value)

const refusalOf = (call: Promise<unknown>): Promise<VideoError> =>
  call.then(
    () => Promise.reject(new Error('was accepted')),
    (error: unknown) => error as VideoError,
  )

describe('an overloaded system', () => {
  it('refuses what does not fit into the queue, files nothing of it, and says when to ask again', async () => {
    const dataDirectory = temporaryDirectory()
    const system = await openSystem({ worker: false, queueLimit: 2, dataDirectory })
    const ids = [await system.generate({ prompt }), await system.generate({ prompt })].map((one) => one.session_id)
    const error = await refusalOf(system.generate({ prompt }))
    expect(error).toMatchObject({ code: 'OVERLOADED', isRetryable: true, details: { queued: 2, limit: 2 } })
    expect(error.message).toContain('nothing was filed')
    expect(readdirSync(join(dataDirectory, 'sessions')).toSorted()).toEqual(ids.toSorted())
    await system.cancel(ids[0]!)
    expect((await system.generate({ prompt })).status).toBe('queued')
  })

  it('keeps half of the queue for other users', async () => {
    const system = await openSystem({ worker: false, queueLimit: 5 })
    const mine = { prompt, user_id: 'ada' }
    expect((await system.generateBatch(copies(3, mine))).accepted_count).toBe(3)
    expect(await refusalOf(system.generate(mine))).toMatchObject({
      code: 'OVERLOADED',
      details: { queued: 3, limit: 3 },
    })
    expect(await refusalOf(system.generateBatch([mine, { prompt }]))).toMatchObject({ code: 'OVERLOADED' })
    expect((await system.generate({ prompt, user_id: 'grace' })).status).toBe('queued')
    expect((await system.generate({ prompt })).status).toBe('queued')
    expect((await system.list()).total_count).toBe(5)
  })

  it('refuses a batch as a whole', async () => {
    const system = await openSystem({ worker: false, queueLimit: 3 })
    await system.generate({ prompt })
    expect(await refusalOf(system.generateBatch(copies(3, { prompt })))).toMatchObject({ code: 'OVERLOADED' })
    expect((await system.list()).total_count).toBe(1)
    expect((await system.generateBatch([{ prompt }, { prompt }])).accepted_count).toBe(2)
  })

  it('refuses before anybody looks at the request closely', async () => {
    let checks = 0
    const sample = sampleAgents()
    const check = async () => void (checks += 1)
    const plugins = [sampleAgentsPlugin({ audio: { ...sample.audio, check } })]
    const system = await openSystem({ worker: false, queueLimit: 1, plugins })
    await system.generate({ prompt })
    expect(checks).toBe(1)
    expect(await refusalOf(system.generate({ prompt }))).toMatchObject({ code: 'OVERLOADED' })
    expect(await refusalOf(system.generateBatch([{ prompt }]))).toMatchObject({ code: 'OVERLOADED' })
    expect(checks).toBe(1)
    // A wrong request is wrong, however much there is to do.
    expect(await refusalOf(system.generate({ prompt: 'short' }))).toMatchObject({ code: 'REQUEST_INVALID' })
  })

  it('holds the limit when many ask at once, in several processes', async () => {
    const dataDirectory = temporaryDirectory()
    const systems = await Promise.all([1, 2].map(() => openSystem({ worker: false, queueLimit: 5, dataDirectory })))
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_item, index) => systems[index % 2]!.generate({ prompt })),
    )
    const accepted = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.session_id] : []))
    expect(accepted).toHaveLength(5)
    for (const id of accepted) expect((await systems[0]!.status(id)).status).toBe('queued')
    expect(readdirSync(join(dataDirectory, 'sessions')).toSorted()).toEqual(accepted.toSorted())
  })

  it('tells the longer to wait the more there is to do, within bounds', async () => {
    const secondsOf = async (duration: number, adding: number) => {
      const system = await openSystem({ worker: false, queueLimit: 20 })
      const request = { prompt, duration_preference: duration }
      await system.generateBatch(copies(20, request))
      const { details } = await refusalOf(system.generateBatch(copies(adding, request)))
      return Number(details.retryAfterSeconds)
    }
    const [short, long, many, most] = [
      await secondsOf(10, 1),
      await secondsOf(60, 1),
      await secondsOf(60, 3),
      await secondsOf(600, 20),
    ]
    expect(short).toBeGreaterThanOrEqual(5)
    expect(long).toBeGreaterThan(short)
    expect(many).toBeGreaterThan(2 * long)
    expect(most).toBe(600)
  })

  it('still answers repeated calls', async () => {
    const system = await openSystem({ worker: false, queueLimit: 1 })
    const first = await system.generate({ prompt }, { idempotencyKey: 'one' })
    expect(await system.generate({ prompt }, { idempotencyKey: 'one' })).toEqual(first)
  })

  it('works through all that it has accepted', async () => {
    const system = await openSystem({ queueLimit: 4, concurrency: 2 })
    const accepted: string[] = []
    for (let count = 0; count < 12; count += 1) {
      const session = await system.generate({ prompt }).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'OVERLOADED' })
      })
      if (session !== undefined) accepted.push(session.session_id)
    }
    expect(accepted.length).toBeGreaterThanOrEqual(4)
    for (const id of accepted) expect((await system.wait(id)).status).toBe('completed')
  })

  it('refuses when the machine has too little memory', () => {
    expect(() => checkMemory(64 * 1024 * 1024)).not.toThrow()
    const refused = () => checkMemory(63 * 1024 * 1024)
    expect(refused).toThrow('63 MiB of memory left')
    expect(refused).toThrow(
      expect.objectContaining({ code: 'OVERLOADED', details: expect.objectContaining({ retryAfterSeconds: 30 }) }),
    )
  })

  it.runIf(existsSync('/proc'))('refuses when the disk has too little space', async () => {
    // A file system that never has any.
    await expect(checkSpace('/proc')).rejects.toMatchObject({ code: 'DISK_FULL', details: { freeBytes: 0 } })
    await checkSpace(temporaryDirectory())
  })

  it.each([0, -1, 1.5])('does not start with a queue of %d', async (queueLimit) => {
    await expect(openSystem({ queueLimit })).rejects.toMatchObject({ message: expect.stringContaining('queueLimit') })
  })
})
