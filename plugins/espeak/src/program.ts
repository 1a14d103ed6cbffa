import { providerFailure, type VideoError } from '@mavs/core'
import { execa } from 'execa'

/** What a program wrote. */
export interface ProgramOutput {
  readonly stdout: Buffer
  readonly stderr: string
}

/** The installed program. */
export interface Program {
  /** Throws `PROVIDER_FAILED` or `TIMED_OUT`, or the signal's reason; then the program was killed. */
  run(
    commandLine: readonly string[],
    options: { readonly input?: string; readonly signal?: AbortSignal },
  ): Promise<ProgramOutput>
}

/** The failure of a program that is not there. */
export class MissingProgram extends Error {}

export const REMEDY =
  'Install eSpeak NG (Debian, Ubuntu: apt-get install espeak-ng; macOS: brew install espeak-ng), or set ESPEAK_PATH'

interface ProgramOptions {
  readonly program: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly timeoutMs: number
}

/** Runs a program with text on its standard input, never through a shell. */
export function createProgram({ program, environment, timeoutMs }: ProgramOptions): Program {
  return {
    async run(commandLine, { input = '', signal }) {
      signal?.throwIfAborted()
      const ended = await execa(program, commandLine, {
        input,
        encoding: 'buffer',
        env: environment,
        extendEnv: false,
        reject: false,
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
        ...(signal && { cancelSignal: signal }),
      })
      signal?.throwIfAborted()
      const stderr = Buffer.from(ended.stderr).toString('utf8').trim()
      if (ended.timedOut) throw failure('timeout', `did not answer within ${timeoutMs / 1000} s`)
      if (ended.code === 'ENOENT' || ended.code === 'EACCES') throw missing(program, ended.code)
      if (ended.failed) throw failure('unavailable', stderr.slice(-300) || ended.shortMessage)
      return { stdout: Buffer.from(ended.stdout), stderr }
    },
  }
}

const missing = (program: string, code: string): VideoError => {
  const what = code === 'ENOENT' ? 'was not found' : 'may not be run'
  const cause = new MissingProgram(`${program} ${what}`)
  const message = `espeak: the program "${program}" ${what}. ${REMEDY}.`
  return providerFailure({ provider: 'espeak', kind: 'rejected', message, cause })
}

const failure = (kind: 'timeout' | 'unavailable', reason: string): VideoError =>
  providerFailure({ provider: 'espeak', kind, message: `espeak: ${reason}` })
