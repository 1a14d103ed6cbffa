import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { silentLogger, type SessionDocument } from '@mavs/core'
import { execa, type ResultPromise } from 'execa'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { keepWorker } from '../../packages/cli/src/worker-process.ts'
import { createTerminal, temporaryDirectory } from './terminal.ts'

const sourceOf = (path: string) => new URL(`../../packages/${path}`, import.meta.url).href
const ENTRY = fileURLToPath(sourceOf('cli/src/worker-entry.ts'))
const PROMPT = 'Explain how bees find home'
/** The agents of these tests forget a promise when they are asked for this. */
const TROUBLE = 'Trouble is what this one asks for'
/** And end their process for this, the first time. */
const EXIT = 'The end is what this one asks for'

/** Quick agents, of which one leaves behind a promise that is rejected when its stage is long over. */
const AGENTS = `import { existsSync, writeFileSync } from 'node:fs'
import { sampleAgents, sampleAgentsPlugin } from '${sourceOf('core/src/testing/index.ts')}'
export default sampleAgentsPlugin({
  script: {
    name: 'forgetful',
    async write(input, context) {
      if (input.request.prompt === '${TROUBLE}') setTimeout(() => void Promise.reject(new Error('left behind')), 10)
      if (input.request.prompt === '${EXIT}' && !existsSync('exited')) {
        writeFileSync('exited', '')
        process.exit(0)
      }
      return sampleAgents().script.write(input, context)
    },
  },
})
`

const CONFIG = `import { defineConfig } from '${sourceOf('core/src/index.ts')}'
export default defineConfig({
  plugins: ['./agents.ts'],
  dataDirectory: 'data',
  concurrency: 2 as const,
  leaseMs: 1000,
  server: { port: 0, requestChoices: { agents: { scripting: ['sample-agents'] } } },
})
`

/** A folder with a configuration and its agents, another one beside it, and the command line as processes. */
function createShell() {
  const directory = temporaryDirectory()
  const [home, elsewhere] = ['home', 'elsewhere'].map((name) => join(directory, name)) as [string, string]
  for (const folder of [home, elsewhere]) mkdirSync(folder)
  writeFileSync(join(home, 'agents.ts'), AGENTS)
  writeFileSync(join(home, 'mavs.config.ts'), CONFIG)
  const mavs = (cwd: string, argv: readonly string[], environment: Record<string, string> = {}): Running =>
    execa(process.execPath, [...process.execArgv, ENTRY, ...argv], {
      cwd,
      env: { LOG_LEVEL: '', MAVS_DATA_DIR: '', ...environment },
      reject: false,
    }) as Running
  return { home, elsewhere, mavs }
}

type Running = ResultPromise<{ reject: false; buffer: true }>

const idIn = (stdout: string): string => (JSON.parse(stdout) as SessionDocument).session_id

describe('the command line under a configuration file', () => {
  it('works with its plugins in its data directory, and outlives a promise that an agent forgot', async () => {
    const { home, mavs } = createShell()
    const { stdout, stderr, exitCode } = await mavs(home, ['generate', '-p', TROUBLE, '--wait', '--json'])
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
    expect(existsSync(join(home, 'data/sessions', idIn(stdout), 'video.mp4'))).toBe(true)
    expect(stderr).toMatch(
      /^mavs: a promise was forgotten by agent "forgetful" in stage scripting of session [\w-]+ and failed: left behind$/m,
    )
  }, 60_000)

  it('hands it on to the worker that it starts, wherever it was called', async () => {
    const { home, elsewhere, mavs } = createShell()
    const option = ['--config', '../home/mavs.config.ts']
    const filed = await mavs(elsewhere, ['generate', '-p', PROMPT, '--json', ...option])
    const id = idIn(filed.stdout)
    const watched = await mavs(elsewhere, ['status', id, '--watch'], { MAVS_CONFIG: join(home, 'mavs.config.ts') })
    expect(watched.stdout).toMatch(/Status +completed/)
    expect(readFileSync(join(home, 'data/worker.log'), 'utf8')).not.toContain('"level":50')
  }, 60_000)

  it('is named by the doctor', async () => {
    const directory = temporaryDirectory()
    const file = join(directory, 'quiet.json')
    writeFileSync(file, '{ "plugins": [] }')
    const { stdout } = await createTerminal(join(directory, 'data'))('doctor', '--json', '--config', file)
    expect(JSON.parse(stdout)).toContainEqual({ name: 'configuration', status: 'ok', message: file })
  })

  it('goes behind the environment, and is refused in one sentence', async () => {
    const { home, mavs } = createShell()
    const other = join(home, 'other')
    const given = await mavs(home, ['generate', '-p', PROMPT, '--wait', '--json'], { MAVS_DATA_DIR: other })
    expect(existsSync(join(other, 'sessions', idIn(given.stdout)))).toBe(true)
    writeFileSync(join(home, 'mavs.config.ts'), 'export default { offlin: true }')
    const { exitCode, stderr, stdout } = await mavs(home, ['status'])
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr.trim()).toMatch(
      /^mavs: .*mavs\.config\.ts is not valid: offlin: Unknown field; did you mean "offline"\?$/,
    )
  }, 60_000)
})

