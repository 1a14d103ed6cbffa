import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { MavsClient } from '@mavs/client'
import { downloadToFile } from '@mavs/client/node'
import { createFaultServer, cut, problem, type Answer } from './fault-server.ts'

const FILE = randomBytes(300_000)

/** Serves the file from where it is asked for, as far as `until`, and then breaks off. */
const serve =
  (until: number, etag = '"1"', headers: Readonly<Record<string, string>> = {}): Answer =>
  (response, request) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
    response.writeHead(from === 0 ? 200 : 206, {
      'Content-Type': 'video/mp4',
      'Content-Length': FILE.length - from,
      ETag: etag,
      ...(from === 0 ? {} : { 'Content-Range': `bytes ${from}-${FILE.length - 1}/${FILE.length}` }),
      ...headers,
    })
    response.write(FILE.subarray(from, until), () => (until < FILE.length ? response.destroy() : response.end()))
  }

const read = async (client: MavsClient): Promise<Buffer> => buffer((await client.download('s')).stream)

describe('downloads', () => {
  it('go on where the connection broke, for the same file only', async () => {
    const { client, seen } = await createFaultServer([serve(100_000), cut, serve(200_000), serve(FILE.length)])
    expect((await read(client)).equals(FILE)).toBe(true)
    expect(seen.map(({ headers }) => headers.range)).toEqual([
      undefined,
      'bytes=100000-',
      'bytes=100000-',
      'bytes=200000-',
    ])
    expect(seen[1]!.headers['if-range']).toBe('"1"')
  })

  it('end with an error when the file changed meanwhile', async () => {
    const { client } = await createFaultServer([serve(100_000), serve(FILE.length, '"2"')])
    await expect(read(client)).rejects.toMatchObject({ code: 'DOWNLOAD_CHANGED' })
    const whole: Answer = (response) => response.writeHead(200, { ETag: '"1"' }).end(FILE)
    const ignoring = await createFaultServer([serve(100_000), whole])
    await expect(read(ignoring.client)).rejects.toMatchObject({ code: 'DOWNLOAD_CHANGED' })
  })

  it('go on when bytes stop coming', async () => {
    const stalls: Answer = (response) => {
      response.writeHead(200, { 'Content-Length': FILE.length, ETag: '"1"' })
      response.write(FILE.subarray(0, 1000))
    }
    const { client } = await createFaultServer([stalls, serve(FILE.length)], { timeoutMs: 80 })
    expect((await read(client)).equals(FILE)).toBe(true)
  })

  it('tell size, type and name before the first byte, and stop the server when nobody reads', async () => {
    const closed = Promise.withResolvers<void>()
    const { client } = await createFaultServer([
      (response, request) => {
        response.on('close', () => closed.resolve())
        serve(FILE.length)(response, request)
      },
    ])
    const { stream, ...facts } = await client.download('s')
    expect(facts).toEqual({ sizeBytes: FILE.length, contentType: 'video/mp4', name: 'video_s.mp4' })
    await stream.cancel()
    await closed.promise
  })

  it('tell why a video cannot be had', async () => {
    const { client } = await createFaultServer([problem(400, 'SESSION_UNFINISHED')])
    await expect(client.download('s')).rejects.toMatchObject({ status: 400, code: 'SESSION_UNFINISHED' })
  })

  it('name where each file is', async () => {
    const { client, seen } = await createFaultServer([serve(FILE.length)])
    const names: string[] = []
    for (const artifact of ['srt', 'vtt', 'ass', 'thumbnail', 'chapters', 'credits', 'manifest'] as const) {
      const { name, stream } = await client.download('s', { artifact })
      names.push(name)
      await stream.cancel()
    }
    expect(names).toEqual([
      'video_s.srt',
      'video_s.vtt',
      'video_s.ass',
      'video_s.png',
      'video_s.chapters.vtt',
      'video_s.credits.txt',
      'video_s.manifest.json',
    ])
    expect(seen.map(({ url }) => url.replace('/videos/s/', ''))).toEqual([
      'captions.srt',
      'captions.vtt',
      'captions.ass',
      'thumbnail',
      'chapters',
      'credits',
      'manifest',
    ])
  })
})

describe('downloads into a file', () => {
  const temporaryDirectory = () => {
    const directory = mkdtempSync(join(tmpdir(), 'mavs-client-'))
    onTestFinished(() => rmSync(directory, { recursive: true }))
    return directory
  }

  it('appear whole, in a directory that is made, and are told as they come', async () => {
    const directory = temporaryDirectory()
    const { client } = await createFaultServer([serve(120_000), serve(FILE.length)])
    const told: number[] = []
    const path = join(directory, 'new', 'a.mp4')
    const size = await downloadToFile(client, 's', path, { onProgress: (bytes) => told.push(bytes) })
    expect(size).toBe(FILE.length)
    expect(told.at(-1)).toBe(FILE.length)
    expect(readFileSync(path).equals(FILE)).toBe(true)
    expect(readdirSync(join(directory, 'new'))).toEqual(['a.mp4'])
  })

  it('leave nothing behind when they fail', async () => {
    const directory = temporaryDirectory()
    const { client } = await createFaultServer([serve(1000), cut], { retries: 1 })
    await expect(downloadToFile(client, 's', join(directory, 'a.mp4'))).rejects.toMatchObject({ code: 'UNREACHABLE' })
    expect(readdirSync(directory)).toEqual([])
  })
})
