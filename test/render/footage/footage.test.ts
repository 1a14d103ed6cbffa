import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { Timeline } from '@mavs/core'
import { createFrameDrawer, createRenderer } from '@mavs/render'
import { describe, expect, it } from 'vitest'
import { openPictureRow } from '../../../packages/render/src/footage/pictures.ts'
import { footageOf } from '../../../packages/render/src/footage/references.ts'
import { resolveFfmpeg } from '../../../packages/render/src/media/ffmpeg.ts'
import { runFfmpeg, startFfmpeg } from '../../../packages/render/src/media/run.ts'
import { bundledFfmpeg } from '../support/parts.ts'
import { temporaryFolder } from '../support/folder.ts'

const FORMAT = { widthPx: 160, heightPx: 90, frameRate: 30 }
const { signal } = new AbortController()

/** A clip of grey frames, each a little brighter than the one before: 40 + 2 a frame, 25 a second. */
async function writeClip(file: string, frames = 75, extra: readonly string[] = []): Promise<void> {
  const ffmpeg = await resolveFfmpeg()
  const input = '-f rawvideo -pix_fmt rgb24 -s 320x180 -r 25 -i pipe:0'.split(' ')
  const output = '-c:v libx264 -g 250 -bf 2 -crf 4 -pix_fmt yuv420p -colorspace bt709 -color_range tv'.split(' ')
  const { stdin, stdout, ended } = startFfmpeg(ffmpeg, {
    arguments: ['-v', 'error', ...input, ...output, ...extra, file],
    what: 'The clip',
    signal,
  })
  stdout.resume()
  for (let frame = 0; frame < frames; frame++) stdin.write(Buffer.alloc(320 * 180 * 3, 40 + 2 * frame))
  stdin.end()
  await ended
}

const scene = (clips: readonly object[], seconds: number) => ({
  id: 'scene-1',
  startSeconds: 0,
  endSeconds: seconds,
  visual: { kind: 'footage', clips, alt: 'Grey' },
})

function timelineOf(scenes: readonly object[], seconds: number): Timeline {
  return Timeline.parse({
    version: 1,
    title: 'Footage',
    seed: 1,
    format: FORMAT,
    durationSeconds: seconds,
    style: 'professional',
    burnCaptions: false,
    tracks: { scenes },
  })
}

async function drawerOf(timeline: Timeline, folder: string, ffmpeg = resolveFfmpeg()) {
  const footageTools = { ffmpeg: await ffmpeg, workDirectory: folder, signal }
  return createFrameDrawer(timeline, { directory: folder, footageTools })
}

/** The brightness of the middle of a frame. */
function greyOf(pixels: Uint8Array): number {
  const at = (45 * FORMAT.widthPx + 80) * 4
  return pixels[at]!
}

