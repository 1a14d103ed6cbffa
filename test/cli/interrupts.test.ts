import { fileURLToPath } from 'node:url'
import { setTimeout as delay } from 'node:timers/promises'
import { sampleAgents } from '@mavs/core/testing'
import { execa } from 'execa'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createGate, serve, type Serving } from '../server/serving.ts'
import { temporaryDirectory } from './terminal.ts'

const ENTRY = fileURLToPath(new URL('../../packages/cli/src/worker-entry.ts', import.meta.url))
let gate = createGate()
let server: Serving

beforeAll(async () => {
  const { script } = sampleAgents()
  server = await serve({
    agents: {
      script: {
        name: 'gated',
        async write(input, context) {
          const { promise: aborted, reject } = Promise.withResolvers<never>()
          context.signal.addEventListener('abort', () => reject(context.signal.reason))
          await Promise.race([gate.opened, aborted])
          return script.write(input, context)
        },
      },
    },
  })
})
beforeEach(() => {
  gate = createGate()
})
afterAll(async () => {
  gate.open()
  await server.close()
})

/** The command line in a process of its own, with the server. */
const mavs = (...argv: string[]) =>
  execa(process.execPath, [...process.execArgv, ENTRY, ...argv], {
    env: { MAVS_DATA_DIR: temporaryDirectory(), MAVS_SERVER: server.address, LOG_LEVEL: '' },
    reject: false,
  })

/** The id of the newest session, once it is being written. */
async function newestInScripting(): Promise<string> {
  for (;;) {
    const { sessions } = await server.system.list({ status: 'processing' })
    if (sessions[0]?.stage === 'scripting') return sessions[0].session_id
    await delay(20)
  }
}

describe('Ctrl-C with a server', () => {
  it('cancels the session under generate --wait', async () => {
    const running = mavs('generate', '-p', 'How bees find their way home', '--wait')
    const id = await newestInScripting()
    running.kill('SIGINT')
    const { exitCode, stdout, stderr } = await running
    expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: '' })
    expect(stderr).toContain(`Session ${id} was cancelled.`)
    expect((await server.system.status(id)).status).toBe('cancelled')
  })

  it.each([
    ['status --watch', ['status', '--watch'], 0],
    ['events', ['events'], 130],
  ])('only stops watching under %s', async (_title, line, code) => {
    const { session_id: id } = await server.system.generate({ prompt: 'How rivers find their way to the sea' })
    const running = mavs(line[0]!, id, ...line.slice(1))
    await newestInScripting()
    await new Promise((resolve) => (line[0] === 'events' ? running.stdout : running.stderr).once('data', resolve))
    running.kill('SIGINT')
    expect((await running).exitCode).toBe(code)
    expect((await server.system.status(id)).status).toBe('processing')
    gate.open()
    expect((await server.system.wait(id)).status).toBe('completed')
  })
})
