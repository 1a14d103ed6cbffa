import { createHash } from 'node:crypto'
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { once } from 'node:events'
import { join } from 'node:path'
import { Manifest } from '@mavs/core'
import { sampleAgents } from '@mavs/core/testing'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve, videoBytes, type Serving } from '../serving.ts'

const VIDEO = videoBytes(300_000)
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
let server: Serving
let id: string
let path: string

beforeAll(async () => {
  const { assemble } = sampleAgents().assembly
  server = await serve({
    agents: {
      assembly: {
        name: 'large',
        async assemble(input, context) {
          const result = await assemble(input, context)
          await context.artifacts.write('video.mp4', VIDEO)
          return result
        },
      },
    },
  })
  id = await completed()
  path = `/videos/${id}/download`
})
afterAll(() => server.close())

async function completed(): Promise<string> {
  const session = await server.system.generate({ prompt: 'A video with many bytes' })
  await server.system.wait(session.session_id)
  return session.session_id
}

describe('the download', () => {
  it('is the video, with the headers of the specification', async () => {
    const { status, headers, bytes } = await server.send('GET', path)
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'video/mp4',
      'content-disposition': `attachment; filename="video_${id}.mp4"`,
      'content-length': String(VIDEO.length),
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache',
    })
    // Strong: parts of a file may be put together by it.
    expect(headers.etag).toMatch(/^"[^"]+"$/)
    expect(new Date(headers['last-modified']!).getTime()).toBeGreaterThan(Date.now() - 60_000)
    expect(hash(bytes)).toBe(hash(VIDEO))
  })

  it('answers HEAD with the same headers and no body', async () => {
    const whole = await server.send('GET', path)
    const { status, headers, bytes } = await server.send('HEAD', path)
    const { date: _date, 'x-request-id': _id, ...expected } = whole.headers
    expect([status, bytes.length]).toEqual([200, 0])
    expect(headers).toMatchObject(expected)
  })

  it.each([
    ['bytes=0-9', 0, 9],
    ['bytes=100-', 100, VIDEO.length - 1],
    ['bytes=-5', VIDEO.length - 5, VIDEO.length - 1],
    ['bytes=299990-999999999', 299_990, VIDEO.length - 1],
    ['bytes=0-0', 0, 0],
  ])('answers %s with that part', async (range, start, end) => {
    const { status, headers, bytes } = await server.send('GET', path, { headers: { Range: range } })
    expect(status).toBe(206)
    expect(headers['content-range']).toBe(`bytes ${start}-${end}/${VIDEO.length}`)
    expect(headers['content-length']).toBe(String(end - start + 1))
    expect(hash(bytes)).toBe(hash(VIDEO.subarray(start, end + 1)))
  })

  it.each(['bytes=0-1,5-6', 'bytes=x', 'bytes', 'lines=1-2', 'bytes=5-2x', 'bytes=-999999999'])(
    'answers %s, which is not one range, with all of it',
    async (range) => {
      const { status, bytes } = await server.send('GET', path, { headers: { Range: range } })
      expect([status, bytes.length]).toEqual([200, VIDEO.length])
    },
  )

  it('answers 416 to a range that lies outside, with the size, in the shape of errors', async () => {
    for (const range of [`bytes=${VIDEO.length}-`, 'bytes=-0', 'bytes=9-3']) {
      const { status, headers, json } = await server.send('GET', path, { headers: { Range: range } })
      expect([status, headers['content-range']]).toEqual([416, `bytes */${VIDEO.length}`])
      expect(headers['content-type']).toBe('application/json; charset=utf-8')
      expect(headers['content-disposition']).toBeUndefined()
      expect(json).toMatchObject({ error: 'Range Not Satisfiable', code: 'RANGE_INVALID' })
    }
  })

  it('is not sent again to who has it', async () => {
    const { headers } = await server.send('GET', path)
    const conditions: Record<string, string>[] = [
      { 'If-None-Match': headers.etag! },
      { 'If-None-Match': `"other", ${headers.etag}` },
      { 'If-Modified-Since': headers['last-modified']! },
    ]
    for (const condition of conditions) {
      const { status, bytes, headers: answered } = await server.send('GET', path, { headers: condition })
      expect([status, bytes.length, answered.etag]).toEqual([304, 0, headers.etag])
    }
    expect((await server.send('GET', path, { headers: { 'If-None-Match': '"other"' } })).status).toBe(200)
  })

  it('continues only the file that was begun', async () => {
    const { headers } = await server.send('GET', path)
    const range = { Range: 'bytes=10-19' }
    const same = await server.send('GET', path, { headers: { ...range, 'If-Range': headers.etag! } })
    expect([same.status, same.bytes.length]).toEqual([206, 10])
    const other = await server.send('GET', path, { headers: { ...range, 'If-Range': '"other"' } })
    expect([other.status, other.bytes.length]).toEqual([200, VIDEO.length])
    const refused = await server.send('GET', path, { headers: { ...range, 'If-Match': '"other"' } })
    expect([refused.status, refused.json.code]).toEqual([412, 'PRECONDITION_FAILED'])
  })

  it('has another ETag for another session', async () => {
    const other = await server.send('GET', `/videos/${await completed()}/download`)
    expect(other.headers.etag).not.toBe((await server.send('GET', path)).headers.etag)
  })

  it('resumes with curl -C - (needs curl)', async ({ skip }) => {
    if ((await execa('curl', ['--version'], { reject: false })).exitCode !== 0) skip('needs curl')
    const file = join(server.directory, 'resumed.mp4')
    writeFileSync(file, VIDEO.subarray(0, 123_456))
    const { stderr } = await execa('curl', ['-sS', '-v', '-C', '-', '-o', file, `${server.address}${path}`])
    expect(stderr).toContain('206 Partial Content')
    const { stdout } = await execa('sha256sum', [file])
    expect(stdout.split(' ')[0]).toBe(hash(VIDEO))
  })

  it('closes the file when the client leaves half-way', async () => {
    for (let time = 0; time < 5; time++) {
      const asked = request({ port: server.port, host: '127.0.0.1', path, agent: false }).end()
      const [response] = (await once(asked, 'response')) as [NodeJS.ReadableStream & { destroy(): void }]
      response.destroy()
    }
    await expect.poll(openVideos).toBe(0)
    expect((await server.send('GET', path)).bytes.length).toBe(VIDEO.length)
  })

  it('is 404 when the file is gone, and everything else is still there', async () => {
    const gone = await completed()
    rmSync(join(server.directory, 'sessions', gone, 'video.mp4'))
    const { status, json } = await server.send('GET', `/videos/${gone}/download`)
    expect([status, json.error, json.code]).toEqual([404, 'Not Found', 'FILE_NOT_FOUND'])
    expect((await server.send('GET', `/videos/${gone}/captions.vtt`)).status).toBe(200)
  })

  it('survives the removal of the file while it is sent', async () => {
    const gone = await completed()
    const asked = request({
      port: server.port,
      host: '127.0.0.1',
      path: `/videos/${gone}/download`,
      agent: false,
    }).end()
    const [response] = (await once(asked, 'response')) as [NodeJS.ReadableStream]
    rmSync(join(server.directory, 'sessions', gone), { recursive: true })
    let size = 0
    for await (const chunk of response) size += chunk.length
    expect(size).toBe(VIDEO.length)
    expect((await server.send('GET', path)).status).toBe(200)
  })
})

