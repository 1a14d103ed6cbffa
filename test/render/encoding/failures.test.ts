import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { execa } from 'execa'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { RenderOptions, Timeline } from '@mavs/core'
import { renderTimeline, type RenderParts } from '../../../packages/render/src/encoding/render-timeline.ts'
import { createTestSource } from '../support/drawing.ts'
import { temporaryFolder } from '../support/folder.ts'
import { testParts } from '../support/parts.ts'
import { timelineOf } from '../support/timelines.ts'

describe('a rendering that fails', () => {
  it('names the clip when drawing throws, and leaves nothing behind', async () => {
    const folder = await temporaryFolder()
    const createDrawer = async (timeline: Timeline) => ({
      ...createTestSource(timeline),
      draw: (frame: number) => {
        if (frame === 50) throw new RangeError('the glyph is too wide')
        return { kind: 'none' as const }
      },
    })
    await expect(render(timelineOf([1, 2]), folder, { createDrawer })).rejects.toMatchObject({
      code: 'RENDER_FAILED',
      message: 'Drawing tracks.scenes.1 ("scene-2", statement) failed at 1.67 s: the glyph is too wide',
    })
    expect(await readdir(folder)).toEqual([])
  })

  it('ends the picture when the sound cannot be mixed', async () => {
    const folder = await temporaryFolder()
    const failing = async () => {
      await wait(50)
      throw new Error('the voice is lost')
    }
    const started = performance.now()
    await expect(render(timelineOf([60]), folder, { mixAudio: failing })).rejects.toMatchObject({
      code: 'RENDER_FAILED',
      message: expect.stringContaining('the voice is lost'),
    })
    expect(performance.now() - started).toBeLessThan(1500)
    expect(await readdir(folder)).toEqual([])
  })

  it('stops within a second of an abort, with its reason, and leaves nothing behind', async () => {
    const [folder, cacheDirectory] = [await temporaryFolder(), await temporaryFolder()]
    const stop = new AbortController()
    const { promise: encoding, resolve: report } = Promise.withResolvers<number>()
    const rendering = render(timelineOf([60]), folder, {}, { signal: stop.signal, cacheDirectory, report })
    rendering.catch(() => {})
    await encoding
    const started = performance.now()
    stop.abort(new Error('enough'))
    await expect(rendering).rejects.toThrow('enough')
    expect(performance.now() - started).toBeLessThan(1000)
    expect([await readdir(folder), await readdir(cacheDirectory)]).toEqual([[], []])
  })

  it('keeps the file that was there before', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'video.mp4'), 'the old one')
    const failing = async () => Promise.reject(new Error('no sound'))
    await expect(render(timelineOf([1]), folder, { mixAudio: failing })).rejects.toThrow('no sound')
    expect(await readdir(folder)).toEqual(['video.mp4'])
  })

  it('says what ffmpeg said when it ends early', async () => {
    const ffmpeg = await fakeFfmpeg('echo "x264 refuses" >&2; exit 1')
    await expect(render(timelineOf([1]), await temporaryFolder(), { ffmpeg })).rejects.toMatchObject({
      code: 'RENDER_FAILED',
      message: 'Encoding from 0.00 s: ffmpeg ended with exit code 1: x264 refuses',
    })
  })

  it('tells a full disk apart, as ffmpeg reports it', async () => {
    const ffmpeg = await fakeFfmpeg(
      'cat >/dev/null; echo "av_interleaved_write_frame(): No space left on device" >&2; exit 1',
    )
    await expect(render(timelineOf([1]), await temporaryFolder(), { ffmpeg })).rejects.toMatchObject({
      code: 'DISK_FULL',
    })
  })

  it('tells a full disk apart on a file system of 200 kB', async (context) => {
    const folder = await temporaryFolder()
    const disk = join(folder, 'disk')
    await mkdir(disk)
    const mounted = await execa('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', disk], { reject: false })
    if (mounted.failed) return context.skip('mounting a small file system needs root')
    onTestFinished(async () => void (await execa('umount', [disk])))
    await expect(render(timelineOf([20]), disk, {})).rejects.toMatchObject({
      code: 'DISK_FULL',
      message: expect.stringContaining('no space is left'),
    })
    expect(await readdir(disk)).toEqual([])
  })

  it('renders again what was damaged in the cache', async () => {
    const [folder, cacheDirectory] = [await temporaryFolder(), await temporaryFolder()]
    await render(timelineOf([1]), folder, {}, { cacheDirectory })
    for (const name of await readdir(cacheDirectory)) await writeFile(join(cacheDirectory, name), 'half a segment')
    const again = await render(timelineOf([1]), folder, {}, { cacheDirectory })
    expect(again.segments).toEqual({ rendered: 1, reused: 0 })
  })
})

async function render(
  timeline: Timeline,
  folder: string,
  overrides: Partial<RenderParts>,
  { signal = new AbortController().signal, report, ...rest }: Partial<RenderOptions> & { cacheDirectory?: string } = {},
) {
  const request = { timeline, directory: '.', output: join(folder, 'video.mp4'), ...rest }
  return renderTimeline(request, { signal, ...(report && { report }) }, await testParts(overrides))
}

/** An executable that does what a line of shell says. */
async function fakeFfmpeg(script: string): Promise<RenderParts['ffmpeg']> {
  const path = join(await temporaryFolder(), 'ffmpeg')
  await writeFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return { path, version: '0', build: '0', source: 'FFMPEG_PATH', rejected: [] }
}
