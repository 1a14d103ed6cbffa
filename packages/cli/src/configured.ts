import { loadConfig, type LoadedConfig } from '@mavs/core'
import type { CliContext } from './context.ts'

/** A run's context under its configuration file. */
export interface ConfiguredContext extends CliContext {
  readonly config: LoadedConfig
}

/**
 * Reads the configuration that `--config` names, else `MAVS_CONFIG`, else the working directory's. What the command line
 * or the environment says goes before it. Throws `CONFIG_INVALID`.
 */
export async function configured(context: CliContext, file: string | undefined): Promise<ConfiguredContext> {
  const config = await loadConfig({ file, environment: context.environment })
  const { configFile, server: _server, ...options } = config
  const dataDirectory = options.dataDirectory ?? context.dataDirectory
  return {
    ...context,
    // A worker that is started from here works with the same one.
    environment: configFile === undefined ? context.environment : { ...context.environment, MAVS_CONFIG: configFile },
    dataDirectory,
    config,
    openSystem: (given = {}) => context.openSystem({ ...options, dataDirectory, ...given }),
  }
}