/** `mavs serve` in the configuration's folder, and its API. */
async function serve({ home, mavs }: ReturnType<typeof createShell>, ...options: string[]) {
  const serving = mavs(home, ['serve', '--json', ...options])
  onTestFinished(async () => void (serving.kill('SIGKILL'), await serving))
  const address = await addressOf(serving)
  const post = (body: object) =>
    fetch(`${address}/videos/generate`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
  const complete = async (body: object): Promise<void> => {
    const id = ((await (await post(body)).json()) as SessionDocument).session_id
    const status = async () =>
      ((await (await fetch(`${address}/videos/${id}/status`)).json()) as SessionDocument).status
    await expect.poll(status, { timeout: 20_000 }).toBe('completed')
  }
  return { serving, address, post, complete }
}

describe('mavs serve under a configuration file', () => {
  it('serves as it says: what requests may choose, and sessions that outlive what others forgot', async () => {
    const { serving, address, post, complete } = await serve(createShell())
    expect(address).not.toContain(':8000')
    const refused = await post({ prompt: PROMPT, providers: { music: 'band' }, agents: { scripting: 'quiz' } })
    expect(refused.status).toBe(400)
    expect(((await refused.json()) as { errors: unknown }).errors).toEqual([
      { path: 'providers.music', message: 'cannot be chosen here: the operator has not allowed it' },
      { path: 'agents.scripting', message: 'must be sample-agents (got "quiz")' },
    ])
    for (const prompt of [TROUBLE, PROMPT]) await complete({ prompt, agents: { scripting: 'sample-agents' } })
    serving.kill('SIGTERM')
    const { exitCode, stderr } = await serving
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/forgotten by agent "forgetful" .*left behind/)
  }, 60_000)

  it('outlives an agent that ends its process, with a worker beside it that is started again', async () => {
    const shell = createShell()
    const { serving, address, complete } = await serve(shell, '--worker', 'process')
    await complete({ prompt: EXIT })
    expect(existsSync(join(shell.home, 'exited'))).toBe(true)
    expect((await fetch(`${address}/health`)).status).toBe(200)
    serving.kill('SIGINT')
    const { exitCode } = await serving
    expect(exitCode).toBe(0)
    await expect.poll(() => processesOf(shell.home), { timeout: 10_000 }).toEqual([])
  }, 60_000)
})

describe('a worker beside the server', () => {
  it('is ended and started again when its event loop stands still', async () => {
    const directory = temporaryDirectory()
    const script = join(directory, 'busy.mjs')
    writeFileSync(
      script,
      `import { appendFileSync } from 'node:fs'
       process.send('alive')
       setTimeout(() => { appendFileSync('${directory}/started', '.'); for (;;); }, 10)`,
    )
    const warn = vi.fn()
    const context = { environment: {}, dataDirectory: directory }
    const worker = keepWorker({ context, logger: { ...silentLogger, warn }, argv: [script], silenceMs: 500 })
    await expect
      .poll(
        () => existsSync(join(directory, 'started')) && readFileSync(join(directory, 'started'), 'utf8').slice(0, 2),
        {
          timeout: 20_000,
        },
      )
      .toBe('..')
    expect(warn).toHaveBeenCalledWith(
      { pid: expect.any(Number) as number, code: null, signal: 'SIGKILL' },
      'the worker process stood still and was ended',
    )
    // One that stands still hears nothing: it is ended by its silence at the latest.
    await worker.close()
    expect(await processesOf(script)).toEqual([])
  }, 30_000)
})

/** What is left of the processes that have a text in their command line or environment. */
async function processesOf(text: string): Promise<string[]> {
  const { stdout } = await execa('ps', ['axeww', '-o', 'pid,args'], { maxBuffer: 100_000_000 })
  return stdout.split('\n').filter((line) => line.includes(text))
}

async function addressOf({ stdout, stderr }: Running): Promise<string> {
  let [told, said] = ['', '']
  stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  return new Promise((resolve, reject) => {
    stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString()
      if (told.includes('\n')) resolve((JSON.parse(told) as { url: string }).url)
    })
    stdout.on('end', () => reject(new Error(`the server ended without an address: ${said}`)))
  })
}
