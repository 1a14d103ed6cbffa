import { sampleAgents } from '@mavs/core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGate, serve, type Serving } from '../serving.ts'

const gate = createGate()
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const PROMPT = 'Create a professional video about artificial intelligence'
let server: Serving
/** One session for each state that a test needs. */
let completed: string
let failed: string
let running: string
let queued: string

beforeAll(async () => {
  const { write } = sampleAgents().script
  server = await serve({
    agents: {
      script: {
        name: 'slow-script',
        async write(input, context) {
          if (input.request.prompt.startsWith('Wait')) await gate.opened
          if (input.request.prompt.startsWith('Fail')) throw new Error('the pen broke')
          return write(input, context)
        },
      },
    },
  })
  completed = await file({ prompt: PROMPT, user_id: 'ada' })
  await server.system.wait(completed)
  failed = await file({ prompt: 'Fail at the script, please' })
  await server.system.wait(failed).catch(() => {})
  running = await file({ prompt: 'Wait for the gate, please' })
  queued = await file({ prompt: PROMPT })
  while ((await server.system.status(running)).stage !== 'scripting') await new Promise((next) => setTimeout(next, 10))
})
afterAll(async () => {
  gate.open()
  await server.close()
})

const file = async (request: { readonly prompt: string; readonly user_id?: string }): Promise<string> =>
  (await server.system.generate(request)).session_id

describe('POST /videos/generate', () => {
  it('answers at once with a queued session, when it was made and when it may be done', async () => {
    const { status, json, headers } = await server.send('POST', '/videos/generate', { body: { prompt: PROMPT } })
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    expect(json).toEqual({
      session_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'queued',
      message: 'Video generation started successfully',
      created_at: expect.stringMatching(UTC),
      estimated_completion: expect.stringMatching(UTC),
    })
    expect(json.estimated_completion! > json.created_at).toBe(true)
    await server.system.cancel(json.session_id)
  })

  it('takes every field of the specification and keeps them', async () => {
    const request = {
      prompt: PROMPT,
      duration_preference: 90,
      style: 'educational',
      voice_preference: 'neutral',
      quality: 'ultra',
      user_id: 'ada',
    }
    const { json } = await server.send('POST', '/videos/generate', { body: request })
    const { json: status } = await server.send('GET', `/videos/${json.session_id}/status`)
    expect(status.request_details).toMatchObject(request)
    await server.system.cancel(json.session_id)
  })

  it('says exactly what is wrong with a prompt when that is all', async () => {
    for (const prompt of ['short', 'x'.repeat(2001)]) {
      const { status, json } = await server.send('POST', '/videos/generate', { body: { prompt } })
      expect(status).toBe(400)
      expect(json).toMatchObject({
        error: 'Validation Error',
        detail: 'Prompt must be between 10 and 2000 characters',
        code: 'REQUEST_INVALID',
      })
      expect(json.timestamp).toMatch(UTC)
      expect(json.errors[0]!.path).toBe('prompt')
      expect(json.errors[0]!.message).toContain('(got "')
    }
  })

  it('names each wrong field, with what was given', async () => {
    const body = { prompt: PROMPT, duration_preference: 5, style: 'weird', quality: null }
    const { status, json } = await server.send('POST', '/videos/generate', { body })
    expect(status).toBe(400)
    expect(json.errors.map(({ path }) => path)).toEqual(['duration_preference', 'style', 'quality'])
    expect(json.detail).toContain('duration_preference: ')
    expect(json.detail).toContain('(got "weird")')
  })

  it('names what is missing and what is unknown, with the nearest known field', async () => {
    const { status, json } = await server.send('POST', '/videos/generate', { body: { promt: PROMPT } })
    expect(status).toBe(400)
    expect(json.errors).toEqual([
      { path: 'prompt', message: 'prompt is required' },
      { path: 'promt', message: 'Unknown field; did you mean "prompt"?' },
    ])
    expect(json.detail).toBe('prompt is required; promt: Unknown field; did you mean "prompt"?')
  })
})

