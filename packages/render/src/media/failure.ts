import { VideoError } from '@mavs/core/essentials'

/** The end of a process, as far as it explains a failure. */
export interface ProcessEnd {
  readonly exitCode?: number | undefined
  readonly signal?: string | undefined
  readonly code?: string | undefined
  readonly stderr: string
}

const NO_SPACE = /No space left on device|ENOSPC|EDQUOT|Disk quota exceeded/i

/** What a failed ffmpeg means: `DISK_FULL`, or `RENDER_FAILED` with what it said. */
export function ffmpegFailure(what: string, end: ProcessEnd): VideoError {
  if (NO_SPACE.test(end.stderr)) return diskFull(what)
  const status = end.signal ? `was ended by ${end.signal}` : `ended with ${end.code ?? `exit code ${end.exitCode}`}`
  const said = end.stderr.trim().split('\n').slice(-4).join(' ').slice(0, 600)
  return new VideoError('RENDER_FAILED', `${what}: ffmpeg ${status}${said ? `: ${said}` : ' and said nothing'}`, {
    details: { exitCode: end.exitCode ?? null, signal: end.signal ?? null, stderr: end.stderr.slice(-4000) },
  })
}

/** Any failure as a `VideoError`: one that is already passes through, a full disk is told apart. */
export function asVideoError(error: unknown, what: string): VideoError {
  if (VideoError.isInstance(error)) return error
  const { message, code } = error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error) }
  if (NO_SPACE.test(`${code} ${message}`)) return diskFull(what, error)
  return new VideoError('RENDER_FAILED', `${what}: ${message}`, { cause: error })
}

function diskFull(what: string, cause?: unknown): VideoError {
  return new VideoError(
    'DISK_FULL',
    `${what}: no space is left on the device. Free some, or choose another directory, and render again; ` +
      'finished segments are kept in the cache.',
    { cause },
  )
}
