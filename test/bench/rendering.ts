import { join } from 'node:path'
import type { Timeline } from '@mavs/core'
import { createRenderer } from '@mavs/render'
import type { Fixture } from './fixtures.ts'
import { prepareLimit } from './limit.ts'
import { measured, median, type Usage } from './usage.ts'

/** What was measured for one fixture. */
export interface RenderingResult {
  readonly name: string
  readonly videoSeconds: number
  /** Share of frames that differ from the one before. */
  readonly changedShare: number
  readonly rendering: Usage
  /** ffmpeg alone, encoding the very same frames and sound from files. */
  readonly limit: Usage
  readonly wallRatio: number
  readonly cpuRatio: number | undefined
}

const RENDER_PROCESS = /process\/entry\.(ts|js)/
const { signal } = new AbortController()

/** Renders a fixture against ffmpeg's own time for the same frames and sound, turn by turn. */
export async function benchRendering(
  { name, timeline }: Fixture,
  runs: number,
  folder: string,
): Promise<RenderingResult> {
  const { changedShare, encode } = await prepareLimit(timeline, folder)
  const [renderings, limits]: [Usage[], Usage[]] = [[], []]
  for (let run = 0; run < runs; run++) {
    limits.push(await measured(encode))
    renderings.push(await benchWhole(timeline, folder))
  }
  const [rendering, limit] = [median(renderings), median(limits)]
  return {
    name,
    videoSeconds: timeline.durationSeconds,
    changedShare,
    rendering,
    limit,
    wallRatio: rendering.wallSeconds / limit.wallSeconds,
    cpuRatio: rendering.cpuSeconds && limit.cpuSeconds && rendering.cpuSeconds / limit.cpuSeconds,
  }
}

/** Renders a timeline whole: process, layout, drawing, sound, encoding, joining; from nothing, or with a cache. */
export async function benchWhole(timeline: Timeline, folder: string, cacheDirectory?: string): Promise<Usage> {
  const renderer = createRenderer()
  const output = join(folder, 'video.mp4')
  const request = { timeline, directory: folder, output, ...(cacheDirectory && { cacheDirectory }) }
  const usage = await measured(() => renderer.render(request, { signal }), RENDER_PROCESS)
  await renderer.dispose?.()
  return usage
}
