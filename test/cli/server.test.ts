import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BatchDocument, NumberedEvent, SessionDocument } from '@mavs/core'
import { sampleAgents } from '@mavs/core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closedAddress } from '../client/fault-server.ts'
import { createGate, serve, type Serving } from '../server/serving.ts'
import { createTerminal, temporaryDirectory } from './terminal.ts'

const PROMPT = 'How bees find their way home'
const gate = createGate()
let server: Serving
let guarded: Serving

beforeAll(async () => {
  const { script } = sampleAgents()
  server = await serve({
    agents: {
      script: {
        name: 'gated',
        async write(input, context) {
          if (input.request.prompt.startsWith('Wait')) await gate.opened
          if (input.request.prompt.startsWith('Fail')) throw new Error('no words came')
          return script.write(input, context)
        },
      },
    },
  })
  guarded = await serve({ server: { authentication: { keys: true } } })
})
afterAll(async () => {
  gate.open()
  await server.close()
  await guarded.close()
  expect([...server.violations, ...guarded.violations]).toEqual([])
})

/** A command line on a machine with nothing on it, whose sessions are the server's. */
const remote = (environment: Record<string, string> = {}) =>
  createTerminal(temporaryDirectory(), { MAVS_SERVER: server.address, ...environment })

const completed = async (): Promise<string> => {
  const { stdout } = await remote()('generate', '--prompt', PROMPT, '--wait', '--json')
  return (JSON.parse(stdout) as SessionDocument).session_id
}

describe('the command line with a server', () => {
  it('waits for a video and puts all its files into --output', async () => {
    const output = join(temporaryDirectory(), 'videos')
    const line = [
      'generate',
      '-p',
      PROMPT,
      '-d',
      '20',
      '--aspect-ratio',
      '9:16',
      '--no-captions',
      '--no-music',
      '--wait',
    ]
    const mavs = createTerminal(temporaryDirectory())
    const { code, stdout, stderr } = await mavs(...line, '--output', output, '--server', server.address)
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringMatching(/^Session [\da-f-]{36}\n/) })
    const id = stderr.slice(8, 44)
    const ends = ['.mp4', '.srt', '.vtt', '.ass', '.png', '.chapters.vtt', '.credits.txt', '.manifest.json']
    const paths = ends.map((end) => join(output, `video_${id}${end}`))
    expect(stdout.trim().split('\n')).toEqual(paths)
    expect(readdirSync(output)).toHaveLength(paths.length)
    const { path } = await server.system.open(id, 'video')
    expect(readFileSync(paths[0]!).equals(readFileSync(path))).toBe(true)
    expect((await server.system.status(id)).request_details).toMatchObject({
      duration_preference: 20,
      aspect_ratio: '9:16',
      captions: false,
      music: false,
    })
  })

  it('says the same as on the server’s own machine', async () => {
    const id = await completed()
    const local = createTerminal(server.directory)
    for (const line of [
      ['status'],
      ['status', '--all', '--json'],
      ['events', id],
      ['events', id, '--json', '--after', '3'],
      ['webhooks', id],
      ['status', 'nothing'],
      ['cancel', id],
      ['cleanup', '--dry-run'],
    ]) {
      const [there, here] = [await remote()(...line), await local(...line)]
      expect({ line, ...there, stderr: there.code }).toEqual({ line, ...here, stderr: here.code })
    }
  })

  it('shows a session with the addresses of its files', async () => {
    const id = await completed()
    const { stdout } = await remote()('status', id)
    expect(stdout).toContain(`video     ${server.address}/videos/${id}/download`)
    const address = /^vtt +(.+)$/m.exec(stdout)![1]!
    expect((await fetch(address)).status).toBe(200)
  })

  it('fetches a video into a directory, under a name, and with what goes with it', async () => {
    const id = await completed()
    const directory = temporaryDirectory()
    const mavs = remote()
    expect((await mavs('download', id, '--output', directory)).stdout).toBe(`${join(directory, `video_${id}.mp4`)}\n`)
    const named = join(directory, 'new', 'bees.mp4')
    const { stdout } = await mavs('download', id, '-o', named, '--json')
    expect(JSON.parse(stdout)).toEqual({ session_id: id, files: { video: named } })
    expect(readFileSync(named)).toEqual(readFileSync(join(directory, `video_${id}.mp4`)))
    const all = join(directory, 'all')
    expect((await mavs('download', id, '--all', '--output', all)).code).toBe(0)
    expect(readdirSync(all)).toHaveLength(8)
    expect((await mavs('download', id, '--all', '--output', named)).code).toBe(2)
  })

  it('prints events as lines and as documents', async () => {
    const id = await completed()
    const { stdout } = await remote()('events', id)
    const lines = stdout.trimEnd().split('\n')
    expect(lines[0]).toMatch(/^ {3}1 {2}\d\d:\d\d:\d\d {2}session-start$/)
    expect(lines.at(-1)).toMatch(/session-end +completed$/)
    const documents = (await remote()('events', id, '--json')).stdout.trimEnd().split('\n')
    expect(documents).toHaveLength(lines.length)
    expect(JSON.parse(documents.at(-1)!) as NumberedEvent).toMatchObject({ type: 'session-end', errorMessage: null })
  })

  it('tells why a session failed', async () => {
    const { code, stderr } = await remote()('generate', '-p', 'Fail at the script, please', '--wait')
    expect(code).toBe(1)
    expect(stderr).toMatch(/ended failed: .*no words came/)
  })

  it('files the requests of a file, and says which was wrong', async () => {
    const path = join(temporaryDirectory(), 'videos.json')
    writeFileSync(path, JSON.stringify({ batch_requests: [{ prompt: PROMPT }, { prompt: 'short' }] }))
    const mavs = remote()
    const { code, stdout } = await mavs('batch', path)
    expect(code).toBe(2)
    expect(stdout).toMatch(/1 of 2 accepted/)
    expect(stdout).toMatch(/^1 +- +rejected .*10 and 2000/m)
    const id = /^Batch +(\S+)$/m.exec(stdout)![1]!
    const batch = JSON.parse((await mavs('batch', 'status', id, '--json')).stdout) as BatchDocument
    expect(batch.items.map(({ session_id: session }) => session === null)).toEqual([false, true])
    expect((await mavs('batch', 'cancel', id)).code).toBe(0)
    const refused = await mavs('batch', path, '--atomic')
    expect(refused).toMatchObject({ code: 2, stdout: '' })
    writeFileSync(path, '{ "prompt": 1 }')
    expect(await mavs('batch', path)).toMatchObject({ code: 2, stderr: expect.stringContaining('batch_requests') })
  })

  it('cancels, cleans up and counts', async () => {
    const mavs = remote()
    const { stdout } = await mavs('generate', '-p', 'Wait to be cancelled, please', '--json')
    const { session_id: id } = JSON.parse(stdout) as SessionDocument
    expect((await mavs('cancel', id, '--keep-files')).stdout).toBe(`Session ${id} is cancelled.\n`)
    expect((await server.system.status(id)).status).toBe('cancelled')
    expect((await mavs('cleanup', '--max-age', '48')).stdout).toBe('Removed 0 sessions older than 48 hours.\n')
    expect((await mavs('stats')).stdout).toMatch(/^Sessions +\d+, \d+ active\nStatus /)
  })

  it('files the same request once under the same key', async () => {
    const line = ['generate', '-p', PROMPT, '--idempotency-key', 'once', '--json']
    const ids = [await remote()(...line), await remote()(...line)].map(
      ({ stdout }) => (JSON.parse(stdout) as SessionDocument).session_id,
    )
    expect(ids[0]).toBe(ids[1])
  })

  it('reads a script here and sends it', async () => {
    const directory = temporaryDirectory()
    const path = join(directory, 'talk.md')
    writeFileSync(path, '# Four people\n\n## Talking\n\nFour people can talk to each other in six ways.\n')
    const { code, stdout } = await remote()('generate', '--script', path, '--json')
    expect(code).toBe(0)
    const { request_details: details } = JSON.parse(stdout) as SessionDocument
    expect(details.prompt).toBe('A video from talk.md')
  })
})

