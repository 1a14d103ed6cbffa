import { mkdtempSync, rmSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVideoSystem, HealthDocument, type VideoSystem } from '@mavs/core'
import { createServer } from '@mavs/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createConformance } from './conformance.ts'

const directory = mkdtempSync(join(tmpdir(), 'mavs-server-'))
const { watch, violations } = createConformance()
let system: VideoSystem
let address: string
let close: () => Promise<void>

beforeAll(async () => {
  system = await createVideoSystem({ dataDirectory: directory, offline: true, worker: false })
  const http = createHttpServer(watch(createServer(system, { version: '1.2.3' }).callback()))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  close = () => new Promise((resolve) => http.close(() => resolve()))
})
afterAll(async () => {
  await close()
  await system.close()
  rmSync(directory, { recursive: true, force: true })
  expect(violations).toEqual([])
})

describe('server', () => {
  it('introduces itself at the root', async () => {
    const response = await fetch(`${address}/`)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      name: 'Multi-Agent Video System API',
      version: '1.2.3',
      description: 'AI-powered video creation platform',
      docs_url: '/docs',
      health_url: '/health',
    })
  })

  it('tells the health of the system that it stands on', async () => {
    const response = await fetch(`${address}/health`)
    expect(response.status).toBe(200)
    expect(HealthDocument.parse(await response.json()).status).not.toBe('unhealthy')
  })

  it('answers 404 for a path that it does not know, and 405 for a method', async () => {
    expect((await fetch(`${address}/nothing`)).status).toBe(404)
    expect((await fetch(`${address}/health`, { method: 'POST' })).status).toBe(405)
  })
})
