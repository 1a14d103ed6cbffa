import { fileURLToPath } from 'node:url'
import { reasonOf } from '../errors/reason.ts'
import { fieldErrors } from '../errors/validation.ts'
import { VideoError } from '../errors/video-error.ts'
import { withinLimit, type Clock } from '../ports/clock.ts'
import type { PluginContainer } from './container.ts'
import { PLUGIN_CONTRACT, type Plugin } from './define.ts'
import { isPath, locatePlugin, packageOf } from './resolve.ts'

/** A plugin by package name, path or value, alone or with its options. */
export type PluginReference = string | Plugin | readonly [plugin: string | Plugin, options: unknown]

/** A plugin that was registered, with what it was given. */
export interface LoadedPlugin {
  readonly name: string
  readonly version: string
  /** The version of the plugin contract that it was written for. */
  readonly contract: number
  /** Path of its module; "option" for one that was given as a value. */
  readonly from: string
  /** As validated, defaults included. */
  readonly options: unknown
}

export interface LoadOptions {
  readonly container: PluginContainer
  readonly clock: Clock
  /** Where package names and relative paths are resolved from. */
  readonly applicationDirectory: string
}

const IMPORT_TIMEOUT_MS = 60_000
const REGISTER_TIMEOUT_MS = 10_000

/**
 * Loads plugins in their order and lets each register its factories. Loading one a second time does nothing.
 * Throws `PLUGIN_INVALID`, naming the plugin and the remedy.
 */
export async function loadPlugins(
  references: readonly PluginReference[],
  options: LoadOptions,
): Promise<LoadedPlugin[]> {
  const loaded = new Map<string, Loading>()
  for (const reference of references) {
    const [target, given] = isPair(reference) ? reference : [reference, undefined]
    const { value, place } = await open(target, options)
    const plugin = checkPlugin(value, typeof target === 'string' ? target : undefined)
    const before = loaded.get(plugin.name)
    if (before === undefined) {
      const parsed = parseOptions(plugin, given)
      await register(plugin, parsed, options)
      loaded.set(plugin.name, { plugin, place, given, options: parsed })
    } else {
      checkSame(plugin, place, given, before)
    }
  }
  return [...loaded.values()].map(({ plugin: { name, version, requires }, place, options }) => ({
    name,
    version,
    contract: requires.contract,
    from: place,
    options,
  }))
}

interface Loading {
  readonly plugin: Plugin
  /** Path of its module; "option" for one that was given as a value. */
  readonly place: string
  readonly given: unknown
  readonly options: unknown
}

const isPair = (reference: PluginReference): reference is readonly [string | Plugin, unknown] =>
  Array.isArray(reference)

async function open(
  target: string | Plugin,
  { clock, applicationDirectory: directory }: LoadOptions,
): Promise<{ value: unknown; place: string }> {
  if (typeof target !== 'string') return { value: target, place: 'option' }
  const url = locatePlugin(target, directory)
  if (url === undefined) throw notFound(target, directory)
  return { value: await importPlugin(target, url, clock), place: placeOf(url) }
}

const placeOf = (url: string): string => (url.startsWith('file:') ? fileURLToPath(url) : url)

async function importPlugin(reference: string, url: string, clock: Clock): Promise<unknown> {
  const late = () => new Error(`it did not end within ${IMPORT_TIMEOUT_MS / 1000} s`)
  try {
    const module = (await withinLimit(clock, IMPORT_TIMEOUT_MS, import(url), late)) as {
      default?: unknown
      plugin?: unknown
    }
    return module.default ?? module.plugin
  } catch (error) {
    throw invalid(reference, `could not be loaded: ${reasonOf(error)}`, error)
  }
}

function notFound(reference: string, applicationDirectory: string): VideoError {
  const remedy = isPath(reference)
    ? `Expected a module at this path, relative to ${applicationDirectory}.`
    : `Install it: npm install ${packageOf(reference)}`
  return invalid(reference, `was not found from ${applicationDirectory}. ${remedy}`)
}

function checkPlugin(value: unknown, reference: string | undefined): Plugin {
  const plugin = value as Partial<Plugin> | null | undefined
  const name = typeof plugin?.name === 'string' && plugin.name !== '' ? plugin.name : (reference ?? 'without a name')
  const isWhole =
    typeof plugin === 'object' &&
    plugin !== null &&
    name === plugin.name &&
    typeof plugin.version === 'string' &&
    typeof plugin.register === 'function' &&
    typeof plugin.options?.safeParse === 'function' &&
    typeof plugin.requires?.contract === 'number'
  if (!isWhole) {
    const where = reference === undefined ? '' : ' as the default export (or an export named "plugin")'
    throw invalid(name, `is no plugin: expected the result of definePlugin({ name, version, register })${where}.`)
  }
  if (plugin.requires!.contract !== PLUGIN_CONTRACT) throw wrongContract(plugin as Plugin)
  return plugin as Plugin
}

function wrongContract(plugin: Plugin): VideoError {
  const theirs = plugin.requires.contract
  const remedy =
    theirs > PLUGIN_CONTRACT
      ? 'Upgrade the system: npm install @mavs/core@latest'
      : `Upgrade the plugin: npm install ${plugin.name}@latest`
  return invalid(
    plugin.name,
    `(version ${plugin.version}) was written for plugin contract ${theirs}; this system has contract ` +
      `${PLUGIN_CONTRACT}. ${remedy}`,
  )
}

function parseOptions(plugin: Plugin, given: unknown): unknown {
  const result = plugin.options.safeParse(given ?? {})
  if (result.success) return result.data
  const errors = fieldErrors(result.error, given)
  const sentence = errors
    .map(({ path, message }) => (path === '' ? message : `option "${path}": ${message}`))
    .join('; ')
  throw new VideoError('PLUGIN_INVALID', `Plugin "${plugin.name}" was given wrong options: ${sentence}`, {
    details: { plugin: plugin.name, errors },
    cause: result.error,
  })
}

async function register(plugin: Plugin, options: unknown, { container, clock }: LoadOptions): Promise<void> {
  const { registry, end } = container.registryFor(plugin.name)
  const late = () => new Error(`register() did not end within ${REGISTER_TIMEOUT_MS / 1000} s`)
  try {
    await withinLimit(clock, REGISTER_TIMEOUT_MS, plugin.register(registry, options), late)
  } catch (error) {
    throw invalid(plugin.name, `failed to register: ${reasonOf(error)}`, error)
  } finally {
    end()
  }
}

/** Throws when two plugins go by one name, or one is asked for in two ways. */
function checkSame(plugin: Plugin, place: string, given: unknown, before: Loading): void {
  if (plugin.version !== before.plugin.version) {
    throw invalid(
      plugin.name,
      `is asked for in two versions, ${before.plugin.version} and ${plugin.version}. Keep one.`,
    )
  }
  if (plugin.register !== before.plugin.register) {
    throw invalid(
      plugin.name,
      `is there twice: from ${inWords(before.place)}, and from ${inWords(place)}. A plugin's name is its own: load one of them, or rename ` +
        'the other.',
    )
  }
  if (given !== undefined && JSON.stringify(given) !== JSON.stringify(before.given)) {
    throw invalid(
      plugin.name,
      'is asked for twice with different options. Give its options once, where it comes first.',
    )
  }
}

const inWords = (place: string): string => (place === 'option' ? 'a value of the program' : place)

const invalid = (plugin: string, sentence: string, cause?: unknown): VideoError =>
  new VideoError('PLUGIN_INVALID', `Plugin "${plugin}" ${sentence}`, {
    details: { plugin },
    ...(cause === undefined ? {} : { cause }),
  })
