import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Timeline } from '@mavs/core'
import { renderTimeline, type RenderParts } from '../../../packages/render/src/encoding/render-timeline.ts'
import { readContainer } from '../../../packages/render/src/probing/container.ts'
import { createTestSource } from '../support/drawing.ts'
import { temporaryFolder } from '../support/folder.ts'
import { bundledFfmpeg, testParts, writeTone } from '../support/parts.ts'
import { timelineOf } from '../support/timelines.ts'
import { checksum, pixelColours, videoPackets } from '../support/video-file.ts'

const bundled = await bundledFfmpeg()
const builds = [
  ['the ffmpeg found first', {}] as const,
  ...(bundled ? [['the bundled build', { ffmpeg: bundled }] as const] : []),
]

describe.each(builds)('rendering with %s', (_, overrides: Partial<RenderParts>) => {
  it.each([
    [854, 480, 24],
    [320, 180, 30],
    [180, 320, 25],
    [256, 256, 60],
  ])(
    'makes a High profile, BT.709, fast-start file of %i×%i at %i frames a second',
    async (widthPx, heightPx, frameRate) => {
      const file = await render(timelineOf([1, 2], { format: { widthPx, heightPx, frameRate } }), overrides)
      expect(await readContainer(file)).toMatchObject({
        container: 'mp4',
        faststart: true,
        durationSeconds: 3,
        video: {
          codec: 'h264',
          profile: 'High',
          pixelFormat: 'yuv420p',
          colour: 'bt709',
          widthPx,
          heightPx,
          frameRate,
          frames: 3 * frameRate,
        },
        audio: { codec: 'aac', sampleRateHz: 48_000, channels: 2 },
      })
    },
  )

  it('gives every frame its exact time, however many segments are joined', async () => {
    const lengths = [97, 121, 82, 31, 47, 113].map((frames) => frames / 30)
    const packets = await videoPackets(await render(timelineOf(lengths), overrides))
    const wrong = packets.filter((packet, index) => Math.abs(packet.timestamp - index / 30) > 1e-9)
    expect([packets.length, wrong]).toEqual([491, []])
    expect(packets.every((packet) => Math.abs(packet.duration - 1 / 30) < 1e-9)).toBe(true)
  })

  it('puts a key frame at each cut, and at least every two seconds', async () => {
    const packets = await videoPackets(await render(timelineOf([2.5, 5]), overrides))
    const keys = packets.filter((packet) => packet.isKey).map((packet) => packet.timestamp)
    expect(keys).toContain(2.5)
    const gaps = [...keys.slice(1), 7.5].map((time, index) => time - keys[index]!)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2 + 1e-9)
  })

  it('ends picture and sound within a frame of each other', async () => {
    for (const seconds of [3, 61 / 30, 3.4]) {
      const { video, audio } = await readContainer(await render(timelineOf([seconds]), overrides))
      expect(Math.abs(video.endSeconds - seconds)).toBeLessThan(1e-6)
      expect(Math.abs(video.endSeconds - audio.endSeconds)).toBeLessThanOrEqual(1 / 30)
    }
  })

  it('gives a video without a mix a silent track as long as the picture', async () => {
    const silent = { ...overrides, mixAudio: undefined }
    for (const seconds of [3, 61 / 30]) {
      const file = await render(timelineOf([seconds]), silent)
      const { video, audio } = await readContainer(file)
      expect(audio).toMatchObject({ codec: 'aac', sampleRateHz: 48_000, channels: 2 })
      expect(Math.abs(video.endSeconds - audio.endSeconds)).toBeLessThanOrEqual(1 / 30)
      expect(await checksum(file)).toBe(await checksum(await render(timelineOf([seconds]), silent)))
    }
  })

  it('shows each scene in its colours, in the right frames', async () => {
    const parts = await testParts(overrides)
    const timeline = timelineOf([1.2, 0.2, 1.6], { crossfadeSeconds: 0.1 })
    const colours = await pixelColours(parts.ffmpeg, await render(timeline, overrides), 300, 160)
    const source = createTestSource(timeline)
    const errors = colours.map((colour, frame) => {
      source.draw(frame)
      const expected = source.region({ x: 300, y: 160, width: 2, height: 2 })
      return Math.max(...colour.map((value, channel) => Math.abs(value - expected[channel]!)))
    })
    expect([colours.length, Math.max(...errors) <= 6]).toEqual([90, true])
  })

  it('makes the same bytes three times', async () => {
    const timeline = timelineOf([1.5, 2], { crossfadeSeconds: 0.3 })
    const sums = [
      await render(timeline, overrides),
      await render(timeline, overrides),
      await render(timeline, overrides),
    ]
    expect(new Set(await Promise.all(sums.map(checksum))).size).toBe(1)
  })
})

