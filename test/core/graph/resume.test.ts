import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { STAGES } from '@mavs/core'
import { openDatabase } from '../../../packages/core/src/sessions/database.ts'
import { countedAgentsPlugin } from '../counted-agents.ts'
import { openSystem, temporaryDirectory } from '../support.ts'

const CHILD = fileURLToPath(new URL('./killed-child.ts', import.meta.url))
const ALL_CALLS = STAGES.flatMap((stage) => ['one', 'two', 'three'].map((scene) => `${stage}/${scene}`)).toSorted()

const linesOf = (log: string): string[] =>
  existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').filter(Boolean) : []

async function runChild(dataDirectory: string, log: string, killAfter: string): Promise<string | null> {
  const child = spawn(process.execPath, ['--conditions=@mavs/source', CHILD, dataDirectory, log, killAfter], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
  return signal
}

const open = (dataDirectory: string, log: string, worker = true) =>
  openSystem({ dataDirectory, plugins: [countedAgentsPlugin({ log })], leaseMs: 300, worker })

describe('resume', () => {
  it.each(STAGES)('after SIGKILL in %s, repeats no finished call and ends as the same video', async (stage) => {
    const dataDirectory = temporaryDirectory()
    const log = join(dataDirectory, 'calls.log')
    const client = await open(dataDirectory, log, false)
    const { session_id: id } = await client.generate({ prompt: 'Explain the water cycle' })
    expect(await runChild(dataDirectory, log, `${stage}/two`)).toBe('SIGKILL')
    const before = linesOf(log)
    expect(before).toContain(`${stage}/two`)
    expect(before).not.toContain(`${stage}/three`)
    const killed = await client.status(id)
    expect(killed.status).toBe('processing')

    const system = await open(dataDirectory, log)
    const done = await system.wait(id)
    expect(done).toMatchObject({ status: 'completed', stage: 'completed', progress: 1, warnings: [] })
    expect(linesOf(log).toSorted()).toEqual(ALL_CALLS)

    const numbers: number[] = []
    const progress: number[] = []
    const started: string[] = []
    for await (const event of system.events(id)) {
      numbers.push(event.number)
      if (event.type === 'stage-start') started.push(event.stage)
      if ('progress' in event) progress.push(event.progress)
    }
    expect(numbers).toEqual(numbers.map((_number, index) => index + 1))
    expect(progress).toEqual(progress.toSorted((left, right) => left - right))
    expect(started.toSorted()).toEqual([...STAGES].toSorted())
    expect(await contentOf(system, id)).toEqual(await uninterrupted())
  })

  it('starts a new thread over the ledger when the graph’s version has changed', async () => {
    const dataDirectory = temporaryDirectory()
    const log = join(dataDirectory, 'calls.log')
    const client = await open(dataDirectory, log, false)
    const { session_id: id } = await client.generate({ prompt: 'Explain the water cycle' })
    await runChild(dataDirectory, log, 'video_assembly/two')
    const database = await openDatabase(join(dataDirectory, 'mavs.sqlite'))
    const before = await database.write((connection) => {
      connection.prepare('UPDATE sessions SET graph_version = graph_version + 1').run()
      return connection.prepare('SELECT thread_id FROM sessions').pluck().get()
    })
    const system = await open(dataDirectory, log)
    expect((await system.wait(id)).status).toBe('completed')
    expect(linesOf(log).toSorted()).toEqual(ALL_CALLS)
    const threads = await database.read((connection) =>
      connection.prepare('SELECT DISTINCT thread_id FROM checkpoints').pluck().all(),
    )
    database.close()
    expect(threads).toHaveLength(1)
    expect(threads).not.toContain(before)
  })

  it('starts a new thread when a finished stage’s files are gone', async () => {
    const dataDirectory = temporaryDirectory()
    const log = join(dataDirectory, 'calls.log')
    const client = await open(dataDirectory, log, false)
    const { session_id: id } = await client.generate({ prompt: 'Explain the water cycle' })
    await runChild(dataDirectory, log, 'video_assembly/two')
    const { rm } = await import('node:fs/promises')
    await rm(join(dataDirectory, 'sessions', id, 'script.json'))
    const system = await open(dataDirectory, log)
    expect((await system.wait(id)).status).toBe('completed')
    expect(linesOf(log).toSorted()).toEqual(ALL_CALLS)
  })
})

type System = Awaited<ReturnType<typeof open>>

async function contentOf(system: System, id: string): Promise<Record<string, string>> {
  const keys = ['research.json', 'script.json', 'narration.json', 'timeline.json', 'delivery.json', 'video.mp4']
  const files = keys.map(async (key) => [key, readFileSync((await system.open(id, key)).path, 'utf8')] as const)
  return Object.fromEntries(await Promise.all(files))
}

async function uninterrupted(): Promise<Record<string, string>> {
  const dataDirectory = temporaryDirectory()
  const system = await open(dataDirectory, join(dataDirectory, 'calls.log'))
  const { session_id: id } = await system.generate({ prompt: 'Explain the water cycle' })
  await system.wait(id)
  return contentOf(system, id)
}
