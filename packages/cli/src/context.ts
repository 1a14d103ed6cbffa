import { createVideoSystem, type VideoSystem, type VideoSystemOptions } from '@mavs/core'
import type { BaseContext } from 'clipanion'
import envPaths from 'env-paths'
import { outliveForgottenPromises } from './forgotten.ts'
import { createLogger } from './logger.ts'

/** What every command works with, injected so that tests can run commands in process. */
export interface CliContext extends BaseContext {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Sessions live here: `MAVS_DATA_DIR`, else what the configuration says, else the user's data directory. */
  readonly dataDirectory: string
  /** Columns of the terminal that results go to; undefined when it is none. */
  readonly columns: number | undefined
  /** Columns of the terminal that progress is shown on; undefined when it is none, or one that cannot move its cursor. */
  readonly progressColumns: number | undefined
  openSystem(options?: VideoSystemOptions): Promise<VideoSystem>
}

/** The context of a real run. Core finds the built-in agents by name: `@mavs/agents` is a dependency of this package. */
export function createContext(process: NodeJS.Process): CliContext {
  const { env: environment, stdin, stdout, stderr } = process
  const dataDirectory = environment.MAVS_DATA_DIR || envPaths('mavs', { suffix: '' }).data
  return {
    env: environment,
    environment,
    stdin,
    stdout,
    stderr,
    colorDepth: environment.NO_COLOR || !stdout.isTTY ? 1 : stdout.getColorDepth(),
    dataDirectory,
    columns: stdout.isTTY ? stdout.columns : undefined,
    progressColumns: stderr.isTTY && environment.TERM !== 'dumb' ? stderr.columns : undefined,
    openSystem(options = {}) {
      const given = { dataDirectory, environment, logger: createLogger(environment), ...options }
      if (given.worker !== false) outliveForgottenPromises(given.logger, (line) => void stderr.write(line))
      return createVideoSystem(given)
    },
  }
}
