import { chmodSync, globSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createVideoSystem } from '@mavs/core'
import { execa } from 'execa'
import { describe, expect, it } from 'vitest'
import { temporaryDirectory } from '../cli/terminal.ts'
import { decode } from '../flows/decode.ts'
import { adapted, commandsOf, readBlocks } from './document.ts'

const blocks = readBlocks()
const title = blocks
  ? 'commands of the specification'
  : 'commands (skipped: needs the specification, MAVS_SPECIFICATION)'
const ENTRY = fileURLToPath(new URL('../../packages/cli/src/worker-entry.ts', import.meta.url))
const SESSION = '550e8400-e29b-41d4-a716-446655440000'
const LIMIT_MS = 300_000

/** Commands under a heading of the command line's part, as `mavs …`. */
const commandsUnder = (heading: string): string[] =>
  commandsOf(blocks!.filter((block) => block.heading === heading && block.language === 'bash').at(-1)!.code).map(
    (command) => adapted(command.replace('python video_cli.py', 'mavs'), ''),
  )

/** A directory in which `mavs` is a command, over sessions of its own. */
function createShell() {
  const directory = temporaryDirectory()
  const data = join(directory, 'data')
  mkdirSync(join(directory, 'bin'))
  const script = join(directory, 'bin', 'mavs')
  writeFileSync(script, `#!/bin/sh\nexec "${process.execPath}" ${process.execArgv.join(' ')} "${ENTRY}" "$@"\n`)
  chmodSync(script, 0o755)
  const env = { PATH: `${join(directory, 'bin')}:${process.env['PATH']}`, MAVS_DATA_DIR: data, LOG_LEVEL: '' }
  const run = (command: string) => execa('bash', ['-c', command], { cwd: directory, env })
  return { directory, data, env, run }
}

/** Files a session under the id that the specification uses, for the commands to find. */
async function fileSession(dataDirectory: string): Promise<void> {
  const system = await createVideoSystem({ dataDirectory, worker: false, createId: () => SESSION })
  await system.generate({ prompt: 'Create a video about machine learning', duration_preference: 10, quality: 'low' })
  await system.close()
}

describe.skipIf(blocks === undefined)(title, () => {
  it(
    'runs the examples of generate; what waits or is watched ends in a playable MP4',
    async () => {
      const { directory, data, run } = createShell()
      const commands = commandsUnder('1. Generate Video')
      expect(commands).toHaveLength(3)
      for (const command of commands) {
        // The default is a minute; a shorter one may be asked for.
        await run(command.includes('--duration') ? command : `${command} --duration 10`)
      }
      // Those that were left to the background: followed to their ends.
      for (const { session_id: id } of JSON.parse((await run('mavs status --all --json')).stdout) as {
        session_id: string
      }[]) {
        await run(`mavs status ${id} --watch`)
      }
      const videos = [...globSync(join(directory, 'videos/*.mp4')), ...globSync(join(data, 'sessions/*/video.mp4'))]
      expect(videos).toHaveLength(4)
      for (const video of videos) expect((await decode(video)).errors).toBe('')
    },
    LIMIT_MS,
  )

  it(
    'runs the examples of status, cancel, cleanup and stats',
    async () => {
      const { data, run } = createShell()
      await fileSession(data)
      for (const command of commandsUnder('2. Check Status')) {
        expect((await run(command)).stdout).toContain(SESSION.slice(0, 8))
      }
      for (const heading of ['3. Cancel Session', '4. Cleanup Sessions', '5. System Statistics']) {
        for (const command of commandsUnder(heading)) expect((await run(command)).stdout, command).not.toBe('')
      }
    },
    LIMIT_MS,
  )

  it(
    'runs the examples of serve, on ports that are free',
    async () => {
      const { directory, env } = createShell()
      for (const command of commandsUnder('6. Start API Server')) {
        const port = await freePort()
        const asked = command.replace(/--port \d+/, '').replace('0.0.0.0', '127.0.0.1')
        const serving = execa('bash', ['-c', `exec ${asked} --port ${port}`], { cwd: directory, env, reject: false })
        await answering(`http://127.0.0.1:${port}/health`)
        serving.kill('SIGTERM')
        expect((await serving).exitCode, command).toBe(0)
      }
    },
    LIMIT_MS,
  )
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Asks until somebody answers; the test's own time limit ends it. */
async function answering(address: string): Promise<void> {
  for (;;) {
    const answer = await fetch(address).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
