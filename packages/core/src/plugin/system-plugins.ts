import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { hashOf } from '../domain/canonical.ts'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import { checkSceneKinds } from './scene-kinds.ts'
import { createContainer, type PluginContainer } from './container.ts'
import { isPath } from './resolve.ts'
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
  /** Where the references are looked up; those of `MAVS_PLUGINS` are looked up in the working directory. */
  readonly applicationDirectory: string
}

/** Loads a system's plugins, those named in `MAVS_PLUGINS` last, into a container of its own. */
export async function loadSystemPlugins(options: SystemPluginsOptions): Promise<SystemPlugins> {
  const { logger, clock, environment, offline, applicationDirectory } = options
  const named = (environment.MAVS_PLUGINS ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => (isPath(name) && !name.startsWith('file:') ? resolve(name) : name))
  const container = createContainer({ logger, environment, clock })
  try {
    const loaded = await loadPlugins([...options.references, ...named, ...(options.last ?? [])], {
      container,
      clock,
      applicationDirectory,
    })
    checkSceneKinds(container)
    const versions = Object.fromEntries(loaded.map((plugin) => [plugin.name, plugin.version]))
    return {
      container,
      loaded,
      versions: { '@mavs/core': coreVersion(), ...versions },
      fingerprint: fingerprintOf(loaded, offline),
    }
  } catch (error) {
    await container.dispose()
    throw error
  }
}

/** Where a plugin lies is no part of it: two machines may share sessions. */
const fingerprintOf = (loaded: readonly LoadedPlugin[], offline: boolean): string =>
  hashOf({ loaded: loaded.map(({ name, version, options }) => ({ name, version, options })), offline })

/** The manifest lies two folders up, beside `src` and beside `dist`. */
function coreVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  return manifest.version
}
