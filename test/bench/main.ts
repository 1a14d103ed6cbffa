import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { resolveFfmpeg } from '@mavs/render'
import { benchAgain } from './again.ts'
import { brief, changing, held, minute, moving, silent, type Fixture } from './fixtures.ts'
import { benchFloor } from './floor.ts'
import { writePhoto, writeSounds } from './material.ts'
import { benchPipe } from './limit.ts'
import { benchLoad } from './load.ts'
import { loadReport } from './load-report.ts'
import { benchPipeline } from './pipeline.ts'
import { profileRendering } from './profile.ts'
import { benchRendering, benchWhole, type RenderingResult } from './rendering.ts'
import { report, usageRow, type Measurements } from './report.ts'

// npm run bench [-- --runs 5 --json FILE --no-long --no-rendering --no-server]: rendering against ffmpeg alone, how it grows,
// doing it again, why; the server against a bare one.
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    json: { type: 'string' },
    long: { type: 'boolean', default: true },
    rendering: { type: 'boolean', default: true },
    server: { type: 'boolean', default: true },
  },
  allowNegative: true,
})
const HD = { widthPx: 1280, heightPx: 720, frameRate: 30 }
const FULL_HD = { widthPx: 1920, heightPx: 1080, frameRate: 30 }
const PHOTO = 'photo.jpg'
const FIXTURES: readonly Fixture[] = [
  { name: '1080p, held scene, silent', timeline: silent(held(FULL_HD)) },
  { name: '1080p, held scene, voice and music', timeline: held(FULL_HD) },
  { name: '1080p, changing scenes, silent', timeline: silent(changing(FULL_HD)) },
  { name: '1080p, changing scenes, voice and music', timeline: changing(FULL_HD) },
  { name: '1080p, moving photo, silent', timeline: silent(moving(FULL_HD, PHOTO)) },
  { name: '720p, changing scenes, voice and music', timeline: changing(HD) },
]
/** Ten minutes. */
const LONG_ROUNDS = 60

const folder = await mkdtemp(join(tmpdir(), 'mavs-bench-'))
try {
  const rendering = values.rendering ? await benchAllRendering(Number(values.runs), values.long) : undefined
  if (rendering) console.log(report(rendering))
  const server = values.server ? await benchLoad(folder) : undefined
  if (server) console.log(`\n${loadReport(server)}`)
  if (values.json) await writeFile(values.json, `${JSON.stringify({ ...rendering, server }, null, 2)}\n`)
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function benchAllRendering(runs: number, isLong: boolean): Promise<Measurements> {
  await writePhoto(join(folder, PHOTO))
  await writeSounds(folder, isLong ? LONG_ROUNDS * 10 : 60)
  const results: RenderingResult[] = []
  for (const fixture of FIXTURES) {
    const result = await benchRendering(fixture, runs, folder)
    results.push(result)
    console.error(usageRow(result.name, result.rendering, result))
  }
  const pipe = await benchPipe(changing(FULL_HD), runs, folder)
  const minutes = await benchRendering(
    { name: '1080p, a minute of changing scenes', timeline: changing(FULL_HD, 6) },
    Math.min(runs, 3),
    folder,
  )
  await rm(join(folder, 'frames.yuv'))
  return {
    machine: {
      processor: cpus()[0]?.model,
      cores: cpus().length,
      node: process.version,
      ffmpeg: (await resolveFfmpeg()).version,
    },
    results,
    pipe,
    minute: minutes,
    start: await benchWhole(brief(FULL_HD), folder),
    long: isLong ? await benchWhole(changing(FULL_HD, LONG_ROUNDS), folder) : undefined,
    floor: await benchFloor(held(FULL_HD), runs, folder),
    again: await benchAgain(minute(FULL_HD), folder),
    profile: await profileRendering(changing(FULL_HD), folder),
    pipeline: await benchPipeline(folder),
  }
}
