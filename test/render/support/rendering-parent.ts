import { resolveFfmpeg } from '../../../packages/render/src/media/ffmpeg.ts'
import { runTask } from '../../../packages/render/src/process/parent.ts'
import { timelineOf } from './timelines.ts'

// A program that renders into the file given to it, for tests that kill it on the way.
const request = { timeline: timelineOf([120]), directory: '.', output: process.argv[2]! }
await runTask<'render'>(
  { operation: 'render', kinds: [], request, ffmpeg: await resolveFfmpeg() },
  {
    signal: new AbortController().signal,
    environment: process.env,
    entry: new URL('./fake-entry.ts', import.meta.url),
  },
)
