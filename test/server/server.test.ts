import { HealthDocument } from '@mavs/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve, type Serving } from './serving.ts'

let server: Serving

beforeAll(async () => {
  // With everything that is built in, so that its health is that of a real one.
  server = await serve({
    system: { plugins: ['@mavs/agents'], offline: true, worker: false, environment: process.env },
  })
})
afterAll(() => server.close())

describe('server', () => {
  it('introduces itself at the root', async () => {
    const response = await fetch(`${server.address}/`)
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
    const response = await fetch(`${server.address}/health`)
    expect(response.status).toBe(200)
    expect(HealthDocument.parse(await response.json()).status).not.toBe('unhealthy')
  })

  it('answers 404 for a path that it does not know, and 405 for a method', async () => {
    expect((await fetch(`${server.address}/nothing`)).status).toBe(404)
    expect((await fetch(`${server.address}/health`, { method: 'POST' })).status).toBe(405)
  })
})
