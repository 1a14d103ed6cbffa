import { spawnSync } from 'node:child_process'
import { globSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { describe, expect, it, onTestFinished } from 'vitest'
import { decode } from '../flows/decode.ts'
import { adapted, commandsOf, readBlocks } from './document.ts'
import { startServer, type RunningServer } from './server.ts'

const blocks = readBlocks()
const title = blocks ? 'clients of the specification' : 'clients (skipped: needs the specification, MAVS_SPECIFICATION)'
const hasRequests = spawnSync('python3', ['-c', 'import requests']).status === 0
const hasCurl = spawnSync('curl', ['--version']).status === 0
const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url))
const SESSION = '550e8400-e29b-41d4-a716-446655440000'
const LIMIT_MS = 180_000

/** The first block under a heading. */
const blockUnder = (heading: string): string => blocks!.find((block) => block.heading === heading)!.code

async function serverFor(options: { readonly createId?: () => string } = {}): Promise<RunningServer> {
  const server = await startServer(options)
  onTestFinished(server.close)
  return server
}

async function expectPlayable(file: string): Promise<void> {
  const decoded = await decode(file)
  expect(decoded.errors).toBe('')
  expect(decoded.frames).toBeGreaterThan(250)
  expect(decoded.audioSeconds).toBeGreaterThan(9)
}

describe.skipIf(blocks === undefined)(title, () => {
  it.skipIf(!hasRequests)(
    'serves the Python example to a playable MP4 (needs python3-requests)',
    async () => {
      const { address, directory } = await serverFor()
      writeFileSync(join(directory, 'example.py'), adapted(blockUnder('Python SDK Example'), address))
      const { stdout } = await execa('python3', ['example.py'], { cwd: directory })
      expect(stdout).toContain('Video downloaded successfully!')
      await expectPlayable(globSync(join(directory, 'video_*.mp4'))[0]!)
    },
    LIMIT_MS,
  )

  it(
    'serves the JavaScript example to a playable MP4',
    async () => {
      const { address, directory } = await serverFor()
      writeFileSync(join(directory, 'example.cjs'), adapted(blockUnder('JavaScript/Node.js Example'), address))
      const { stdout } = await execa(process.execPath, ['example.cjs'], { cwd: directory, env: { NODE_PATH: MODULES } })
      expect(stdout).toContain('Video downloaded successfully!')
      await expectPlayable(globSync(join(directory, 'video_*.mp4'))[0]!)
    },
    LIMIT_MS,
  )

  it.skipIf(!hasCurl)(
    'serves every cURL line, with the session that they name (needs curl)',
    async () => {
      const { address, directory, system } = await serverFor({ createId: () => SESSION })
      for (const command of commandsOf(adapted(blockUnder('cURL Examples'), address))) {
        // A download before its end is an error by the specification: let it end.
        if (command.includes('/download')) await system.wait(SESSION)
        const { stdout } = await execa('bash', ['-c', command.replace('curl', 'curl --fail-with-body -sS')], {
          cwd: directory,
        })
        if (!command.includes('/download')) expect(Object.keys(JSON.parse(stdout) as object)).not.toContain('error')
      }
      await expectPlayable(join(directory, 'download'))
    },
    LIMIT_MS,
  )

  it(
    'names no shape of an answer whose fields are missing here',
    async () => {
      const { address, system } = await serverFor({ createId: () => SESSION })
      const shapes: readonly (readonly [heading: string, path: string, init?: RequestInit])[] = [
        ['1. Root Endpoint', '/'],
        [
          '3. Generate Video',
          '/videos/generate',
          post({ prompt: 'Create a video about bees', duration_preference: 10, quality: 'low' }),
        ],
        ['4. Get Video Status', `/videos/${SESSION}/status`],
        ['5. Get Detailed Progress', `/videos/${SESSION}/progress`],
        ['8. List Video Sessions', '/videos'],
        ['9. System Statistics', '/system/stats'],
        ['10. Cleanup Sessions', '/system/cleanup', { method: 'POST' }],
        ['7. Cancel Video Generation', `/videos/${SESSION}`, { method: 'DELETE' }],
      ]
      for (const [heading, path, init] of shapes) {
        if (heading.startsWith('4')) await system.wait(SESSION)
        const answer = await fetch(`${address}${path}`, init)
        expect(answer.status, path).toBe(200)
        const shape = JSON.parse(
          blocks!.findLast((block) => block.heading === heading && block.language === 'json')!.code,
        ) as object
        expectShape(await answer.json(), shape, heading)
      }
    },
    LIMIT_MS,
  )
})

const post = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
})

/** Objects whose keys depend on what happened. */
const OPEN = /distribution|stage_details|details$/

/** Every field of the shape is there with a value of its type; null may stand for anything that is not there yet. */
function expectShape(given: unknown, shape: unknown, path: string): void {
  if (shape === null || given === null) return
  expect(typeof given, path).toBe(typeof shape)
  if (Array.isArray(shape)) {
    expect(Array.isArray(given), path).toBe(true)
    if (shape.length > 0 && (given as unknown[]).length > 0)
      expectShape((given as unknown[])[0], shape[0], `${path}[0]`)
    return
  }
  if (typeof shape !== 'object' || OPEN.test(path)) return
  for (const [name, value] of Object.entries(shape)) {
    expect(Object.keys(given as object), path).toContain(name)
    expectShape((given as Record<string, unknown>)[name], value, `${path}.${name}`)
  }
}
