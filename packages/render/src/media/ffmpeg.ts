import { createHash } from 'node:crypto'
import { execa } from 'execa'
import { VideoError } from '@mavs/core/essentials'
import { candidates, type Candidate, type FfmpegSource } from './candidates.ts'

/** The ffmpeg that is used. */
export interface Ffmpeg {
  readonly path: string
  /** As it calls itself, e.g. "5.1.9-0+deb12u1". */
  readonly version: string
  /** A digest of its version, configuration and libraries: the same build gives the same bytes. */
  readonly build: string
  readonly source: FfmpegSource
  /** Candidates that came before it and could not be used. */
  readonly rejected: readonly RejectedFfmpeg[]
}

/** A candidate that was looked at in vain. */
export interface RejectedFfmpeg {
  readonly source: FfmpegSource
  readonly path: string
  readonly reason: string
}

/** Where to look, and what counts as the environment. */
export interface FfmpegOptions {
  /** Default `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  readonly signal?: AbortSignal
}

/** What we ask of a build; all else is done without ffmpeg. */
const REQUIRED_ENCODERS = ['libx264', 'aac']
const CHECK_TIMEOUT_MS = 15_000

/**
 * Finds a working ffmpeg: `FFMPEG_PATH`, then `ffmpeg-static`, then the PATH, then the build of
 * `@ffmpeg-installer/ffmpeg`. One that does not run, or cannot encode H.264 and AAC, is passed over. Throws
 * `FFMPEG_MISSING`.
 */
export async function resolveFfmpeg(options: FfmpegOptions = {}): Promise<Ffmpeg> {
  const rejected: RejectedFfmpeg[] = []
  for await (const candidate of candidates(options.environment ?? process.env)) {
    const checked = await check(candidate, options.signal)
    options.signal?.throwIfAborted()
    if ('version' in checked) return { ...candidate, ...checked, rejected }
    rejected.push({ ...candidate, reason: checked.reason })
  }
  throw missing(rejected)
}

async function check(
  candidate: Candidate,
  signal: AbortSignal | undefined,
): Promise<{ version: string; build: string } | { reason: string }> {
  const result = await execa(candidate.path, ['-encoders'], {
    reject: false,
    stdin: 'ignore',
    timeout: CHECK_TIMEOUT_MS,
    ...(signal && { cancelSignal: signal }),
  })
  const version = /ffmpeg version (\S+)/.exec(result.stderr)?.[1]
  if (result.failed || version === undefined) return { reason: `does not run: ${whyItFailed(result)}` }
  const lacking = REQUIRED_ENCODERS.filter((name) => !new RegExp(`^ \\S+ ${name} `, 'm').test(result.stdout))
  if (lacking.length > 0) return { reason: `lacks the encoders ${lacking.join(' and ')}` }
  return { version, build: createHash('sha256').update(result.stderr).digest('hex').slice(0, 16) }
}

function whyItFailed(result: { originalMessage?: string; shortMessage?: string; stderr: string }): string {
  const said = result.stderr.trim().split('\n').at(-1)
  return said || result.originalMessage || result.shortMessage || 'it gave no version'
}

function missing(rejected: readonly RejectedFfmpeg[]): VideoError {
  const found = rejected.map(({ source, path, reason }) => `${path} (${source}) ${reason}`).join('; ')
  return new VideoError(
    'FFMPEG_MISSING',
    `No working ffmpeg with libx264 and aac was found. ${found ? `Looked at: ${found}. ` : ''}` +
      'Install one (Debian, Ubuntu: apt-get install ffmpeg; macOS: brew install ffmpeg), or set FFMPEG_PATH to its ' +
      'path, or reinstall with optional dependencies (npm install --include=optional).',
    { details: { rejected } },
  )
}
