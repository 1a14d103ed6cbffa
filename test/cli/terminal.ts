import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { createVideoSystem } from '@mavs/core'
import { run, type CliContext } from '@mavs/cli'
import { onTestFinished } from 'vitest'

/** What a command line ended with. */
export interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** A directory that goes when the test has finished. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'mavs-cli-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** Runs commands in this process, over one data directory, with their output caught. */
export function createTerminal(
  dataDirectory: string,
  environment: Record<string, string> = {},
  screen: { readonly columns?: number; readonly colorDepth?: number } = {},
) {
  return async (...argv: string[]): Promise<Outcome> => {
    const [stdout, stderr] = [new Sink(), new Sink()]
    const context: CliContext = {
      env: environment,
      environment,
      stdin: new PassThrough(),
      stdout,
      stderr,
      colorDepth: screen.colorDepth ?? 1,
      dataDirectory,
      columns: screen.columns,
      progressColumns: undefined,
      openSystem: (options = {}) => createVideoSystem({ dataDirectory, environment, offline: true, ...options }),
    }
    const code = await run(argv, context)
    return { code, stdout: stdout.text, stderr: stderr.text }
  }
}

class Sink extends Writable {
  text = ''

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString()
    done()
  }
}