/** How many descriptors of this process are the video. */
const openVideos = (): number =>
  readdirSync('/proc/self/fd').filter((name) => {
    try {
      const { size } = statSync(join('/proc/self/fd', name))
      return size === VIDEO.length
    } catch {
      return false
    }
  }).length

describe('what else a session delivers', () => {
  it.each([
    ['captions.vtt', 'text/vtt; charset=utf-8', 'captions.vtt\n'],
    ['captions.srt', 'application/x-subrip; charset=utf-8', 'captions.srt\n'],
    ['captions.ass', 'text/x-ssa; charset=utf-8', 'captions.ass\n'],
    ['thumbnail', 'image/png', 'thumbnail.png\n'],
    ['chapters', 'text/vtt; charset=utf-8', 'chapters.txt\n'],
    ['credits', 'text/plain; charset=utf-8', 'credits.md\n'],
  ])('is shown at /%s', async (name, type, content) => {
    const address = `/videos/${id}/${name}`
    const { status, headers, bytes } = await server.send('GET', address)
    expect([status, headers['content-type'], bytes.toString('utf8')]).toEqual([200, type, content])
    expect(headers['content-disposition']).toBe('inline')
    expect((await server.send('HEAD', address)).headers['content-length']).toBe(String(content.length))
    const unchanged = await server.send('GET', address, { headers: { 'If-None-Match': headers.etag! } })
    expect(unchanged.status).toBe(304)
    const part = await server.send('GET', address, { headers: { Range: 'bytes=0-3' } })
    expect([part.status, part.bytes.toString('utf8')]).toEqual([206, content.slice(0, 4)])
  })

  it('tells how the video was made at /manifest', async () => {
    const { status, headers, json } = await server.send('GET', `/videos/${id}/manifest`)
    expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8'])
    expect(Manifest.parse(json).title).toBe('The water cycle')
  })

  it('is 400 before there is a video', async () => {
    const session = await server.system.generate({ prompt: 'Cancelled at once, sadly' })
    await server.system.cancel(session.session_id)
    const { status, json } = await server.send('GET', `/videos/${session.session_id}/captions.srt`)
    expect([status, json.code]).toEqual([400, 'SESSION_UNFINISHED'])
  })
})

it('a JPEG thumbnail has the type of one', async () => {
  const { finalize } = sampleAgents().finalizing
  const other = await serve({
    agents: {
      finalizing: {
        name: 'jpeg',
        async finalize(input, context) {
          const delivery = await finalize(input, context)
          await context.artifacts.write('still.jpg', 'a jpeg')
          return { ...delivery, thumbnail: 'still.jpg' }
        },
      },
    },
  })
  try {
    const session = await other.system.generate({ prompt: 'A video with a photograph' })
    await other.system.wait(session.session_id)
    const { headers } = await other.send('GET', `/videos/${session.session_id}/thumbnail`)
    expect(headers['content-type']).toBe('image/jpeg')
  } finally {
    await other.close()
  }
})

it('answers as the OpenAPI document says', () => {
  expect(server.violations).toEqual([])
})