describe('footage', () => {
  it('shows the clip’s own picture at each frame, whatever was drawn before', async () => {
    const folder = await temporaryFolder()
    await writeClip(join(folder, 'clip.mp4'))
    const timeline = timelineOf([scene([{ file: 'clip.mp4' }], 2)], 2)
    const drawer = await drawerOf(timeline, folder)
    await drawer.prepare(0, 60)
    const shown = (frame: number) => {
      drawer.draw(frame)
      return greyOf(drawer.pixels())
    }
    const inOrder = Array.from({ length: 60 }, (_, frame) => shown(frame))
    const backwards = Array.from({ length: 60 }, (_, frame) => shown(59 - frame)).toReversed()
    expect(backwards).toEqual(inOrder)
    // 25 pictures a second on 30 frames: each brighter than the one before, or, five times a second, the same.
    const steps = inOrder.slice(1).map((grey, index) => grey - inOrder[index]!)
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(-1)
    expect(inOrder.at(-1)! - inOrder[0]!).toBeGreaterThan(80)
    expect(inOrder.at(-1)! - inOrder[0]!).toBeLessThan(110)
    drawer.close()
  })

  it('draws a still of any moment as the video has it', async () => {
    const folder = await temporaryFolder()
    await writeClip(join(folder, 'clip.mp4'))
    const timeline = timelineOf([scene([{ file: 'clip.mp4' }], 2)], 2)
    const whole = await drawerOf(timeline, folder)
    await whole.prepare(0, 60)
    whole.draw(47)
    const renderer = createRenderer()
    const still = await renderer.still(timeline, 47 / 30, { directory: folder })
    expect(Buffer.compare(still, await whole.png())).toBe(0)
    whole.close()
    await renderer.dispose?.()
  }, 30_000)

  it('shows one clip after the other, each from where it is wanted, and loops none', async () => {
    const folder = await temporaryFolder()
    await writeClip(join(folder, 'clip.mp4'), 25)
    const clips = [
      { file: 'clip.mp4', seconds: 0.5 },
      { file: 'clip.mp4', fromSeconds: 0.6 },
    ]
    const drawer = await drawerOf(timelineOf([scene(clips, 3)], 3), folder)
    await drawer.prepare(0, 90)
    const [first] = footageOf(timelineOf([scene(clips, 3)], 3))
    expect(first!.seconds).toBe(0.5)
    const shown = (seconds: number) => {
      drawer.draw(Math.round(seconds * 30))
      return greyOf(drawer.pixels())
    }
    // The scene's clock is ahead by its entrance; the second clip ends after 0.4 s and holds its last picture.
    expect(shown(2.9)).toBe(shown(2))
    expect(shown(2)).toBeGreaterThan(shown(0))
    drawer.close()
  })

  it('keeps the clip’s colours', async () => {
    const folder = await temporaryFolder()
    const ffmpeg = await resolveFfmpeg()
    await runFfmpeg(ffmpeg, {
      arguments: [
        ...'-v error -f lavfi -i color=c=0xC83214:s=1280x720:d=1:r=25 -vf scale=out_color_matrix=bt709:out_range=tv'.split(
          ' ',
        ),
        ...'-c:v libx264 -crf 10 -pix_fmt yuv420p -colorspace bt709 -color_range tv'.split(' '),
        join(folder, 'clip.mp4'),
      ],
      what: 'The clip',
      signal,
    })
    const drawer = await drawerOf(timelineOf([scene([{ file: 'clip.mp4' }], 1)], 1), folder)
    await drawer.prepare(0, 30)
    drawer.draw(15)
    const [red, green, blue] = drawer.pixels().subarray((45 * FORMAT.widthPx + 80) * 4)
    expect(Math.abs(red! - 0xc8)).toBeLessThan(8)
    expect(Math.abs(green! - 0x32)).toBeLessThan(8)
    expect(Math.abs(blue! - 0x14)).toBeLessThan(8)
    drawer.close()
  })

  it('is drawn by the bundled ffmpeg of 2018, too', async (context) => {
    const old = await bundledFfmpeg()
    if (!old) context.skip('the optional package @ffmpeg-installer/ffmpeg is not installed')
    const folder = await temporaryFolder()
    await writeClip(join(folder, 'clip.mp4'))
    const drawer = await drawerOf(timelineOf([scene([{ file: 'clip.mp4' }], 1)], 1), folder, Promise.resolve(old!))
    await drawer.prepare(0, 30)
    drawer.draw(20)
    expect(greyOf(drawer.pixels())).toBeGreaterThan(40)
    drawer.close()
  })

  it('gives the same bytes when one segment of the video is rendered again', async () => {
    const folder = await temporaryFolder()
    await writeClip(join(folder, 'clip.mp4'))
    const second = {
      ...scene([{ file: 'clip.mp4', fromSeconds: 1 }], 0),
      id: 'scene-2',
      startSeconds: 1.5,
      endSeconds: 3,
    }
    const timeline = timelineOf([scene([{ file: 'clip.mp4' }], 1.5), second], 3)
    const renderer = createRenderer()
    const render = async (output: string, cacheDirectory: string) => {
      const request = { timeline, directory: folder, output: join(folder, output), cacheDirectory }
      const { segments } = await renderer.render(request, { signal })
      return { segments, bytes: readFileSync(join(folder, output)) }
    }
    const first = await render('a.mp4', join(folder, 'cache'))
    expect(first.segments).toEqual({ rendered: 2, reused: 0 })
    const again = await render('b.mp4', join(folder, 'cache'))
    expect(again.segments).toEqual({ rendered: 0, reused: 2 })
    const fresh = await render('c.mp4', join(folder, 'other'))
    expect(Buffer.compare(first.bytes, again.bytes)).toBe(0)
    expect(Buffer.compare(first.bytes, fresh.bytes)).toBe(0)
    await writeClip(join(folder, 'clip.mp4'), 70)
    expect((await render('d.mp4', join(folder, 'cache'))).segments.rendered).toBe(2)
    await renderer.dispose?.()
  }, 60_000)

  it.each([
    ['is not there', undefined, 'no such file'],
    ['is no clip', Buffer.from('not a video'), 'format'],
    ['is a sound', 'sound', 'no picture track'],
    ['lies outside', '../outside.mp4', 'outside'],
  ])(
    'names the place of a clip that %s',
    async (_, content, reason) => {
      const folder = await temporaryFolder()
      const file = content === '../outside.mp4' ? content : 'clip.mp4'
      if (content === 'sound') {
        const ffmpeg = await resolveFfmpeg()
        const tone = `-v error -f lavfi -i sine=d=1 -c:a aac ${join(folder, 'clip.mp4')}`.split(' ')
        await runFfmpeg(ffmpeg, { arguments: tone, what: 'The sound', signal })
      } else if (content === '../outside.mp4') await writeClip(join(folder, '..', 'outside.mp4'), 5)
      else if (content) writeFileSync(join(folder, file), content)
      const renderer = createRenderer()
      const timeline = timelineOf([scene([{ file }], 1)], 1)
      const request = { timeline, directory: folder, output: join(folder, 'video.mp4') }
      const failure = renderer.render(request, { signal })
      await expect(failure).rejects.toThrow(`tracks.scenes.0.visual.clips.0.file must be a video clip`)
      await expect(failure).rejects.toThrow(reason)
      await renderer.dispose?.()
    },
    30_000,
  )

  it('reads no other file that a list in it names', async () => {
    const folder = await temporaryFolder()
    await writeClip(join(folder, 'secret.mp4'), 10)
    writeFileSync(join(folder, 'clip.mp4'), "ffconcat version 1.0\nfile 'secret.mp4'\n")
    const renderer = createRenderer()
    const timeline = timelineOf([scene([{ file: 'clip.mp4' }], 1)], 1)
    const request = { timeline, directory: folder, output: join(folder, 'video.mp4') }
    await expect(renderer.render(request, { signal })).rejects.toThrow('must be a video clip')
    await renderer.dispose?.()
  }, 30_000)
})

