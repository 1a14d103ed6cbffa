import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { STAGES, type Plugin, type VideoSystem } from '@mavs/core'
import { sampleAgents, sampleAgentsPlugin } from '@mavs/core/testing'
import { countedAgentsPlugin } from '../counted-agents.ts'
import { afterTest, gate, openSystem, shiftedClock, temporaryDirectory, untilAborted } from '../support.ts'

const prompt = 'Explain the water cycle'
const CHILD = fileURLToPath(new URL('./slow-child.ts', import.meta.url))
const ALL_CALLS = STAGES.flatMap((stage) => ['one', 'two', 'three'].map((scene) => `${stage}/${scene}`)).toSorted()

const linesOf = (log: string): string[] =>
  existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').filter(Boolean) : []

/** A process with a worker whose agents stop after the call `pauseAfter` until they are aborted or continued. */
function startChild(dataDirectory: string, log: string, pauseAfter: string): ChildProcess {
  const child = spawn(process.execPath, ['--conditions=@mavs/source', CHILD, dataDirectory, log, pauseAfter], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  afterTest(() => void child.kill('SIGKILL'))
  return child
}

/** Sample agents of which the audio agent waits until it is aborted, and then ends only after a while. */
function stuckAgents(): { readonly plugin: Plugin; readonly begun: Promise<void>; readonly aborted: Promise<void> } {
  const [begun, aborted] = [gate(), gate()]
  const plugin = sampleAgentsPlugin({
    audio: {
      name: 'stuck',
      async narrate(_input, { signal, artifacts }) {
        begun.open()
        await untilAborted(signal).catch(() => aborted.open())
        // A tool that was just writing when it was stopped.
        await delay(300)
        await artifacts.write('audio/late.wav', 'late')
        throw signal.reason
      },
    },
  })
  return { plugin, begun: begun.opened, aborted: aborted.opened }
}

/** Waits until nothing is left to be written, so that only the worker's own watch can notice a cancel. */
const untilQuiet = (system: VideoSystem, id: string, audioProgress: number) =>
  vi.waitFor(
    async () => {
      const { stage_details: stages } = await system.progress(id)
      expect(stages.asset_sourcing?.end_time).toBeTruthy()
      expect(stages.audio_generation?.progress).toBe(audioProgress)
    },
    { timeout: 10_000 },
  )

describe('cancel', () => {
  it('reaches the agent, ends the session and removes its files', async () => {
    const dataDirectory = temporaryDirectory()
    const { plugin, begun, aborted } = stuckAgents()
    const system = await openSystem({ dataDirectory, plugins: [plugin] })
    const { session_id: id } = await system.generate({ prompt })
    await begun
    await untilQuiet(system, id, 0)
    const waiting = expect(system.wait(id)).rejects.toMatchObject({ code: 'SESSION_CANCELLED' })
    const startedAt = performance.now()
    const cancelling = system.cancel(id)
    await aborted
    expect(performance.now() - startedAt).toBeLessThan(1000)
    const cancelled = await cancelling
    expect(cancelled).toMatchObject({ status: 'cancelled', stage: 'audio_generation', estimated_completion: null })
    expect(existsSync(join(dataDirectory, 'sessions', id))).toBe(false)
    await waiting
  })

  it('keeps the files when asked to, and changes nothing the second time', async () => {
    const dataDirectory = temporaryDirectory()
    const { plugin, begun } = stuckAgents()
    const system = await openSystem({ dataDirectory, plugins: [plugin] })
    const { session_id: id } = await system.generate({ prompt })
    await begun
    const first = await system.cancel(id, { keepFiles: true })
    expect(await system.cancel(id)).toEqual(first)
    expect(existsSync(join(dataDirectory, 'sessions', id, 'script.json'))).toBe(true)
  })

  it('leaves a completed session as it is', async () => {
    const system = await openSystem()
    const { session_id: id } = await system.generate({ prompt })
    const done = await system.wait(id)
    expect(await system.cancel(id)).toEqual(done)
    expect((await system.open(id, 'video')).sizeBytes).toBeGreaterThan(0)
  })

  it('takes a queued session out of the queue', async () => {
    const system = await openSystem({ worker: false })
    const { session_id: id } = await system.generate({ prompt })
    expect((await system.cancel(id)).status).toBe('cancelled')
    await system.idle()
  })

  it('reaches a worker in another process within a second', async () => {
    const dataDirectory = temporaryDirectory()
    const log = join(dataDirectory, 'calls.log')
    const client = await openSystem({ dataDirectory, plugins: [countedAgentsPlugin({ log })], worker: false })
    const { session_id: id } = await client.generate({ prompt })
    const child = startChild(dataDirectory, log, 'audio_generation/two')
    await untilQuiet(client, id, 0.4)
    const cancelledAt = performance.now()
    expect((await client.cancel(id)).status).toBe('cancelled')
    await vi.waitFor(() => expect(linesOf(log)).toContain('aborted'), { timeout: 5000, interval: 20 })
    expect(performance.now() - cancelledAt).toBeLessThan(1000)
    // The child's queue is empty now, so it ends by itself.
    expect((await once(child, 'exit'))[0]).toBe(0)
    expect(existsSync(join(dataDirectory, 'sessions', id))).toBe(false)
    expect((await client.status(id)).status).toBe('cancelled')
  })
})

describe('close', () => {
  it('hands a running session back, and another system goes on where it stopped', async () => {
    const dataDirectory = temporaryDirectory()
    const log = join(dataDirectory, 'calls.log')
    const paused = gate()
    const onFinished = async (name: string, signal: AbortSignal) => {
      if (name !== 'video_assembly/two') return
      paused.open()
      await untilAborted(signal)
    }
    const first = await openSystem({ dataDirectory, plugins: [countedAgentsPlugin({ log, onFinished })] })
    const { session_id: id } = await first.generate({ prompt })
    await paused.opened
    const before = await first.status(id)
    expect(before.status).toBe('processing')
    await first.close()

    const client = await openSystem({ dataDirectory, plugins: [countedAgentsPlugin({ log })], worker: false })
    const waiting = await client.status(id)
    expect(waiting).toMatchObject({ status: 'queued', stage: 'initializing', error_message: null })
    expect(waiting.progress).toBeGreaterThanOrEqual(before.progress)
    expect(waiting.progress).toBeGreaterThan(0.7)
    const second = await openSystem({ dataDirectory, plugins: [countedAgentsPlugin({ log })] })
    expect((await second.wait(id)).status).toBe('completed')
    expect(linesOf(log).toSorted()).toEqual(ALL_CALLS)
  })

  it('ends every call that waits, and refuses new ones', async () => {
    const { plugin, begun } = stuckAgents()
    const system = await openSystem({ plugins: [plugin] })
    const { session_id: id } = await system.generate({ prompt })
    await begun
    const calls = [system.wait(id), system.idle(), system.events(id)[Symbol.asyncIterator]().next()]
    const ended = Promise.allSettled(calls)
    await system.close()
    await system.close()
    const closed = { code: 'SYSTEM_CLOSED' }
    expect((await ended).slice(0, 2)).toMatchObject([{ reason: closed }, { reason: closed }])
    await expect(system.generate({ prompt })).rejects.toMatchObject(closed)
    await expect(system.status(id)).rejects.toMatchObject(closed)
    await expect(system.diagnose()).rejects.toMatchObject(closed)
  })

  it('leaves nothing behind that keeps the process alive', async () => {
    const dataDirectory = temporaryDirectory()
    const log = join(dataDirectory, 'calls.log')
    const client = await openSystem({ dataDirectory, plugins: [countedAgentsPlugin({ log })], worker: false })
    await client.generate({ prompt })
    const [code] = (await once(startChild(dataDirectory, log, 'nothing'), 'exit')) as [number]
    expect(code).toBe(0)
    expect(linesOf(log).toSorted()).toEqual(ALL_CALLS)
  })
})

describe('two workers on one data directory', () => {
  it('share the sessions, each of which is worked on once', async () => {
    const dataDirectory = temporaryDirectory()
    const logs: string[] = []
    const options = { dataDirectory, concurrency: 2 }
    const plugin = () =>
      sampleAgentsPlugin({
        research: {
          name: 'logging',
          async research(input, context) {
            logs.push(context.sessionId)
            return sampleAgents().research.research(input, context)
          },
        },
      })
    const one = await openSystem({ ...options, plugins: [plugin()] })
    const two = await openSystem({ ...options, plugins: [plugin()] })
    const ids: string[] = []
    for (let count = 0; count < 6; count += 1) ids.push((await one.generate({ prompt, seed: count })).session_id)
    await Promise.all(ids.map((id) => two.wait(id)))
    expect(logs.toSorted()).toEqual(ids.toSorted())
  })

  it('leave a session alone that needs other plugins, and say so', async () => {
    const dataDirectory = temporaryDirectory()
    const client = await openSystem({ dataDirectory, worker: false, offline: true })
    const { session_id: id } = await client.generate({ prompt })
    const worker = await openSystem({ dataDirectory })
    await worker.idle()
    expect((await worker.status(id)).status).toBe('queued')
    const finding = (await worker.diagnose()).find(({ name }) => name === 'queue')
    expect(finding).toMatchObject({ status: 'warning', message: expect.stringContaining('sample-agents@1.0.0') })
  })

  it('shut a process out that slept past its lease', async () => {
    const dataDirectory = temporaryDirectory()
    const log = join(dataDirectory, 'calls.log')
    const plugins = [countedAgentsPlugin({ log })]
    const client = await openSystem({ dataDirectory, plugins, worker: false })
    const { session_id: id } = await client.generate({ prompt })
    const sleeper = startChild(dataDirectory, log, 'scripting/two')
    await once(sleeper.stdout!, 'data')
    sleeper.kill('SIGSTOP')
    const worker = await openSystem({ dataDirectory, plugins, leaseMs: 300 })
    const done = await worker.wait(id)
    const eventsOf = async () => {
      const types: string[] = []
      for await (const event of client.events(id)) types.push(event.type)
      return types
    }
    const before = await eventsOf()
    sleeper.kill('SIGCONT')
    expect((await once(sleeper, 'exit'))[0]).toBe(0)
    expect(linesOf(log)).toContain('aborted')
    expect(await client.status(id)).toEqual(done)
    expect(await eventsOf()).toEqual(before)
    expect(
      linesOf(log)
        .filter((line) => line !== 'aborted')
        .toSorted(),
    ).toEqual(ALL_CALLS)
  })
})

describe('full disk', () => {
  it('puts the session back into the queue with the reason, and resumes it when there is space', async () => {
    const dataDirectory = temporaryDirectory()
    const log = join(dataDirectory, 'calls.log')
    const clock = shiftedClock()
    let isFull = true
    const onFinished = (name: string) => {
      if (isFull && name === 'video_assembly/two') {
        throw new Error('ffmpeg failed', { cause: Object.assign(new Error('write'), { code: 'ENOSPC' }) })
      }
    }
    const system = await openSystem({ dataDirectory, clock, plugins: [countedAgentsPlugin({ log, onFinished })] })
    const { session_id: id } = await system.generate({ prompt })
    await expect(system.wait(id)).rejects.toMatchObject({
      code: 'DISK_FULL',
      message: expect.stringContaining('resumes'),
    })
    await vi.waitFor(async () => {
      expect(await system.status(id)).toMatchObject({
        status: 'queued',
        error_message: expect.stringContaining('No space is left'),
      })
    })
    await system.idle()
    isFull = false
    clock.shift(61_000)
    await vi.waitFor(async () => expect((await system.status(id)).status).toBe('completed'), { timeout: 5000 })
    expect((await system.status(id)).error_message).toBeNull()
    expect(linesOf(log).toSorted()).toEqual(ALL_CALLS)
  })
})
