import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { createClient, type MavsClient } from '@mavs/client'
import { downloadInto } from '@mavs/client/node'
import { sampleAgents } from '@mavs/core/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createGate, serve, videoBytes, type Serving } from '../server/serving.ts'

const VIDEO = videoBytes(20_000_000)
const UNKNOWN = '00000000-0000-4000-8000-000000000000'
let gate = createGate()
let server: Serving
let client: MavsClient

/** A session whose prompt begins with "Wait" waits for the gate; one with "Large" has a large video. */
beforeAll(async () => {
  const { script, assembly } = sampleAgents()
  server = await serve({
    agents: {
      script: {
        name: 'gated',
        async write(input, context) {
          if (input.request.prompt.startsWith('Wait')) await Promise.race([gate.opened, aborted(context.signal)])
          return script.write(input, context)
        },
      },
      assembly: {
        name: 'large',
        async assemble(input, context) {
          const result = await assembly.assemble(input, context)
          if (input.request.prompt.startsWith('Large')) await context.artifacts.write('video.mp4', VIDEO)
          return result
        },
      },
    },
  })
  client = createClient({ baseUrl: server.address, retryDelayMs: 20 })
})
beforeEach(() => {
  gate.open()
  gate = createGate()
})
afterAll(async () => {
  gate.open()
  await server.close()
  expect(server.violations).toEqual([])
})

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })

const complete = async (prompt: string): Promise<string> => {
  const { session_id: id } = await client.generate({ prompt })
  await client.wait(id, { pollMs: 50 })
  return id
}

const inScripting = async (id: string): Promise<void> => {
  while ((await client.status(id)).stage !== 'scripting') await delay(10)
}

describe('a client with a server', () => {
  it('asks for a video, follows it and fetches it with its captions', async () => {
    const answer = await client.generate({ prompt: 'How bees find their way home', style: 'casual' })
    expect(answer.status).toBe('queued')
    const types: string[] = []
    const session = await client.wait(answer.session_id, { onEvent: ({ type }) => types.push(type) })
    expect(session).toMatchObject({ status: 'completed', progress: 1, request_details: { style: 'casual' } })
    expect(types[0]).toBe('session-start')
    expect(types.at(-1)).toBe('session-end')
    expect((await client.progress(answer.session_id)).overall_progress).toBe(1)
    expect(await client.captions(answer.session_id)).toBe('captions.vtt\n')
    expect(await client.captions(answer.session_id, 'srt')).toBe('captions.srt\n')
    const { stream, sizeBytes, contentType } = await client.download(answer.session_id)
    expect(contentType).toBe('video/mp4')
    const video = await buffer(stream)
    expect(video).toHaveLength(sizeBytes!)
    const { path } = await server.system.open(answer.session_id, 'video')
    expect(video.equals(readFileSync(path))).toBe(true)
    const linked = await fetch(client.address(answer.session_id))
    expect(linked.status).toBe(200)
    await linked.body?.cancel()
  })

  it('saves each file that a session delivers under the name that the library gives it', async () => {
    const id = await complete('A video with all its files')
    const directory = mkdtempSync(join(tmpdir(), 'mavs-client-'))
    for (const artifact of ['video', 'srt', 'vtt', 'ass', 'thumbnail', 'chapters', 'credits', 'manifest'] as const) {
      const path = await downloadInto(client, id, directory, { artifact })
      const original = await server.system.open(id, artifact)
      expect(readFileSync(path).equals(readFileSync(original.path)), artifact).toBe(true)
    }
    rmSync(directory, { recursive: true })
  })

  it('goes on with a download after the network broke, again and again', async () => {
    const id = await complete('Large enough to break')
    const { stream, sizeBytes } = await client.download(id)
    const chunks: Uint8Array[] = []
    let received = 0
    let breaks = 0
    for await (const chunk of stream) {
      chunks.push(chunk)
      received += chunk.byteLength
      if (received > (breaks + 1) * 4_000_000 && breaks < 4) {
        breaks++
        server.breakConnections()
      }
    }
    expect(breaks).toBe(4)
    expect(sizeBytes).toBe(VIDEO.length)
    expect(Buffer.concat(chunks).equals(VIDEO)).toBe(true)
  })

  it('hears every event once though the network broke', async () => {
    const { session_id: id } = await client.generate({ prompt: 'Wait for the gate, please' })
    await inScripting(id)
    const heard: number[] = []
    for await (const event of client.events(id)) {
      heard.push(event.number)
      if (event.type === 'stage-start' && event.stage === 'scripting') {
        server.breakConnections()
        gate.open()
      }
    }
    expect(heard.length).toBeGreaterThan(5)
    expect(heard).toEqual(heard.map((_number, index) => index + 1))
  })

  it('lists, page after page', async () => {
    const ids: string[] = []
    for await (const session of client.sessions({ page_size: 2, status: 'completed' })) ids.push(session.session_id)
    const { sessions, total_count: total } = await client.list({ status: 'completed', page_size: 100 })
    expect(total).toBeGreaterThan(2)
    expect(ids).toEqual(sessions.map(({ session_id: id }) => id))
  })

  it('cancels, and waiting for it says so', async () => {
    const { session_id: id } = await client.generate({ prompt: 'Wait to be cancelled' })
    await inScripting(id)
    const waiting = expect(client.wait(id)).rejects.toMatchObject({ code: 'SESSION_CANCELLED' })
    expect(await client.cancel(id, { keepFiles: true })).toMatchObject({ session_id: id })
    await waiting
    expect((await client.status(id)).status).toBe('cancelled')
  })

  it('files a request once under one key, and is refused another request under it', async () => {
    const options = { idempotencyKey: 'only-once' }
    const first = await client.generate({ prompt: 'The same video once' }, options)
    expect(await client.generate({ prompt: 'The same video once' }, options)).toEqual(first)
    await expect(client.generate({ prompt: 'Quite another video' }, options)).rejects.toMatchObject({ status: 409 })
  })

  it('files batches, and is told which request was wrong', async () => {
    const batch = await client.generateBatch([{ prompt: 'First of the batch' }, { prompt: 'short' }])
    expect(batch).toMatchObject({ total_count: 2, accepted_count: 1, rejected_count: 1 })
    expect(batch.items[1]).toMatchObject({ index: 1, status: 'rejected', session_id: null })
    expect((await client.batch(batch.batch_id)).batch_id).toBe(batch.batch_id)
    expect((await client.cancelBatch(batch.batch_id)).batch_id).toBe(batch.batch_id)
  })

  it('asks for health, numbers, webhooks and a cleanup', async () => {
    const id = await complete('A video to be counted')
    expect((await client.health()).status).not.toBe('unhealthy')
    expect((await client.stats()).total_sessions).toBeGreaterThan(0)
    expect(await client.webhookDeliveries(id)).toEqual([])
    expect(await client.cleanup({ maxAgeHours: 48, dryRun: true })).toMatchObject({
      cleaned_count: 0,
      max_age_hours: 48,
    })
  })

  it('is told what was wrong, by field, and under which name the log has it', async () => {
    await expect(client.generate({ prompt: 'short' })).rejects.toMatchObject({
      status: 400,
      code: 'REQUEST_INVALID',
      errors: [{ path: 'prompt' }],
      requestId: expect.stringMatching(/./),
    })
    await expect(client.status(UNKNOWN)).rejects.toMatchObject({ status: 404, code: 'SESSION_NOT_FOUND' })
    await expect(client.events(UNKNOWN)[Symbol.asyncIterator]().next()).rejects.toMatchObject({ status: 404 })
    await expect(client.cleanup({ maxAgeHours: 0 })).rejects.toMatchObject({ status: 422 })
  })
})

