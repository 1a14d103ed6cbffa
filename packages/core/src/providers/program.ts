import { VideoError } from '../errors/video-error.ts'
import { providerFailure, type FailureKind } from './failure.ts'

/** A program that the user installed, as its provider runs it. */
export interface ProgramOptions {
  /** The provider's id, for messages. */
  readonly provider: string
  /** The program, by path or by name on the PATH, and what is always given to it first. */
  readonly command: readonly [program: string, ...always: string[]]
  readonly environment: Readonly<Record<string, string | undefined>>
  /** For one run. */
  readonly timeoutMs: number
  /** What to do when it is missing, as an imperative sentence without a full stop. */
  readonly remedy: string
}

/** What a program wrote. */
export interface ProgramOutput {
  readonly stdout: Buffer
  readonly stderr: string
}

/** Runs a program, never through a shell. */
export interface Program {
  /**
   * Gives it a text on its standard input, and waits for its end. Every failure is a `PROVIDER_FAILED` or `TIMED_OUT` of
   * a kind, or the signal's reason; the program is killed at its time limit and when the signal aborts.
   */
  run(
    commandLine: readonly string[],
    options?: { readonly input?: string; readonly signal?: AbortSignal },
  ): Promise<ProgramOutput>
}

/** So much of what a program complains of is shown: its end. */
const SHOWN_CHARACTERS = 300

/** Makes a runner of one program. */
export function createProgram({ provider, command, environment, timeoutMs, remedy }: ProgramOptions): Program {
  const [program, ...always] = command
  const failed = (kind: FailureKind, reason: string, cause?: unknown): VideoError =>
    providerFailure({ provider, kind, message: `${provider}: ${reason}`, cause })
  return {
    async run(commandLine, { input = '', signal } = {}) {
      const { execa } = await import('execa')
      signal?.throwIfAborted()
      const ended = await execa(program, [...always, ...commandLine], {
        input,
        encoding: 'buffer',
        env: environment as Record<string, string>,
        extendEnv: false,
        reject: false,
        stripFinalNewline: false,
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
        ...(signal && { cancelSignal: signal }),
      })
      signal?.throwIfAborted()
      const stderr = Buffer.from(ended.stderr ?? [])
        .toString('utf8')
        .trim()
      if (isMissing(ended)) throw failed('rejected', `the program "${program}" cannot be run. ${remedy}.`, ended)
      if (ended.timedOut) throw failed('timeout', `the program did not end within ${timeoutMs / 1000} s`, ended)
      if (ended.failed) throw failed('unavailable', stderr.slice(-SHOWN_CHARACTERS) || ended.shortMessage!, ended)
      return { stdout: Buffer.from(ended.stdout), stderr }
    },
  }
}

/** Whether a failure is that the program is not there, or is no program. */
export const isMissingProgram = (error: unknown): boolean => VideoError.isInstance(error) && isMissing(error.cause)

const isMissing = (ended: unknown): boolean =>
  ['ENOENT', 'EACCES', 'ENOEXEC'].includes((ended as { code?: string } | undefined)?.code ?? '')