describe('the pieces of clips that a timeline needs', () => {
  it('last as long as their scene is seen, the transition after it included', () => {
    const clips = [{ file: 'a.mp4', seconds: 2 }, { file: 'b.mp4' }]
    const next = {
      id: 'scene-2',
      startSeconds: 5,
      endSeconds: 8,
      transition: { kind: 'crossfade', durationSeconds: 0.5 },
      visual: { kind: 'statement', text: 'End' },
    }
    const pieces = footageOf(timelineOf([scene(clips, 5), next], 8))
    expect(pieces.map(({ file, seconds }) => [file, seconds])).toEqual([
      ['a.mp4', 2],
      ['b.mp4', 4.5],
    ])
  })
})

describe('a row of pictures', () => {
  it('finds every picture, also where a marker lies across two chunks', async () => {
    const folder = await temporaryFolder()
    const canvas = createCanvas(16, 16)
    const context = canvas.getContext('2d')
    const pictures = Array.from({ length: 40 }, (_, index) => {
      context.fillStyle = `rgb(${index * 6}, 0, 0)`
      context.fillRect(0, 0, 16, 16)
      return canvas.encodeSync('jpeg', 90)
    })
    const size = pictures.reduce((sum, { length }) => sum + length, 0)
    for (const shift of [0, 1, 2]) {
      // Padding moves a picture's end, marker by marker, over the end of the first megabyte.
      const padding = Buffer.alloc(1024 * 1024 - size + shift)
      const file = join(folder, `row-${shift}.mjpeg`)
      writeFileSync(file, Buffer.concat([padding, ...pictures, ...pictures]))
      const row = await openPictureRow(file)
      expect(row.count).toBe(80)
      expect(row.image(79).width).toBe(16)
      row.close()
    }
  })
})