describe('a client with a server that asks who it is', () => {
  it('shows its key, and is refused without one', async () => {
    const guarded = await serve({ server: { authentication: { keys: true } } })
    const { key } = await guarded.system.keys.create({ name: 'test', user_id: 'anna' })
    const known = createClient({ baseUrl: guarded.address, apiKey: key })
    const { session_id: id } = await known.generate({ prompt: 'A video of my own' })
    expect((await known.wait(id)).request_details.user_id).toBe('anna')
    await expect(createClient({ baseUrl: guarded.address }).list()).rejects.toMatchObject({ status: 401 })
    await expect(known.cleanup()).rejects.toMatchObject({ status: 403 })
    await guarded.close()
  })

  it('signs what it sends where that is asked for, each try anew', async () => {
    const guarded = await serve({ server: { authentication: { keys: true, signatures: {} } } })
    const { key, document } = await guarded.system.keys.create({ name: 'test', user_id: 'anna', scopes: ['admin'] })
    const signingSecret = await guarded.system.keys.signingSecret(document.key_id)
    let tries = 0
    const signing = createClient({
      baseUrl: guarded.address,
      apiKey: key,
      signingSecret,
      retryDelayMs: 5,
      // The answer to the first try is lost on its way.
      fetch: async (input, init) => {
        const response = await fetch(input, init)
        if (tries++ > 0) return response
        await response.body?.cancel()
        throw new TypeError('network')
      },
    })
    const { session_id: id } = await signing.generate({ prompt: 'A video that is signed, ünd more' })
    expect(tries).toBe(2)
    expect((await signing.list()).total_count).toBe(1)
    expect(await signing.cancel(id, { keepFiles: true })).toMatchObject({ session_id: id })
    expect(await signing.cleanup({ maxAgeHours: 5, dryRun: true })).toMatchObject({ cleaned_count: 0 })
    const unsigned = createClient({ baseUrl: guarded.address, apiKey: key })
    await expect(unsigned.cancel(id)).rejects.toMatchObject({ status: 401, code: 'SIGNATURE_MISSING' })
    await guarded.close()
  })
})
