import type { Readable, Writable } from 'node:stream'
import { execa } from 'execa'
import { ffmpegFailure } from './failure.ts'
import type { Ffmpeg } from './ffmpeg.ts'

/** An ffmpeg at work. */
export interface FfmpegProcess {
  readonly stdin: Writable
  readonly stdout: Readable
  /** Resolves with what it wrote to stderr; throws `RENDER_FAILED`, `DISK_FULL`, or the signal's reason. */
  readonly ended: Promise<string>
}

/** What is run, and what it is for in an error's message. */
export interface FfmpegRun {
  readonly arguments: readonly string[]
  readonly what: string
  readonly signal: AbortSignal
}

/** Starts ffmpeg with open pipes. An abort ends it at once: what it has written by then is thrown away anyway. */
export function startFfmpeg(ffmpeg: Ffmpeg, run: FfmpegRun): FfmpegProcess {
  const subprocess = execa(ffmpeg.path, ['-hide_banner', '-nostats', '-y', ...run.arguments], {
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
    buffer: { stdout: false, stderr: true },
    maxBuffer: { stderr: 1_000_000 },
    cancelSignal: run.signal,
    killSignal: 'SIGKILL',
    reject: false,
  })
  // A closed pipe is reported by the process's end, which knows the reason.
  subprocess.stdin.on('error', () => {})
  const ended = subprocess.then((result) => {
    run.signal.throwIfAborted()
    if (result.failed) throw ffmpegFailure(run.what, result)
    return result.stderr
  })
  ended.catch(() => {})
  return { stdin: subprocess.stdin, stdout: subprocess.stdout, ended }
}

/** Runs ffmpeg to its end without input and drops its output; resolves with what it wrote to stderr. */
export async function runFfmpeg(ffmpeg: Ffmpeg, run: FfmpegRun): Promise<string> {
  const { stdin, stdout, ended } = startFfmpeg(ffmpeg, run)
  stdin.end()
  stdout.resume()
  return ended
}
