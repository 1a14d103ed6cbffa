import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { resolveFfmpeg } from '@mavs/render'
import { benchTimeline } from './fixtures.ts'
import { benchPipeline } from './pipeline.ts'
import { benchWhole, benchRendering, type RenderingResult } from './rendering.ts'
import type { Usage } from './usage.ts'

// npm run bench [-- --runs 3 --json FILE --no-minute]: rendering against ffmpeg alone, a whole minute, the pipeline.
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    json: { type: 'string' },
    minute: { type: 'boolean', default: true },
  },
  allowNegative: true,
})
const SIZES = [
  { widthPx: 1280, heightPx: 720, frameRate: 30 },
  { widthPx: 1920, heightPx: 1080, frameRate: 30 },
]

const folder = await mkdtemp(join(tmpdir(), 'mavs-bench-'))
try {
  const results: RenderingResult[] = []
  for (const size of SIZES) results.push(await benchRendering(size, Number(values.runs), folder))
  const minute = values.minute ? await benchWhole(benchTimeline(SIZES[1]!, 6), folder) : undefined
  const { version } = await resolveFfmpeg()
  const machine = { processor: cpus()[0]?.model, cores: cpus().length, node: process.version, ffmpeg: version }
  const pipeline = await benchPipeline(folder)
  console.log(table(results, minute))
  console.log(
    `\nThe pipeline itself: ${pipeline.latencyMs.toFixed(0)} ms from request to end, ${pipeline.throughputMs.toFixed(0)} ms a session when ${pipeline.sessions} are queued`,
  )
  if (values.json) await writeFile(values.json, `${JSON.stringify({ machine, results, minute, pipeline }, null, 2)}\n`)
} finally {
  await rm(folder, { recursive: true, force: true })
}

function table(results: readonly RenderingResult[], minute: Usage | undefined): string {
  const rows = results.flatMap((result) => [
    row(
      `${result.name}, ${result.videoSeconds} s, ${percent(result.changedShare)} of frames changed`,
      result.rendering,
      result,
    ),
    row('— ffmpeg alone, the same frames', result.limit),
  ])
  const head = '| | wall s | CPU s | peak memory | wall, to ffmpeg | CPU, to ffmpeg |\n|---|---|---|---|---|---|'
  return [head, ...rows, ...(minute ? [row('1920×1080 at 30, 60 s', minute)] : [])].join('\n')
}

function row(name: string, usage: Usage, ratios?: { wallRatio: number; cpuRatio: number | undefined }): string {
  const memory = usage.peakBytes === undefined ? '' : `${Math.round(usage.peakBytes / 2 ** 20)} MB`
  const cells = [usage.wallSeconds, usage.cpuSeconds].map(figure)
  return `| ${[name, ...cells, memory, figure(ratios?.wallRatio), figure(ratios?.cpuRatio)].join(' | ')} |`
}

function figure(value: number | undefined): string {
  return value?.toFixed(2) ?? ''
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
