import { readFileSync } from 'node:fs'
import { hashOf } from '../domain/canonical.ts'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import { createContainer, type PluginContainer } from './container.ts'
import { loadPlugins, type LoadedPlugin, type PluginReference } from './load.ts'

export interface SystemPlugins {
  readonly container: PluginContainer
  readonly loaded: readonly LoadedPlugin[]
  /** Program and plugin versions by name. */
  readonly versions: Readonly<Record<string, string>>
  /** Hash of the plugins with their options: what a session needs of its worker. */
  readonly fingerprint: string
}

export interface SystemPluginsOptions {
  readonly references: readonly PluginReference[]
  /** Loaded after all others, those of `MAVS_PLUGINS` included: what was given in code goes first. */
  readonly last?: readonly PluginReference[]
  readonly logger: Logger
  readonly clock: Clock
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly offline: boolean
}

/** Loads a system's plugins, those named in `MAVS_PLUGINS` last, into a container of its own. */
export async function loadSystemPlugins(options: SystemPluginsOptions): Promise<SystemPlugins> {
  const { logger, clock, environment, offline } = options
  const named = (environment.MAVS_PLUGINS ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  const container = createContainer({ logger, environment })
  try {
    const loaded = await loadPlugins([...options.references, ...named, ...(options.last ?? [])], {
      container,
      clock,
      applicationDirectory: process.cwd(),
    })
    const versions = Object.fromEntries(loaded.map((plugin) => [plugin.name, plugin.version]))
    return {
      container,
      loaded,
      versions: { '@mavs/core': coreVersion(), ...versions },
      fingerprint: hashOf({ loaded, offline }),
    }
  } catch (error) {
    await container.dispose()
    throw error
  }
}

/** The manifest lies two folders up, beside `src` and beside `dist`. */
function coreVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  return manifest.version
}
