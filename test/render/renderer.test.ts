import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Renderer, Timeline } from '@mavs/core'
import { createRenderer, type RendererOptions } from '@mavs/render'
import { temporaryFolder } from './support/folder.ts'
import { writeTone } from './support/parts.ts'
import { timelineOf } from './support/timelines.ts'
import { checksum } from './support/video-file.ts'

const { signal } = new AbortController()

describe('the renderer', () => {
  it('renders scenes, captions and sound into a video that measures as asked', async () => {
    const [renderer, folder] = [open(), await temporaryFolder()]
    const timeline = await speakingTimeline(folder)
    const output = join(folder, 'video.mp4')
    const result = await renderer.render({ timeline, directory: folder, output }, { signal })
    expect(result).toMatchObject({ durationSeconds: 4, segments: { rendered: 2, reused: 0 }, warnings: [] })
    const measured = await renderer.measure(output, { signal })
    expect(measured).toMatchObject({
      faststart: true,
      durationSeconds: 4,
      video: { frames: 120 },
      black: [],
      silent: [],
    })
    expect(Math.abs(measured.audio.loudnessLufs + 16)).toBeLessThanOrEqual(1)
    expect(measured.audio.truePeakDbtp).toBeLessThanOrEqual(-1.5)
  })

  it('makes the same bytes in another process, and from cached segments', async () => {
    const [renderer, folder] = [open(), await temporaryFolder()]
    const timeline = await speakingTimeline(folder)
    const cacheDirectory = join(folder, 'cache')
    const outputs = ['fresh.mp4', 'filling.mp4', 'cached.mp4'].map((name) => join(folder, name))
    const [fresh, filling, cached] = outputs as [string, string, string]
    await renderer.render({ timeline, directory: folder, output: fresh }, { signal })
    await renderer.render({ timeline, directory: folder, output: filling, cacheDirectory }, { signal })
    const again = await renderer.render({ timeline, directory: folder, output: cached, cacheDirectory }, { signal })
    expect(again.segments).toEqual({ rendered: 0, reused: 2 })
    expect(new Set(await Promise.all(outputs.map(checksum))).size).toBe(1)
  })

  it('makes a still of any moment as PNG, of the last frame past the end', async () => {
    const renderer = open()
    const timeline = timelineOf([1, 1])
    const [first, last, past] = [
      await renderer.still(timeline, 0.9),
      await renderer.still(timeline, 1.99),
      await renderer.still(timeline, 9),
    ]
    expect(first.subarray(1, 4).toString()).toBe('PNG')
    expect([first.readUInt32BE(16), first.readUInt32BE(20)]).toEqual([320, 180])
    expect([first.equals(last), last.equals(past)]).toEqual([false, true])
  })

  it('refuses a wrong timeline and a missing sound before it starts anything', async () => {
    const [renderer, folder] = [open({ environment: { PATH: '' } }), await temporaryFolder()]
    const timeline = timelineOf([2])
    const refused = (changed: Timeline) =>
      renderer.render({ timeline: changed, directory: folder, output: join(folder, 'v.mp4') }, { signal })
    await expect(refused({ ...timeline, durationSeconds: 3 })).rejects.toMatchObject({ code: 'TIMELINE_INVALID' })
    const clip = { startSeconds: 0, durationSeconds: 1, file: 'lost.wav' }
    const lost = { ...timeline, tracks: { ...timeline.tracks, narration: [clip] } }
    await expect(refused(lost)).rejects.toMatchObject({
      code: 'TIMELINE_INVALID',
      message: expect.stringContaining('lost.wav'),
    })
    expect(await readdir(folder)).toEqual([])
  })

  it('stops what runs when it is disposed', async () => {
    const [renderer, folder] = [open(), await temporaryFolder()]
    const { promise: drawing, resolve: report } = Promise.withResolvers<number>()
    const rendering = renderer.render(
      { timeline: timelineOf([100]), directory: folder, output: join(folder, 'v.mp4') },
      { signal, report },
    )
    rendering.catch(() => {})
    await drawing
    await renderer.dispose?.()
    await expect(rendering).rejects.toThrow(/aborted/)
    expect(await readdir(folder)).toEqual([])
  })

  it('says what it needs and where it found it', async () => {
    const found = await open().diagnose()
    expect(found.map(({ name, status }) => [name, status])).toEqual([
      ['ffmpeg', 'ok'],
      ['drawing', 'ok'],
      ['fonts', 'ok'],
      ['colour conversion', 'ok'],
    ])
    expect(found[0]!.message).toMatch(/^\S+ at \/.*ffmpeg.* \(from .+\)$/)
    const [broken] = await open({ environment: { ...process.env, FFMPEG_PATH: '/nowhere/ffmpeg' } }).diagnose()
    expect(broken).toMatchObject({ status: 'warning', remedy: expect.stringContaining('/nowhere/ffmpeg') })
  })

  it('names its styles and its version', () => {
    const renderer = open()
    expect(renderer.styles).toEqual(['professional', 'casual', 'educational', 'entertainment', 'documentary'])
    expect(renderer.version).toMatch(/^\d+\.\d+\.\d+$/)
  })
})

function open(options?: RendererOptions): Renderer {
  const renderer = createRenderer(options)
  onTestFinished(() => renderer.dispose?.())
  return renderer
}

/** Two scenes with a crossfade, a caption and a tone for a voice. */
async function speakingTimeline(folder: string): Promise<Timeline> {
  await writeTone(join(folder, 'voice.wav'), 4)
  const timeline = timelineOf([2, 2], { crossfadeSeconds: 0.4 })
  const words = ['Two', 'bulges', 'of', 'water'].map((text, index) => ({
    text,
    startSeconds: 0.5 + index * 0.5,
    endSeconds: 1 + index * 0.5,
  }))
  timeline.tracks.captions.push({ startSeconds: 0.5, endSeconds: 2.5, lines: [words] })
  timeline.tracks.narration.push({ startSeconds: 0, file: 'voice.wav', durationSeconds: 4 })
  return timeline
}