describe('GET /videos/{session_id}/status and /progress', () => {
  it('tell how far a session is', async () => {
    const { json } = await server.send('GET', `/videos/${running}/status`)
    expect(json).toMatchObject({ session_id: running, status: 'processing', stage: 'scripting', error_message: null })
    expect(json.progress).toBeGreaterThan(0)
    const { json: progress } = await server.send('GET', `/videos/${running}/progress`)
    expect(Object.keys(progress)).toEqual([
      'session_id',
      'overall_progress',
      'current_stage',
      'estimated_completion',
      'stage_details',
    ])
    expect(progress.stage_details.researching).toMatchObject({
      progress: 1,
      weight: 0.15,
      end_time: expect.any(String),
    })
    expect(progress.stage_details.scripting).toMatchObject({ weight: 0.2, end_time: null })
  })

  it('tell the reason of a failure', async () => {
    const { json } = await server.send('GET', `/videos/${failed}/status`)
    expect(json).toMatchObject({ status: 'failed', error_message: expect.stringContaining('the pen broke') })
  })
})

describe('a session that does not exist', () => {
  const ids = [
    '550e8400-e29b-41d4-a716-446655440000',
    '..%2F..%2Fetc%2Fpasswd',
    '%00',
    '%',
    '%E0%A4%A',
    '%F0%9F%90%9D',
    "'%20OR%201=1--",
    'x'.repeat(10_000),
  ]
  const paths = ['status', 'progress', 'download', 'captions.vtt', 'manifest', 'events', 'webhooks']

  it.each(ids)('is not found, whatever its id: %.40s', async (id) => {
    for (const path of paths) {
      const { status, json } = await server.send('GET', `/videos/${id}/${path}`)
      expect(status).toBe(404)
      expect(json).toMatchObject({ error: 'Not Found', detail: 'Session not found', code: 'SESSION_NOT_FOUND' })
    }
    expect((await server.send('DELETE', `/videos/${id}`)).json.detail).toBe('Session not found')
  })
})

describe('GET /videos', () => {
  it('lists the newest first, a page at a time', async () => {
    const { json } = await server.send('GET', '/videos?page=1&page_size=2')
    expect(json).toMatchObject({ page: 1, page_size: 2, total_count: expect.any(Number) })
    expect(json.sessions).toHaveLength(2)
    const { json: second } = await server.send('GET', '/videos?page=2&page_size=2')
    expect(second.sessions[0]!.created_at <= json.sessions[1]!.created_at).toBe(true)
    expect((await server.send('GET', '/videos')).json).toMatchObject({ page: 1, page_size: 20 })
  })

  it('filters by status and by user', async () => {
    const { json } = await server.send('GET', '/videos?status=failed')
    expect(json.sessions.map(({ session_id: id }) => id)).toEqual([failed])
    const { json: hers } = await server.send('GET', '/videos?user_id=ada&status=completed')
    expect(hers.sessions.map(({ session_id: id }) => id)).toEqual([completed])
  })

  it('is empty past the last page, however far', async () => {
    for (const page of ['1000', '9007199254740991']) {
      const { status, json } = await server.send('GET', `/videos?page=${page}`)
      expect([status, json.sessions]).toEqual([200, []])
    }
  })

  it.each([
    ['page=abc', 'page'],
    ['page=1e1', 'page'],
    ['page=', 'page'],
    ['page=0', 'page'],
    ['page=-1', 'page'],
    ['page=1.5', 'page'],
    ['page=0x1', 'page'],
    ['page=+1', 'page'],
    ['page=01', 'page'],
    ['page=1&page=2', 'page'],
    ['page=99999999999999999999', 'page'],
    ['page_size=101', 'page_size'],
    ['status=done', 'status'],
    ['status=failed&status=completed', 'status'],
    ['user_id=a&user_id=b', 'user_id'],
  ])('refuses ?%s and names the parameter', async (query, name) => {
    const { status, json } = await server.send('GET', `/videos?${query}`)
    expect([status, json.error, json.errors[0]!.path]).toEqual([400, 'Validation Error', name])
  })

  it('names the nearest parameter for one that it does not know', async () => {
    const { status, json } = await server.send('GET', '/videos?pagesize=5')
    expect([status, json.detail]).toEqual([400, 'pagesize: Unknown field; did you mean "page_size"?'])
  })
})

