import { readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { SessionDocument } from '@mavs/core'
import { execa, type ResultPromise } from 'execa'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryDirectory } from './terminal.ts'

const MAIN = pathToFileURL(fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url))).href
const REQUEST = { prompt: 'Create a video about how bees find their way', duration_preference: 10, quality: 'low' }

type Serving = ResultPromise<{ reject: false; buffer: true }>

/** `mavs serve` as a process of its own, over one data directory, from an entry file that may be changed. */
function createServers(environment: Record<string, string> = {}) {
  const directory = temporaryDirectory()
  const entry = join(directory, 'entry.ts')
  writeFileSync(entry, `import { main } from '${MAIN}'\nawait main()\n`)
  const start = (...options: string[]): Serving => {
    const serving = execa(process.execPath, [...process.execArgv, entry, 'serve', '--json', ...options], {
      cwd: directory,
      env: { MAVS_DATA_DIR: join(directory, 'data'), LOG_LEVEL: '', ...environment },
      reject: false,
    }) as Serving
    onTestFinished(async () => {
      serving.kill('SIGKILL')
      await serving
    })
    return serving
  }
  return { directory, entry, start }
}

/** The addresses that a server tells, one for each of its starts. */
async function addressOf({ stdout, stderr }: Serving): Promise<string> {
  let [told, said] = ['', '']
  stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  return new Promise((resolve, reject) => {
    stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString()
      const line = told.split('\n').find((text) => text.startsWith('{'))
      if (line !== undefined && told.includes('\n')) resolve((JSON.parse(line) as { url: string }).url)
    })
    stdout.on('end', () => reject(new Error(`the server ended without an address: ${said}`)))
  })
}

const statusOf = async (address: string, id: string): Promise<SessionDocument> =>
  (await (await fetch(`${address}/videos/${id}/status`)).json()) as SessionDocument

async function submit(address: string): Promise<string> {
  const answer = await fetch(`${address}/videos/generate`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(REQUEST),
  })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as SessionDocument).session_id
}

describe('mavs serve', () => {
  it('hands a running session back at SIGTERM, and the next start completes it', async () => {
    const { start } = createServers()
    const first = start('--port', '0')
    const before = await addressOf(first)
    const id = await submit(before)
    const stage = async () => (await statusOf(before, id)).stage
    await expect.poll(stage, { timeout: 60_000, interval: 50 }).toBe('video_assembly')
    const startedAt = performance.now()
    first.kill('SIGTERM')
    expect((await first).exitCode).toBe(0)
    expect(performance.now() - startedAt).toBeLessThan(5000)
    const second = start('--port', '0')
    const after = await addressOf(second)
    const status = async () => (await statusOf(after, id)).status
    await expect.poll(status, { timeout: 90_000, interval: 200 }).toBe('completed')
    const video = await fetch(`${after}/videos/${id}/download`)
    expect(
      Buffer.from(await video.arrayBuffer())
        .subarray(4, 8)
        .toString(),
    ).toBe('ftyp')
    second.kill('SIGINT')
    expect((await second).exitCode).toBe(0)
  }, 180_000)

  it('waits for a request that is on its way, and at a second Ctrl-C for nothing', async () => {
    const { start } = createServers()
    const serving = start('--port', '0')
    const { port } = new URL(await addressOf(serving))
    const socket = connect(Number(port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    socket.on('error', () => {}).write('GET /health HTTP/1.1\r\nHost: local')
    await fetch(`http://127.0.0.1:${port}/health`)
    serving.kill('SIGINT')
    const isOver = await Promise.race([serving.then(() => true), delay(1000, false)])
    expect(isOver).toBe(false)
    serving.kill('SIGINT')
    expect((await serving).exitCode).toBe(130)
  }, 60_000)

  it('tells its address and documentation, warns when everybody reaches it, and logs as LOG_LEVEL says', async () => {
    const { start } = createServers({ LOG_LEVEL: 'Info' })
    const serving = start('--host', '0.0.0.0', '--port', '0')
    const { port } = new URL(await addressOf(serving))
    expect((await fetch(`http://127.0.0.1:${port}/docs`)).status).toBe(200)
    serving.kill('SIGTERM')
    const { stdout, stderr } = await serving
    expect(JSON.parse(stdout)).toMatchObject({ docs_url: `http://0.0.0.0:${port}/docs` })
    expect(stderr).toMatch(/^WARNING: .*everybody may do everything/m)
    expect(stderr).toMatch(/^\{.*"route":"\/docs".*"msg":"request"\}$/m)
  }, 60_000)

  it.each([
    [['--port', '70000'], {}, /--port must be a whole number from 0 to 65535 \(got "70000"\)/],
    [['--port', '0', '--host', '192.0.2.1'], {}, /cannot listen on 192\.0\.2\.1, port 0: this machine does not have/],
    [[], { MAVS_PORT: 'http' }, /MAVS_PORT must be a whole number from 0 to 65535 \(got "http"\)/],
    [[], { MAVS_AUTH: 'password' }, /MAVS_AUTH must be/],
  ])('says in one sentence what is wrong with %j %j', async (options, environment, sentence) => {
    const { start } = createServers(environment)
    const { exitCode, stderr, stdout } = await start(...options)
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(sentence)])
    expect(stdout).toBe('')
    expect([1, 2]).toContain(exitCode)
  })

  it('starts again under --reload when a loaded file changes, and ends with Ctrl-C', async () => {
    const { entry, start } = createServers()
    const serving = start('--reload', '--port', '0')
    let told = ''
    serving.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()))
    const addresses = () => [...told.matchAll(/"url":"([^"]+)"/g)].map((match) => match[1]!)
    await expect.poll(() => addresses().length, { timeout: 60_000 }).toBe(1)
    const first = addresses()[0]!
    expect((await fetch(first)).status).toBe(200)
    writeFileSync(entry, `${readFileSync(entry, 'utf8')}// changed\n`)
    await expect.poll(() => addresses().length, { timeout: 60_000 }).toBe(2)
    expect((await fetch(addresses()[1]!)).status).toBe(200)
    await expect(fetch(first)).rejects.toThrow('fetch failed')
    serving.kill('SIGINT')
    expect((await serving).exitCode).toBe(0)
    await expect(fetch(addresses()[1]!)).rejects.toThrow('fetch failed')
  }, 120_000)
})
