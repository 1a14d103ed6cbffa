import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SessionDocument } from '@mavs/core'
import { execa, type ResultPromise } from 'execa'
import { describe, expect, it } from 'vitest'
import { temporaryDirectory } from './terminal.ts'

const ENTRY = fileURLToPath(new URL('../../packages/cli/src/worker-entry.ts', import.meta.url))
const SCRIPT = `# Four people

## Talking

Four people can talk to each other in six ways.

## Growing

- Twice the people
- Four times the talk

## Ending

So keep the table small.
`

/** The command line as processes of their own, over one data directory with a script in it. */
function createShell() {
  const directory = temporaryDirectory()
  const data = join(directory, 'data')
  writeFileSync(join(directory, 'talk.md'), SCRIPT)
  const mavs = (...argv: string[]): ResultPromise<{ reject: false }> =>
    execa(process.execPath, [...process.execArgv, ENTRY, ...argv], {
      cwd: directory,
      env: { MAVS_DATA_DIR: data, LOG_LEVEL: '' },
      reject: false,
    })
  const sessions = async () => JSON.parse((await mavs('status', '--all', '--json')).stdout) as SessionDocument[]
  return { directory, data, mavs, sessions }
}

const GENERATE = ['generate', '--script', 'talk.md', '--duration', '12', '--quality', 'low'] as const

describe('processes', () => {
  it('goes on in the background without --wait, is followed by status, and delivers into --output', async () => {
    const { directory, data, mavs } = createShell()
    const { stdout, exitCode } = await mavs(...GENERATE, '--output', 'videos', '--json')
    expect(exitCode).toBe(0)
    const { session_id: id, status } = JSON.parse(stdout) as SessionDocument
    expect(status).toBe('queued')
    const watched = await mavs('status', id, '--watch')
    expect(watched.stdout).toMatch(/Status +completed/)
    expect(watched.exitCode).toBe(0)
    expect(readdirSync(join(directory, 'videos')).toSorted()).toEqual(
      ['.ass', '.chapters.vtt', '.credits.txt', '.manifest.json', '.mp4', '.png', '.srt', '.vtt'].map(
        (end) => `video_${id}${end}`,
      ),
    )
    await expectNobodyLeft(data)
  }, 120_000)

  it('cancels at Ctrl-C under --wait: no process and no video is left', async () => {
    const { directory, data, mavs, sessions } = createShell()
    const running = mavs(...GENERATE, '--wait', '--output', 'videos')
    await atLine(running, /video_assembly: started/)
    running.kill('SIGINT')
    const { exitCode, stderr } = await running
    expect(exitCode).toBe(130)
    expect(stderr).toMatch(/was cancelled/)
    expect((await sessions()).map((session) => session.status)).toEqual(['cancelled'])
    expect(readdirSync(join(directory, 'videos'))).toEqual([])
    await expectNobodyLeft(data)
  }, 120_000)

  it('takes a killed session over under status --watch', async () => {
    const { data, mavs, sessions } = createShell()
    const running = mavs(...GENERATE, '--wait')
    await atLine(running, /video_assembly: started/)
    running.kill('SIGKILL')
    await running
    const [session] = await sessions()
    expect(session!.status).toBe('processing')
    const watched = await mavs('status', session!.session_id, '--watch')
    expect(watched.stdout).toMatch(/Status +completed/)
    await expectNobodyLeft(data)
  }, 180_000)
})

/** Resolves once the process has said something; its output stays readable. */
function atLine({ stderr }: ResultPromise<{ reject: false }>, pattern: RegExp): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let said = ''
  stderr.on('data', (chunk: Buffer) => pattern.test((said += chunk.toString())) && resolve())
  stderr.on('end', () => reject(new Error(`the process ended without saying ${pattern}: ${said}`)))
  return promise
}

/** Everything that works for a data directory has it in its command line or environment; the worker ends soon after. */
async function expectNobodyLeft(data: string): Promise<void> {
  const left = async () => {
    const { stdout } = await execa('ps', ['axeww', '-o', 'pid,args'], { maxBuffer: 100_000_000 })
    return stdout.split('\n').filter((line) => line.includes(data))
  }
  await expect.poll(left, { timeout: 10_000 }).toEqual([])
}