describe('DELETE /videos/{session_id}', () => {
  it('cancels, and again changes nothing', async () => {
    const id = await file({ prompt: PROMPT })
    const expected = { message: 'Session cancelled successfully', session_id: id }
    expect((await server.send('DELETE', `/videos/${id}`)).json).toEqual(expected)
    const before = await server.system.status(id)
    expect(before.status).toBe('cancelled')
    const { status, json } = await server.send('DELETE', `/videos/${id}?keep_files=true`)
    expect([status, json]).toEqual([200, expected])
    expect(await server.system.status(id)).toEqual(before)
  })

  it('leaves what has ended as it is, and says so', async () => {
    const before = await server.system.status(completed)
    const { status, json } = await server.send('DELETE', `/videos/${completed}`)
    expect(status).toBe(200)
    expect(json).toEqual({ message: 'Session had ended already: it is completed', session_id: completed })
    expect(await server.system.status(completed)).toEqual(before)
  })

  it('takes only true or false for keep_files', async () => {
    const { status, json } = await server.send('DELETE', `/videos/${queued}?keep_files=1`)
    expect([status, json.errors[0]!.path]).toEqual([400, 'keep_files'])
    expect((await server.system.status(queued)).status).toBe('queued')
  })
})

describe('GET /videos/{session_id}/download before there is a video', () => {
  it('tells why there is none', async () => {
    const cancelled = await file({ prompt: PROMPT })
    await server.system.cancel(cancelled)
    const details: Record<string, string> = {
      [queued]: 'Video generation not completed: the session waits in the queue.',
      [running]: 'Video generation not completed: the session is at 15 %.',
      [failed]: 'Video generation not completed: the session failed.',
      [cancelled]: 'Video generation not completed: the session was cancelled.',
    }
    for (const [id, detail] of Object.entries(details)) {
      const { status, json } = await server.send('GET', `/videos/${id}/download`)
      expect([status, json.error, json.code]).toEqual([400, 'Bad Request', 'SESSION_UNFINISHED'])
      expect(json.detail).toContain(detail)
    }
    expect((await server.send('GET', `/videos/${failed}/download`)).json.detail).toContain('the pen broke')
  })
})

describe('/system', () => {
  it('counts sessions', async () => {
    const { json } = await server.send('GET', '/system/stats')
    expect(json).toMatchObject({
      status_distribution: { completed: 1, failed: 1, processing: 1 },
      system_health: { details: { message: expect.any(String) } },
    })
  })

  it('cleans up with the defaults of the specification', async () => {
    const { status, json } = await server.send('POST', '/system/cleanup')
    expect(status).toBe(200)
    expect(json).toEqual({ message: 'Cleaned up 0 expired sessions', cleaned_count: 0, max_age_hours: 24 })
  })

  it('tells what a cleanup would remove', async () => {
    const { json } = await server.send('POST', '/system/cleanup?max_age_hours=48&dry_run=true')
    expect(json).toEqual({ message: 'Would clean up 0 expired sessions', cleaned_count: 0, max_age_hours: 48 })
  })

  it.each(['0', '-1', 'abc', '1.5', '1e3', ''])('answers 422 to max_age_hours=%s', async (hours) => {
    const { status, json } = await server.send('POST', `/system/cleanup?max_age_hours=${hours}`)
    expect([status, json.error, json.errors[0]!.path]).toEqual([422, 'Validation Error', 'max_age_hours'])
  })
})

it('answers as the OpenAPI document says', () => {
  expect(server.violations).toEqual([])
})