describe('errors of a server', () => {
  it('that is not there are one sentence with what to do, and exit code 3', async () => {
    const address = await closedAddress()
    const { host } = new URL(address)
    const { code, stdout, stderr } = await remote({ MAVS_SERVER: address })('status')
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toBe(
      `mavs: The server at ${host} could not be reached (ECONNREFUSED). Check --server or MAVS_SERVER; \`mavs serve\` starts a server.\n`,
    )
  })

  it.each([['localhost:8000'], ['nothing'], ['ftp://127.0.0.1']])(
    'are the user’s for the address %s',
    async (address) => {
      const { code, stderr } = await createTerminal(temporaryDirectory())('stats', '--server', address)
      expect(code).toBe(2)
      expect(stderr).toContain(`(got "${address}")`)
    },
  )

  it('refuse --output without --wait before anything is filed', async () => {
    const before = (await server.system.list()).total_count
    const output = join(temporaryDirectory(), 'videos')
    const { code, stderr } = await remote()('generate', '-p', PROMPT, '--output', output)
    expect(code).toBe(2)
    expect(stderr).toMatch(/--output needs --wait .*mavs download/)
    expect((await server.system.list()).total_count).toBe(before)
    expect(existsSync(output)).toBe(false)
  })

  it('name the key that is missing, wrong or may not', async () => {
    const { key } = await guarded.system.keys.create({ name: 'test', user_id: 'anna' })
    const mavs = (apiKey: string) => remote({ MAVS_SERVER: guarded.address, MAVS_API_KEY: apiKey })
    expect((await mavs(key)('status')).stdout).toBe('No sessions yet.\n')
    const missing = await mavs('')('status')
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringMatching(/Set MAVS_API_KEY/) })
    expect((await mavs(`${key.slice(0, -1)}_`)('status')).code).toBe(2)
    expect(await mavs(key)('cleanup')).toMatchObject({ code: 2, stderr: expect.stringMatching(/admin/) })
  })

  it('name the secret that requests must be signed with, and are none with it', async () => {
    const signed = await serve({ server: { authentication: { keys: true, signatures: {} } } })
    const { key, document } = await signed.system.keys.create({ name: 'test', user_id: 'anna' })
    const environment = { MAVS_SERVER: signed.address, MAVS_API_KEY: key }
    const line = ['generate', '-p', PROMPT, '--wait', '--json']
    expect(await remote(environment)(...line)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/Set MAVS_SIGNING_SECRET/),
    })
    const secret = await signed.system.keys.signingSecret(document.key_id)
    expect((await remote({ ...environment, MAVS_SIGNING_SECRET: secret })(...line)).code).toBe(0)
    await signed.close()
  })

  it('leave no file of a session that is not finished', async () => {
    const { stdout } = await remote()('generate', '-p', 'Wait for the gate, please', '--json')
    const { session_id: id } = JSON.parse(stdout) as SessionDocument
    const directory = join(temporaryDirectory(), 'here')
    mkdirSync(directory)
    const { code, stderr } = await remote()('download', id, '-o', directory)
    expect(code).toBe(2)
    expect(stderr).toMatch(/^mavs: Video generation not completed/)
    expect(readdirSync(directory)).toEqual([])
  })
})
