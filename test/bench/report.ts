import type { AgainResult } from './again.ts'
import type { PipelineResult } from './pipeline.ts'
import type { RenderingResult } from './rendering.ts'
import type { Usage } from './usage.ts'

/** All that a run of the benchmark measured. */
export interface Measurements {
  readonly machine: Readonly<Record<string, string | number | undefined>>
  readonly results: readonly RenderingResult[]
  /** The frames of changing scenes with sound, given to ffmpeg through a pipe, and from a file. */
  readonly pipe: { readonly piped: Usage; readonly limit: Usage }
  readonly minute: RenderingResult
  /** Half a second: little more than what is paid once. */
  readonly start: Usage
  /** Ten minutes. */
  readonly long: Usage | undefined
  readonly floor: Usage | string
  readonly again: AgainResult
  readonly profile: Readonly<Record<string, number>>
  readonly pipeline: PipelineResult
}

/** The measurements as Markdown. */
export function report(measured: Measurements): string {
  const { machine, pipeline } = measured
  return [
    `${machine['cores']} cores, ${machine['processor']}, Node ${machine['node']}, ffmpeg ${machine['ffmpeg']}`,
    ratioTable(measured),
    growth(measured),
    again(measured.again),
    profileTable(measured),
    `The pipeline itself: ${pipeline.latencyMs.toFixed(0)} ms from request to end, ` +
      `${pipeline.throughputMs.toFixed(0)} ms a session when ${pipeline.sessions} are queued.`,
  ].join('\n\n')
}

function ratioTable({ results, pipe, minute, start, long, floor }: Measurements): string {
  const compared = [...results, minute].flatMap((result) => [
    usageRow(`${result.name}, ${percent(result.changedShare)} of frames changed`, result.rendering, result),
    usageRow('— ffmpeg alone, the same frames', result.limit),
  ])
  const { piped, limit } = pipe
  const others = [
    usageRow(`${TEN_SECONDS}: frames from memory through a pipe, nothing drawn`, piped, {
      wallRatio: piped.wallSeconds / limit.wallSeconds,
      cpuRatio: piped.cpuSeconds && limit.cpuSeconds && piped.cpuSeconds / limit.cpuSeconds,
    }),
    usageRow('1080p, half a second: the start', start),
    ...(long ? [usageRow('1080p, ten minutes of changing scenes', long)] : []),
    typeof floor === 'string'
      ? `A card by drawtext and ass: not with this ffmpeg (${floor})`
      : usageRow("1080p, ten seconds of a card by ffmpeg's drawtext and ass", floor),
  ]
  const head = '| | wall s | CPU s | peak memory | wall, to ffmpeg | CPU, to ffmpeg |\n|---|---|---|---|---|---|'
  return [head, ...compared, ...others].join('\n')
}

/** A row of the table of ratios. */
export function usageRow(
  name: string,
  usage: Usage,
  ratios?: { readonly wallRatio: number; readonly cpuRatio: number | undefined },
): string {
  const memory = usage.peakBytes === undefined ? '' : `${Math.round(usage.peakBytes / 2 ** 20)} MB`
  const cells = [usage.wallSeconds, usage.cpuSeconds].map(figure)
  return `| ${[name, ...cells, memory, figure(ratios?.wallRatio), figure(ratios?.cpuRatio)].join(' | ')} |`
}

/** How a minute compares with six times ten seconds, the start counted once. */
function growth({ results, minute, start }: Measurements): string {
  const ten = results.find(({ name }) => name === TEN_SECONDS)?.rendering
  if (ten === undefined) return ''
  const share = (minute.rendering.wallSeconds - start.wallSeconds) / (6 * (ten.wallSeconds - start.wallSeconds))
  return `A minute takes ${share.toFixed(2)} of six times ten seconds, start-up aside.`
}

const TEN_SECONDS = '1080p, changing scenes, voice and music'

function again({ full, oneScene, nothing }: AgainResult): string {
  const shares = ({ wallSeconds, cpuSeconds }: Usage) =>
    `${percent(wallSeconds / full.wallSeconds)} of the wall time, ${percent((cpuSeconds ?? NaN) / (full.cpuSeconds ?? NaN))} of the CPU time`
  return (
    `A minute of eight scenes takes ${figure(full.wallSeconds)} s (${figure(full.cpuSeconds)} CPU s); ` +
    `again after one scene changed ${shares(oneScene)}; with nothing changed ${shares(nothing)}.`
  )
}

/** What ten seconds are made of, beside what the encoder alone takes. */
function profileTable({ profile, results }: Measurements): string {
  const result = results.find(({ name }) => name === TEN_SECONDS)
  const encoder = result?.limit.cpuSeconds ?? 0
  const rows = Object.entries(profile).map(([part, seconds]) => profileRow(part, seconds, encoder))
  const known = Object.values(profile).reduce((sum, seconds) => sum + seconds, 0)
  const rest = (result?.rendering.cpuSeconds ?? 0) - known - encoder
  return [
    `| ${TEN_SECONDS} | CPU s | of the encoder's |\n|---|---|---|`,
    profileRow('ffmpeg alone', encoder, encoder),
    ...rows,
    profileRow('the rest: garbage collection, caches shared with the encoder, reading the pipe', rest, encoder),
  ].join('\n')
}

const profileRow = (part: string, seconds: number, encoder: number): string =>
  `| ${part} | ${seconds.toFixed(2)} | ${percent(seconds / encoder)} |`

const figure = (value: number | undefined): string => value?.toFixed(2) ?? ''

const percent = (share: number): string => `${Math.round(share * 100)} %`
