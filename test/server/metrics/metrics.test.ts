import { describe, expect, it, onTestFinished } from 'vitest'
import { serve, type Serving } from '../serving.ts'

async function start(server: NonNullable<Parameters<typeof serve>[0]>['server'] = {}): Promise<Serving> {
  const serving = await serve({ system: { worker: false }, server })
  onTestFinished(() => serving.close())
  return serving
}

const read = async ({ send }: Serving): Promise<string> => (await send('GET', '/metrics')).bytes.toString()
const valueOf = (text: string, series: string): number =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.slice(series.length + 1),
  )

describe('metrics', () => {
  it('count answers by the pattern of their path, so that ids and guesses make no new series', async () => {
    const server = await start()
    for (const id of ['1', '2', '3']) await server.send('GET', `/videos/${id}/status`)
    for (const path of ['/a', '/b', '/c?d']) await server.send('GET', path)
    await server.send('PROPFIND', '/')
    const text = await read(server)
    const series = (labels: string) => `http_request_duration_seconds_count{${labels}}`
    expect(valueOf(text, series('method="GET",route="/videos/:session_id/status",status="404"'))).toBe(3)
    expect(valueOf(text, series('method="GET",route="none",status="404"'))).toBe(3)
    expect(text).toContain('method="other"')
    expect(text).not.toContain('PROPFIND')
  })

  it('tell the sessions by status, the health, the process and its event loop', async () => {
    const server = await start()
    await server.system.generate({ prompt: 'A video about the moon' })
    const answer = await server.send('GET', '/metrics')
    expect(answer.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/)
    const text = answer.bytes.toString()
    expect(valueOf(text, 'mavs_sessions{status="queued"}')).toBe(1)
    expect(valueOf(text, 'mavs_sessions{status="failed"}')).toBe(0)
    expect(valueOf(text, 'mavs_healthy')).toBe(1)
    expect(valueOf(text, 'process_resident_memory_bytes')).toBeGreaterThan(1e6)
    expect(valueOf(text, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0)
  })

  it('tell who listens to events', async () => {
    const server = await start()
    const { session_id: id } = await server.system.generate({ prompt: 'A video about the moon' })
    const controllers = [new AbortController(), new AbortController()]
    for (const { signal } of controllers) await fetch(`${server.address}/videos/${id}/events`, { signal })
    const listeners = async () => valueOf(await read(server), 'http_requests_open{route="/videos/:session_id/events"}')
    expect(await listeners()).toBe(2)
    for (const controller of controllers) controller.abort()
    await expect.poll(listeners).toBeNaN()
  })

  it('need the scope system:read where callers show who they are', async () => {
    const server = await start({ authentication: { keys: true } })
    const ask = async (scopes: ('system:read' | 'videos:read')[]) => {
      const { key } = await server.system.keys.create({ name: 'scraper', user_id: 'ops', scopes })
      return (await server.send('GET', '/metrics', { headers: { 'X-API-Key': key } })).status
    }
    expect((await server.send('GET', '/metrics')).status).toBe(401)
    expect(await ask(['videos:read'])).toBe(403)
    expect(await ask(['system:read'])).toBe(200)
  })

  it('are not there when they are switched off', async () => {
    const server = await start({ metrics: false })
    expect((await server.send('GET', '/metrics')).status).toBe(404)
  })
})
