import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import {
  ListDocument,
  ProgressDocument,
  SessionDocument,
  SessionEvent,
  StatsDocument,
  VideoError,
  type NumberedEvent,
} from '@mavs/core'
import { sampleAgents, sampleAgentsPlugin } from '@mavs/core/testing'
import { gate, openSystem, shiftedClock, temporaryDirectory, untilAborted } from '../support.ts'

const prompt = 'Explain the water cycle'

/** Sample agents of which the research agent waits for a switch. */
function gatedAgents() {
  const { opened, open } = gate()
  const begun = gate()
  const sample = sampleAgents()
  const plugin = sampleAgentsPlugin({
    research: {
      name: 'gated',
      async research(input, context) {
        begun.open()
        await Promise.race([opened, untilAborted(context.signal)])
        return sample.research.research(input, context)
      },
    },
  })
  return { plugin, open, begun: begun.opened }
}

async function collect(events: AsyncIterable<NumberedEvent>): Promise<NumberedEvent[]> {
  const list: NumberedEvent[] = []
  for await (const event of events) list.push(event)
  return list
}

describe('video system', () => {
  it('takes a request to a completed session with documents of their schemas', async () => {
    const system = await openSystem()
    const queued = SessionDocument.parse(await system.generate({ prompt, user_id: 'ada' }))
    expect(queued).toMatchObject({ status: 'queued', stage: 'initializing', progress: 0, error_message: null })
    expect(Date.parse(queued.estimated_completion!)).toBeGreaterThan(Date.parse(queued.created_at))
    const done = SessionDocument.parse(await system.wait(queued.session_id))
    expect(done).toMatchObject({ status: 'completed', stage: 'completed', progress: 1, estimated_completion: null })
    expect(done.request_details).toMatchObject({ prompt, user_id: 'ada', quality: 'high', seed: expect.any(Number) })
    const progress = ProgressDocument.parse(await system.progress(queued.session_id))
    expect(Object.keys(progress.stage_details)).toHaveLength(6)
    expect(progress.estimated_completion).toBeNull()
  })

  it('gives the same request the same seed, whoever asks', async () => {
    const system = await openSystem({ worker: false })
    const seedOf = async (request: Parameters<typeof system.generate>[0]) =>
      (await system.generate(request)).request_details.seed
    expect(await seedOf({ prompt, user_id: 'ada' })).toBe(await seedOf({ prompt, style: 'professional' }))
    expect(await seedOf({ prompt })).not.toBe(await seedOf({ prompt, style: 'casual' }))
    expect(await seedOf({ prompt, seed: 7 })).toBe(7)
  })

  it('does not put given texts into the session, only into its files', async () => {
    const system = await openSystem({ worker: false })
    const sources = [{ name: 'notes.md', text: 'A long text' }]
    const session = await system.generate({ prompt, sources, script: { name: 'script.md', text: '# Script' } })
    expect(session.request_details).not.toHaveProperty('sources')
    const stored = await system.open(session.session_id, 'request.json')
    expect(stored.sizeBytes).toBeGreaterThan(100)
  })

  it.each([
    [{ prompt: 'short' }, /Prompt must be between 10 and 2000 characters \(got "short"\)/],
    [{ prompt, duration_preference: 5 }, /duration_preference/],
    [{ prompt, duration_preference: 12.5 }, /duration_preference/],
    [{ prompt, style: 'baroque' }, /style.*got "baroque"/],
    [{ prompt, colour: 'red' }, /colour/],
  ])('refuses %j and files nothing', async (request, message) => {
    const dataDirectory = temporaryDirectory()
    const system = await openSystem({ dataDirectory, worker: false })
    await expect(system.generate(request as { prompt: string })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      message: expect.stringMatching(message),
    })
    expect((await system.list()).total_count).toBe(0)
    expect(existsSync(join(dataDirectory, 'sessions'))).toBe(false)
  })

  it('replays events from any number, each once, in order, ending with the session', async () => {
    const system = await openSystem()
    const { session_id: id } = await system.generate({ prompt })
    const live = await collect(system.events(id))
    for (const { number, ...event } of live) expect([number, SessionEvent.parse(event)]).toBeTruthy()
    expect(live.map(({ number }) => number)).toEqual(live.map((_event, index) => index + 1))
    expect(live.at(0)?.type).toBe('session-start')
    expect(live.at(-1)).toMatchObject({ type: 'session-end', status: 'completed', errorMessage: null })
    expect(await collect(system.events(id))).toEqual(live)
    expect(await collect(system.events(id, { after: 5 }))).toEqual(live.slice(5))
    expect(await collect(system.events(id, { after: live.length }))).toEqual([])
  })

  it('lets a caller leave the events and the wait', async () => {
    const { plugin } = gatedAgents()
    const system = await openSystem({ plugins: [plugin] })
    const { session_id: id } = await system.generate({ prompt })
    const controller = new AbortController()
    const events = collect(system.events(id, { signal: controller.signal }))
    const waiting = system.wait(id, { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(events).rejects.toThrow('enough')
    await expect(waiting).rejects.toThrow('enough')
  })

  it('says that a session is unknown, at every door', async () => {
    const system = await openSystem({ worker: false })
    const calls = [
      system.status('nobody'),
      system.progress('nobody'),
      system.wait('nobody'),
      system.cancel('nobody'),
      system.open('nobody', 'video'),
      collect(system.events('nobody')),
    ]
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' })
  })

  it('fails a session with the reason of its agent', async () => {
    const research = async () => Promise.reject(new VideoError('SOURCE_INVALID', 'notes.md holds no text'))
    const system = await openSystem({ plugins: [sampleAgentsPlugin({ research: { name: 'research', research } })] })
    const { session_id: id } = await system.generate({ prompt })
    await expect(system.wait(id)).rejects.toMatchObject({
      code: 'SESSION_FAILED',
      message: 'notes.md holds no text',
      details: { code: 'SOURCE_INVALID' },
    })
    expect(await system.status(id)).toMatchObject({
      status: 'failed',
      stage: 'researching',
      error_message: 'notes.md holds no text',
      estimated_completion: null,
    })
    expect((await collect(system.events(id))).at(-1)).toMatchObject({ type: 'session-end', status: 'failed' })
  })

  it('lists sessions from the newest, by page, status and user', async () => {
    const system = await openSystem({ worker: false })
    const ids: string[] = []
    for (const user of ['ada', 'bob', 'ada']) ids.push((await system.generate({ prompt, user_id: user })).session_id)
    await system.cancel(ids[0]!)
    const idsOf = async (query: Parameters<typeof system.list>[0]) =>
      ListDocument.parse(await system.list(query)).sessions.map((session) => session.session_id)
    expect(await idsOf({})).toEqual([ids[2], ids[1], ids[0]])
    expect(await idsOf({ page: 2, page_size: 2 })).toEqual([ids[0]])
    expect(await idsOf({ user_id: 'ada' })).toEqual([ids[2], ids[0]])
    expect(await idsOf({ user_id: 'ada', status: 'queued' })).toEqual([ids[2]])
    expect(await system.list({ page: Number.MAX_SAFE_INTEGER, page_size: 100 })).toMatchObject({
      sessions: [],
      total_count: 3,
    })
    await expect(system.list({ page_size: 101 })).rejects.toMatchObject({ code: 'REQUEST_INVALID' })
  })

  it('counts what is there, and leaves zero counts out', async () => {
    const { plugin, begun } = gatedAgents()
    const system = await openSystem({ plugins: [plugin] })
    for (let count = 0; count < 3; count += 1) await system.generate({ prompt })
    await begun
    await system.cancel((await system.list({ status: 'queued' })).sessions[0]!.session_id)
    await vi.waitFor(async () => {
      expect(StatsDocument.parse(await system.stats())).toMatchObject({
        total_sessions: 3,
        active_sessions: 2,
        status_distribution: { processing: 1, queued: 1, cancelled: 1 },
        stage_distribution: { researching: 1, initializing: 1 },
        average_progress: 0,
        system_health: { status: 'healthy', details: { message: 'All systems operational' } },
      })
    })
  })

  it('works on as many sessions at once as it may', async () => {
    const { plugin, open } = gatedAgents()
    const system = await openSystem({ plugins: [plugin], concurrency: 2 })
    const ids: string[] = []
    for (let count = 0; count < 3; count += 1) ids.push((await system.generate({ prompt })).session_id)
    await vi.waitFor(async () => {
      expect((await system.stats()).status_distribution).toEqual({ processing: 2, queued: 1 })
    })
    open()
    for (const id of ids) await system.wait(id)
  })

  it('copies what a session delivers into the directory that was asked for', async () => {
    const system = await openSystem()
    const directory = join(temporaryDirectory(), 'videos')
    const { session_id: id } = await system.generate({ prompt }, { deliverTo: directory })
    await system.wait(id)
    const suffixes = ['.ass', '.chapters.txt', '.credits.md', '.manifest.json', '.mp4', '.png', '.srt', '.vtt']
    expect(readdirSync(directory).toSorted()).toEqual(suffixes.map((suffix) => `video_${id}${suffix}`))
  })

  it('refuses an output directory that cannot be written, before it files a session', async () => {
    const file = join(temporaryDirectory(), 'file')
    writeFileSync(file, '')
    const system = await openSystem({ worker: false })
    await expect(system.generate({ prompt }, { deliverTo: join(file, 'videos') })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    })
    expect((await system.list()).total_count).toBe(0)
  })

  it('completes with a warning when the output directory went away meanwhile', async () => {
    const { plugin, open, begun } = gatedAgents()
    const system = await openSystem({ plugins: [plugin] })
    const parent = join(temporaryDirectory(), 'videos')
    const { session_id: id } = await system.generate({ prompt }, { deliverTo: parent })
    await begun
    const { rmSync } = await import('node:fs')
    rmSync(parent, { recursive: true })
    writeFileSync(parent, 'in the way')
    open()
    expect((await system.wait(id)).warnings).toMatchObject([{ reason: 'not-delivered' }])
  })

  it('opens delivered files by name and other artifacts by key, in part or whole', async () => {
    const system = await openSystem()
    const { session_id: id } = await system.generate({ prompt })
    await system.wait(id)
    const video = await system.open(id, 'video')
    const read = async (range?: { start: number; end: number }) => {
      let text = ''
      for await (const chunk of video.stream(range)) text += String(chunk)
      return text
    }
    expect(await read()).toBe('a video for tests\n')
    expect(await read({ start: 2, end: 6 })).toBe('video')
    expect((await system.open(id, 'narration.json')).sizeBytes).toBeGreaterThan(10)
    await expect(system.open(id, 'nothing.txt')).rejects.toMatchObject({ code: 'SESSION_UNFINISHED' })
  })

  it('does not open the video of a session that has not ended', async () => {
    const system = await openSystem({ worker: false })
    const { session_id: id } = await system.generate({ prompt })
    await expect(system.open(id, 'video')).rejects.toMatchObject({
      code: 'SESSION_UNFINISHED',
      message: expect.stringContaining('queued'),
    })
  })

  it('cleans up only what has ended long enough ago, and nothing in a dry run', async () => {
    const clock = shiftedClock()
    const dataDirectory = temporaryDirectory()
    const { plugin, open, begun } = gatedAgents()
    const system = await openSystem({ dataDirectory, clock, plugins: [plugin], leaseMs: 400_000_000 })
    const running = (await system.generate({ prompt })).session_id
    await begun
    const cancelled = (await system.generate({ prompt })).session_id
    await system.cancel(cancelled, { keepFiles: true })
    expect((await system.cleanup({ maxAgeHours: 24 })).cleaned_count).toBe(0)
    clock.shift(25 * 3_600_000)
    const dry = await system.cleanup({ maxAgeHours: 24, dryRun: true })
    expect(dry).toEqual({ cleaned_count: 1, max_age_hours: 24, sessions: [cancelled] })
    expect(existsSync(join(dataDirectory, 'sessions', cancelled))).toBe(true)
    expect(await system.cleanup()).toEqual(dry)
    expect(existsSync(join(dataDirectory, 'sessions', cancelled))).toBe(false)
    await expect(system.status(cancelled)).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' })
    open()
    expect((await system.wait(running)).status).toBe('completed')
  })
})
