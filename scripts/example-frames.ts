import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createCanvas, loadImage, type Canvas } from '@napi-rs/canvas'
import { Timeline } from '@mavs/core'
import { createFrameDrawer, resolveFfmpeg } from '@mavs/render'

/** Found once: each look at an ffmpeg starts it. */
let ffmpeg: ReturnType<typeof resolveFfmpeg> | undefined

/** What pictures in the examples' timelines are relative to. */
const DIRECTORY = fileURLToPath(new URL('../examples/render', import.meta.url))

/** An example document: one kind of scene. */
export interface Example {
  /** The file's name without its ending. */
  readonly name: string
  readonly timeline: Timeline
}

/** The documents of examples/render/timelines, by name. */
export const readExamples = (): Example[] =>
  globSync('timelines/*.json', { cwd: DIRECTORY })
    .toSorted()
    .map((file) => ({
      name: basename(file, '.json'),
      timeline: Timeline.parse(JSON.parse(readFileSync(`${DIRECTORY}/${file}`, 'utf8'))),
    }))

/** How an example is drawn. */
export interface Drawing {
  readonly style: string
  readonly widthPx: number
  readonly heightPx: number
  /** Shares of the example's length. */
  readonly moments: readonly number[]
}

/** Frames of an example in any style and size. */
export async function drawExample({ timeline }: Example, drawing: Drawing): Promise<Canvas[]> {
  const { style, widthPx, heightPx, moments } = drawing
  const format = { ...timeline.format, widthPx, heightPx }
  const brand = timeline.brand && { ...timeline.brand, style }
  const workDirectory = mkdtempSync(join(tmpdir(), 'mavs-example-'))
  const { signal } = new AbortController()
  const drawer = await createFrameDrawer(
    { ...timeline, style, format, ...(brand && { brand }) },
    { directory: DIRECTORY, footageTools: { ffmpeg: await (ffmpeg ??= resolveFfmpeg()), workDirectory, signal } },
  )
  const frames: Canvas[] = []
  for (const moment of moments) {
    const frame = Math.floor(moment * timeline.durationSeconds * format.frameRate)
    await drawer.prepare(frame, frame + 1)
    drawer.draw(frame)
    const image = await loadImage(await drawer.png())
    const canvas = createCanvas(widthPx, heightPx)
    canvas.getContext('2d').drawImage(image, 0, 0)
    frames.push(canvas)
  }
  drawer.close()
  rmSync(workDirectory, { recursive: true })
  return frames
}

/** The share of an example's length at which its longest scene stands finished, just before it ends. */
export function finishedMoment({ timeline }: Example): number {
  const [longest] = timeline.tracks.scenes.toSorted(
    (a, b) => b.endSeconds - b.startSeconds - (a.endSeconds - a.startSeconds),
  )
  return (longest!.endSeconds - BEFORE_ITS_END_SECONDS) / timeline.durationSeconds
}

/** By then nothing has begun to leave. */
const BEFORE_ITS_END_SECONDS = 0.6

/** Pictures side by side, in rows of some, each scaled to a width. */
export function contactSheet(
  frames: readonly Canvas[],
  options: { across: number; widthPx: number; gapPx: number },
): Canvas {
  const { across, widthPx, gapPx } = options
  const heightPx = Math.max(0, ...frames.map((frame) => Math.round((widthPx * frame.height) / frame.width)))
  const rows = Math.ceil(frames.length / across)
  const sheet = createCanvas(across * (widthPx + gapPx) - gapPx, rows * (heightPx + gapPx) - gapPx)
  const context = sheet.getContext('2d')
  context.imageSmoothingQuality = 'high'
  frames.forEach((frame, index) => {
    const [x, y] = [(index % across) * (widthPx + gapPx), Math.floor(index / across) * (heightPx + gapPx)]
    context.drawImage(frame, x, y, widthPx, Math.round((widthPx * frame.height) / frame.width))
  })
  return sheet
}
