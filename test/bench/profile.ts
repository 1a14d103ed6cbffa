import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Timeline } from '@mavs/core'
import { planSegments } from '../../packages/render/src/encoding/segments.ts'
import { soundArguments } from '../../packages/render/src/encoding/sound.ts'
import { resolveFfmpeg } from '../../packages/render/src/media/ffmpeg.ts'
import { measured } from './usage.ts'

const run = promisify(execFile)
const CHILD = fileURLToPath(new URL('./profile-child.ts', import.meta.url))

/** CPU seconds of each part of a rendering, every part done by itself; the encoder's own work is the limit's. */
export async function profileRendering(timeline: Timeline, folder: string): Promise<Readonly<Record<string, number>>> {
  const file = join(folder, 'timeline.json')
  await writeFile(file, JSON.stringify(timeline))
  const { stdout } = await run(process.execPath, [CHILD, file, folder])
  const ffmpeg = await resolveFfmpeg()
  const start = await measured(() => run(ffmpeg.path, ['-version']))
  const aac = await measured(() =>
    run(ffmpeg.path, ['-y', ...soundArguments(timeline, join(folder, 'profile.wav')), join(folder, 'profile.mp4')]),
  )
  // One for each segment but the first, which the limit has too; the sound's own is in its line; the join's.
  const starts = planSegments(timeline).length - 1 + 1
  return {
    ...(JSON.parse(stdout) as Record<string, number>),
    'AAC, in an ffmpeg of its own': aac.cpuSeconds ?? 0,
    [`starts of ${starts} further ffmpeg`]: starts * (start.cpuSeconds ?? 0),
  }
}
