import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BATCH_LIMIT, BatchDocument, VideoError } from '@mavs/core'
import { sampleAgents, sampleAgentsPlugin } from '@mavs/core/testing'
import { gate, openSystem, shiftedClock, temporaryDirectory, untilAborted } from '../support.ts'

const prompt = 'Explain the water cycle'
const good = { prompt }
const bad = { prompt: 'short' }

const copies = <Value>(count: number, value: Value): Value[] => Array.from({ length: count }, () => value)

describe('a batch', () => {
  it('becomes a session for each request, all of which complete', async () => {
    const system = await openSystem({ concurrency: 2 })
    const requests = [good, { ...good, style: 'casual' }, { ...good, duration_preference: 90 }]
    const batch = BatchDocument.parse(await system.generateBatch(requests, { userId: 'ada' }))
    expect(batch).toMatchObject({
      status: 'processing',
      progress: 0,
      total_count: 3,
      accepted_count: 3,
      rejected_count: 0,
      user_id: 'ada',
    })
    expect(batch.items.map(({ index, status }) => `${index} ${status}`)).toEqual(['0 queued', '1 queued', '2 queued'])
    for (const { session_id: id } of batch.items) {
      expect((await system.wait(id!)).request_details.user_id).toBe('ada')
    }
    const done = BatchDocument.parse(await system.batch(batch.batch_id))
    expect(done).toMatchObject({ status: 'completed', progress: 1, created_at: batch.created_at })
    expect(done.items.map(({ status, progress }) => [status, progress])).toEqual(copies(3, ['completed', 1]))
  })

  it('files the good requests in their order and tells the wrong ones by index, with the reason', async () => {
    const system = await openSystem({ worker: false })
    const batch = BatchDocument.parse(
      await system.generateBatch([good, bad, 'nonsense', { ...good, prompt: `${prompt}, again` }]),
    )
    expect(batch).toMatchObject({ status: 'processing', total_count: 4, accepted_count: 2, rejected_count: 2 })
    expect(batch.items.map(({ status }) => status)).toEqual(['queued', 'rejected', 'rejected', 'queued'])
    expect(batch.items[1]).toMatchObject({
      session_id: null,
      error: expect.stringContaining('Prompt must be between 10 and 2000 characters'),
    })
    const listed = await system.list()
    expect(listed.sessions.map(({ session_id: id }) => id)).toEqual([
      batch.items[3]!.session_id,
      batch.items[0]!.session_id,
    ])
    expect(await system.batch(batch.batch_id)).toEqual(batch)
  })

  it('is checked as a single request is, by the agents too', async () => {
    const sample = sampleAgents()
    const check = async (request: { readonly voice_preference: string }) => {
      if (request.voice_preference === 'nobody') throw new VideoError('VOICE_UNKNOWN', 'No voice is called "nobody".')
      if (request.voice_preference === 'broken') throw new Error('out of reach')
    }
    const system = await openSystem({
      worker: false,
      plugins: [sampleAgentsPlugin({ audio: { ...sample.audio, check } })],
    })
    const batch = await system.generateBatch([good, { ...good, voice_preference: 'nobody' }])
    expect(batch.items[1]).toMatchObject({ status: 'rejected', error: 'No voice is called "nobody".' })
    // What is not the request's fault is no answer about the request.
    const broken = system.generateBatch([good, { ...good, voice_preference: 'broken' }])
    await expect(broken).rejects.toMatchObject({ code: 'PROVIDER_FAILED' })
    expect((await system.list()).total_count).toBe(1)
  })

  it('files nothing when it is atomic and one request is wrong, and names each wrong field', async () => {
    const dataDirectory = temporaryDirectory()
    const system = await openSystem({ worker: false, dataDirectory })
    const failing = system.generateBatch([good, bad, { ...good, colour: 'red', style: 'baroque' }], { atomic: true })
    const error = await failing.catch((thrown: unknown) => thrown as VideoError)
    expect(error).toMatchObject({ code: 'BATCH_INVALID', message: expect.stringContaining('2 of 3 requests') })
    expect((error as VideoError).details.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: 'batch_requests.1.prompt' }),
        expect.objectContaining({ path: 'batch_requests.2.style' }),
        expect.objectContaining({ path: 'batch_requests.2.colour' }),
      ]),
    )
    expect((await system.list()).total_count).toBe(0)
    expect(existsSync(join(dataDirectory, 'sessions'))).toBe(false)
    expect((await system.generateBatch([good, good], { atomic: true })).accepted_count).toBe(2)
  })

  it.each([0, BATCH_LIMIT + 1])('is refused with %i requests', async (count) => {
    const system = await openSystem({ worker: false })
    await expect(system.generateBatch(copies(count, good))).rejects.toMatchObject({
      code: 'BATCH_INVALID',
      details: { errors: [{ path: 'batch_requests', message: `must hold 1 to 100 requests (got ${count})` }] },
    })
  })

  it(`takes ${BATCH_LIMIT} requests`, async () => {
    const dataDirectory = temporaryDirectory()
    const system = await openSystem({ worker: false, dataDirectory })
    const batch = await system.generateBatch(copies(BATCH_LIMIT, good))
    expect(batch.accepted_count).toBe(BATCH_LIMIT)
    expect(readdirSync(join(dataDirectory, 'sessions'))).toHaveLength(BATCH_LIMIT)
  })

  it('has failed when nothing of it could be filed', async () => {
    const system = await openSystem({ worker: false })
    const batch = await system.generateBatch([bad, bad])
    expect(batch).toMatchObject({ status: 'failed', progress: 0, accepted_count: 0, rejected_count: 2 })
    expect(await system.batch(batch.batch_id)).toEqual(batch)
  })

  it('ends when all of it ended: failed when a session failed', async () => {
    const sample = sampleAgents()
    const plugin = sampleAgentsPlugin({
      research: {
        name: 'sometimes',
        research: async (input, context) => {
          if (input.request.style === 'casual') throw new VideoError('SOURCE_INVALID', 'holds no text')
          return sample.research.research(input, context)
        },
      },
    })
    const system = await openSystem({ plugins: [plugin] })
    const { batch_id: id } = await system.generateBatch([good, { ...good, style: 'casual' }])
    await system.idle()
    const batch = await system.batch(id)
    expect(batch).toMatchObject({ status: 'failed', progress: 1 })
    expect(batch.items.map(({ status, error }) => [status, error])).toEqual([
      ['completed', null],
      ['failed', 'holds no text'],
    ])
  })

  it('is cancelled as a whole: what ran, what waited, and nothing that has ended', async () => {
    const dataDirectory = temporaryDirectory()
    const begun = gate()
    const sample = sampleAgents()
    const plugin = sampleAgentsPlugin({
      research: {
        name: 'gated',
        research: async (input, context) => {
          if (input.request.style === 'casual') return sample.research.research(input, context)
          begun.open()
          return untilAborted(context.signal)
        },
      },
    })
    const system = await openSystem({ dataDirectory, plugins: [plugin] })
    const { batch_id: id, items } = await system.generateBatch([{ ...good, style: 'casual' }, good, good])
    const ids = items.map((item) => item.session_id!)
    await system.wait(ids[0]!)
    await begun.opened
    const cancelled = await system.cancelBatch(id)
    expect(cancelled).toMatchObject({ status: 'cancelled', progress: 1 })
    expect(cancelled.items.map(({ status }) => status)).toEqual(['completed', 'cancelled', 'cancelled'])
    expect(ids.map((session) => existsSync(join(dataDirectory, 'sessions', session)))).toEqual([true, false, false])
    expect(await system.cancelBatch(id)).toEqual(cancelled)
  })

  it('shows which of its sessions were removed, and goes with the last of them', async () => {
    const clock = shiftedClock()
    const system = await openSystem({ worker: false, clock })
    const { batch_id: id, items } = await system.generateBatch([good, good, bad])
    await system.cancel(items[0]!.session_id!)
    clock.shift(25 * 3_600_000)
    await system.cleanup()
    const left = await system.batch(id)
    expect(left).toMatchObject({ status: 'processing', accepted_count: 2 })
    expect(left.items.map(({ status }) => status)).toEqual(['removed', 'queued', 'rejected'])
    await system.cancelBatch(id)
    expect((await system.batch(id)).status).toBe('cancelled')
    clock.shift(25 * 3_600_000)
    await system.cleanup()
    await expect(system.batch(id)).rejects.toMatchObject({ code: 'BATCH_NOT_FOUND' })
  })

  it('is unknown by any other id', async () => {
    const system = await openSystem({ worker: false })
    for (const call of [system.batch('nobody'), system.cancelBatch('nobody')]) {
      await expect(call).rejects.toMatchObject({
        code: 'BATCH_NOT_FOUND',
        message: expect.stringContaining('"nobody"'),
      })
    }
  })
})