describe('a cache of segments', () => {
  it('is used for all that did not change, and gives the bytes of a fresh rendering', async () => {
    const cacheDirectory = await temporaryFolder()
    const before = timelineOf([1.5, 2, 1])
    const after = structuredClone(before)
    after.tracks.scenes[1]!.visual = { kind: 'statement', text: 'Another text' }
    const first = await renderCounting(before, cacheDirectory)
    const second = await renderCounting(after, cacheDirectory)
    const third = await renderCounting(before, cacheDirectory)
    expect(first.segments).toEqual({ rendered: 3, reused: 0 })
    expect(second.segments).toEqual({ rendered: 1, reused: 2 })
    expect(second.drawn).toEqual(Array.from({ length: 60 }, (_, index) => 45 + index))
    expect(third.segments).toEqual({ rendered: 0, reused: 3 })
    expect(await checksum(third.file)).toBe(await checksum(first.file))
    expect((await readdir(cacheDirectory)).filter((name) => name.startsWith('.'))).toEqual([])
  })
})

describe('the sound of a rendering', () => {
  it('is mixed again when something that is heard has changed, and only then', async () => {
    const [cacheDirectory, folder] = [await temporaryFolder(), await temporaryFolder()]
    await writeTone(join(folder, 'voice.wav'), 2)
    const before = timelineOf([1, 1], {})
    before.tracks.narration = [{ startSeconds: 0, file: 'voice.wav', durationSeconds: 2 }]
    let mixes = 0
    const mixesFor = async (timeline: Timeline) => {
      const parts = await testParts({
        mixAudio: async (_timeline, _directory, { output }) => {
          mixes++
          await writeTone(output, 2)
        },
      })
      const request = {
        timeline,
        directory: folder,
        output: join(await temporaryFolder(), 'video.mp4'),
        cacheDirectory,
      }
      await renderTimeline(request, { signal: new AbortController().signal }, parts)
      return mixes
    }
    const seen = structuredClone(before)
    seen.tracks.scenes[0]!.visual = { kind: 'title', headline: 'Another scene' }
    const later = structuredClone(before)
    later.tracks.narration[0]!.startSeconds = 0.1
    expect([await mixesFor(before), await mixesFor(seen), await mixesFor(later)]).toEqual([1, 1, 2])
    await writeTone(join(folder, 'voice.wav'), 1.5)
    expect(await mixesFor(before)).toBe(3)
  })
})

async function render(timeline: Timeline, overrides: Partial<RenderParts>): Promise<string> {
  const output = join(await temporaryFolder(), 'video.mp4')
  const request = { timeline, directory: '.', output }
  await renderTimeline(request, { signal: new AbortController().signal }, await testParts(overrides))
  expect(await readdir(join(output, '..'))).toEqual(['video.mp4'])
  return output
}

async function renderCounting(timeline: Timeline, cacheDirectory: string) {
  const file = join(await temporaryFolder(), 'video.mp4')
  const source = createTestSource(timeline)
  const parts = await testParts({ createDrawer: async () => source })
  const request = { timeline, directory: '.', output: file, cacheDirectory }
  const { segments } = await renderTimeline(request, { signal: new AbortController().signal }, parts)
  return { file, segments, drawn: source.drawn }
}
