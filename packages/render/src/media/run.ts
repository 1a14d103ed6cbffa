import { spawn, type ChildProcessByStdio } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
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

type Subprocess = ChildProcessByStdio<Writable, Readable, Readable>

/** What is kept of what ffmpeg says. */
const STDERR_CHARACTERS = 1_000_000

/** Starts ffmpeg with open pipes. An abort ends it at once: what it has written by then is thrown away anyway. */
export function startFfmpeg(ffmpeg: Ffmpeg, run: FfmpegRun): FfmpegProcess {
  run.signal.throwIfAborted()
  const subprocess = spawn(ffmpeg.path, ['-hide_banner', '-nostats', '-y', ...run.arguments])
  // A closed pipe is reported by the process's end, which knows the reason.
  subprocess.stdin.on('error', () => {})
  const ended = untilEnded(subprocess, run)
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

async function untilEnded(subprocess: Subprocess, { what, signal }: FfmpegRun): Promise<string> {
  const kill = () => void subprocess.kill('SIGKILL')
  // Nothing that was started here may outlive this process.
  process.once('exit', kill)
  signal.addEventListener('abort', kill)
  try {
    const { stderr, ...end } = await outcome(subprocess)
    signal.throwIfAborted()
    if (end.exitCode !== 0) throw ffmpegFailure(what, { stderr, ...end })
    return stderr
  } finally {
    process.off('exit', kill)
    signal.removeEventListener('abort', kill)
  }
}

interface Outcome {
  readonly stderr: string
  readonly exitCode?: number | undefined
  readonly signal?: string | undefined
  readonly code?: string | undefined
}

/** Waits until the process is gone and its pipes are closed, or could not be started. */
async function outcome(subprocess: Subprocess): Promise<Outcome> {
  let stderr = ''
  subprocess.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_CHARACTERS)
  })
  return new Promise((resolve) => {
    subprocess.once('error', ({ message, code }: NodeJS.ErrnoException) => resolve({ stderr: stderr + message, code }))
    subprocess.once('close', (exitCode, signal) =>
      resolve({ stderr, exitCode: exitCode ?? undefined, signal: signal ?? undefined }),
    )
  })
}
