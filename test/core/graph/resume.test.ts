import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { STAGES, type Stage } from '@mavs/core'
import { openDatabase } from '../../../packages/core/src/sessions/database.ts'
import { countedAgentsPlugin } from '../counted-agents.ts'
import { openSystem, temporaryDirectory } from '../support.ts'

const CHILD = fileURLToPath(new URL('./killed-child.ts', import.meta.url))
const ALL_CALLS = STAGES.flatMap((stage) => ['one', 'two', 'three'].map((scene) => `${stage}/${scene}`)).toSorted()

/** Of which stage on agents may be asked again; of two that run side by side, the other may have ended or not. */
const FIRST_AGAIN: Readonly<Record<Stage, number>> = {
  researching: 0,
  scripting: 1,
  asset_sourcing: 2,
  audio_generation: 2,
  video_assembly: 4,
  finalizing: 5,
}

const linesOf = (log: string): string[] =>
  existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').filter(Boolean) : []

/** The counted calls that the ledger holds as finished; those in `unfinished` were in flight. */
function finishedCalls(dataDirectory: string): string[] {
  return globSync('cache/[0-9a-f][0-9a-f]/*/entry.json', { cwd: dataDirectory }).flatMap((path) => {
    const entry = JSON.parse(readFileSync(join(dataDirectory, path), 'utf8')) as { value?: { name: string } }
    return entry.value === undefined ? [] : [entry.value.name]
  })
}

async function runChild(dataDirectory: string, log: string, killAfter: string): Promise<string | null> {
  const child = spawn(process.execPath, ['--conditions=@mavs/source', CHILD, dataDirectory, log, killAfter], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
  return signal
}

const open = (dataDirectory: string, log: string, worker = true, onStage?: (stage: string) => void) =>
  openSystem({
    dataDirectory,
    plugins: [countedAgentsPlugin({ log, ...(onStage && { onStage }) })],
    leaseMs: 300,
    worker,
  })

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
    const finished = finishedCalls(dataDirectory)
    expect(finished).toContain(`${stage}/two`)
    expect((await client.status(id)).status).toBe('processing')

    const asked: string[] = []
    const system = await open(dataDirectory, log, true, (name) => asked.push(name))
    const done = await system.wait(id)
    expect(done).toMatchObject({ status: 'completed', stage: 'completed', progress: 1, warnings: [] })
    const after = linesOf(log)
    expect([...new Set(after)].toSorted()).toEqual(ALL_CALLS)
    expect(after.filter((call, index) => finished.includes(call) && after.indexOf(call) !== index)).toEqual([])
    // At most the one call of the other branch that was in flight is made again.
    expect(after.length - ALL_CALLS.length).toBeLessThanOrEqual(
      stage === 'asset_sourcing' || stage === 'audio_generation' ? 1 : 0,
    )
    // Stages that had ended are not asked again.
    expect(asked).toContain(stage)
    expect(asked.filter((name) => STAGES.indexOf(name as Stage) < FIRST_AGAIN[stage])).toEqual([])

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
