import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Timeline, VideoFormat } from '@mavs/core'
import { createFrameDrawer, createRenderer, resolveFfmpeg, writeWav } from '@mavs/render'
import { alignRectangle, createI420Converter } from '../../packages/render/src/conversion/i420.ts'
import { segmentArguments } from '../../packages/render/src/encoding/encoder.ts'
import { runFfmpeg } from '../../packages/render/src/media/run.ts'
import { benchTimeline } from './fixtures.ts'
import { measured, median, type Usage } from './usage.ts'

/** What was measured for one size. */
export interface RenderingResult {
  readonly name: string
  readonly videoSeconds: number
  /** Share of frames that differ from the one before. */
  readonly changedShare: number
  readonly rendering: Usage
  /** ffmpeg alone, encoding the very same frames from a file. */
  readonly limit: Usage
  readonly wallRatio: number
  readonly cpuRatio: number | undefined
}

const RENDER_PROCESS = /process\/entry\.(ts|js)/
const { signal } = new AbortController()

/** Renders ten seconds against ffmpeg's own time for the same frames, turn by turn. */
export async function benchRendering(format: VideoFormat, runs: number, folder: string): Promise<RenderingResult> {
  const timeline = benchTimeline(format, 1)
  const raw = join(folder, 'frames.yuv')
  const changedShare = await dumpFrames(timeline, raw)
  const [renderings, limits]: [Usage[], Usage[]] = [[], []]
  for (let run = 0; run < runs; run++) {
    limits.push(await measured(() => encodeRaw(timeline, raw, folder)))
    renderings.push(await benchWhole(timeline, folder))
  }
  const [rendering, limit] = [median(renderings), median(limits)]
  return {
    name: `${format.widthPx}×${format.heightPx} at ${format.frameRate}`,
    videoSeconds: timeline.durationSeconds,
    changedShare,
    rendering,
    limit,
    wallRatio: rendering.wallSeconds / limit.wallSeconds,
    cpuRatio: rendering.cpuSeconds && limit.cpuSeconds && rendering.cpuSeconds / limit.cpuSeconds,
  }
}

/** Renders a timeline from nothing: process, drawing, sound, encoding, joining. */
export async function benchWhole(timeline: Timeline, folder: string): Promise<Usage> {
  await writeSounds(folder, timeline.durationSeconds)
  const renderer = createRenderer()
  const output = join(folder, 'video.mp4')
  const usage = await measured(
    () => renderer.render({ timeline, directory: folder, output }, { signal }),
    RENDER_PROCESS,
  )
  await renderer.dispose?.()
  return usage
}

/** Writes all frames as I420; answers with the share that had changed. */
async function dumpFrames(timeline: Timeline, file: string): Promise<number> {
  const { widthPx, heightPx, frameRate } = timeline.format
  const drawer = await createFrameDrawer(timeline)
  const converter = createI420Converter(widthPx, heightPx)
  const total = timeline.durationSeconds * frameRate
  const handle = await open(file, 'w')
  let changed = 0
  for (let frame = 0; frame < total; frame++) {
    const change = drawer.draw(frame)
    if (change.kind !== 'none') changed++
    if (change.kind === 'all') converter.convert(drawer.pixels())
    for (const rectangle of change.kind === 'regions' ? change.rects : []) {
      const aligned = alignRectangle(rectangle, widthPx, heightPx)
      if (aligned) converter.convertRectangle(drawer.region(aligned), aligned)
    }
    await handle.write(converter.frame)
    await setImmediate()
  }
  await handle.close()
  return changed / total
}

async function encodeRaw(timeline: Timeline, raw: string, folder: string): Promise<void> {
  const encoded = segmentArguments(timeline, join(folder, 'limit.mp4'))
  await runFfmpeg(await resolveFfmpeg(), {
    arguments: encoded.map((argument) => (argument === 'pipe:0' ? raw : argument)),
    what: 'Encoding the raw frames',
    signal,
  })
}

/** A voice-like and a music-like sound: what the mix does costs the same whatever they are. */
async function writeSounds(folder: string, durationSeconds: number): Promise<void> {
  const rate = 48_000
  const samples = (make: (seconds: number) => number) =>
    Float32Array.from({ length: Math.round(durationSeconds * rate) }, (_, index) => make(index / rate))
  const wave = (seconds: number, hz: number) => Math.sin(2 * Math.PI * hz * seconds)
  const voice = samples((at) => 0.2 * wave(at, 140) * wave(at, 900) * Math.max(0, wave(at, 2.5)))
  const music = samples((at) => 0.1 * (wave(at, 220) + wave(at, 277) + wave(at, 330)))
  await writeWav(join(folder, 'narration.wav'), [voice], { sampleRateHz: rate })
  await writeWav(join(folder, 'music.wav'), [music, music], { sampleRateHz: rate })
}
