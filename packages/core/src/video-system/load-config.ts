import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join, resolve } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { reasonOf } from '../errors/reason.ts'
import { parseOrThrow } from '../errors/validation.ts'
import { VideoError } from '../errors/video-error.ts'
import { ConfigDocument, type MavsConfig } from './config.ts'

/** Where a configuration is looked for. */
export interface LoadConfigOptions {
  /** The file. Default: `MAVS_CONFIG`, else the `mavs.config.*` of the directory, if there is one. */
  readonly file?: string | undefined
  /** Default: the working directory. */
  readonly directory?: string
  /** Default `process.env`; what it sets goes before the file. */
  readonly environment?: Readonly<Record<string, string | undefined>>
}

/** A configuration that was read; it is what `createVideoSystem` takes. */
export interface LoadedConfig extends MavsConfig {
  /** The file, where there is one. */
  readonly configFile?: string
  /** Its folder: names and paths of plugins are looked up there. */
  readonly applicationDirectory?: string
}

const ENDINGS = ['ts', 'mts', 'js', 'mjs', 'json'] as const

/** Settings that the environment has too. */
const VARIABLES = {
  dataDirectory: 'MAVS_DATA_DIR',
  concurrency: 'MAVS_CONCURRENCY',
  queueLimit: 'MAVS_QUEUE_LIMIT',
  prices: 'MAVS_PRICES',
  offline: 'MAVS_OFFLINE',
  webhookSecret: 'MAVS_WEBHOOK_SECRET',
  privateWebhooks: 'MAVS_WEBHOOK_PRIVATE',
} as const satisfies Partial<Record<keyof MavsConfig, string>>

/**
 * Reads `mavs.config.ts`, `.mts`, `.js`, `.mjs` or `.json`: `createVideoSystem(await loadConfig())`. What the environment
 * sets is left out, so that it goes first; without a file there is nothing in it. Paths are relative to the file.
 * Throws `CONFIG_INVALID`, naming the file and the field.
 */
export async function loadConfig(options: LoadConfigOptions = {}): Promise<LoadedConfig> {
  const { environment = process.env, directory = process.cwd() } = options
  const file = findConfig(options.file || environment.MAVS_CONFIG || undefined, directory)
  if (file === undefined) return {}
  const config = parseOrThrow(ConfigDocument, await readConfig(file), file, 'CONFIG_INVALID')
  const folder = dirname(file)
  const { dataDirectory } = config
  const located = dataDirectory === undefined ? config : { ...config, dataDirectory: resolve(folder, dataDirectory) }
  return { ...withoutSet(located, environment), configFile: file, applicationDirectory: folder }
}

function findConfig(named: string | undefined, directory: string): string | undefined {
  if (named !== undefined) {
    const file = resolve(directory, named)
    if (existsSync(file)) return file
    throw invalid(file, 'is not there: --config or MAVS_CONFIG names it')
  }
  const found = ENDINGS.map((ending) => join(directory, `mavs.config.${ending}`)).filter((file) => existsSync(file))
  if (found.length > 1) throw invalid(found.join(' and '), 'are both there: keep one of them')
  return found[0]
}

async function readConfig(file: string): Promise<unknown> {
  const ending = extname(file).slice(1)
  if (!ENDINGS.some((known) => known === ending)) {
    throw invalid(file, `is no configuration: expected a file that ends in ${ENDINGS.join(', ')}`)
  }
  try {
    // Required and not read, so that `mavs serve --reload` hears of its changes.
    if (ending === 'json') return createRequire(file)(file) as unknown
    return ((await import(pathToFileURL(file).href)) as { readonly default?: unknown }).default
  } catch (error) {
    throw unreadable(file, error)
  }
}

function unreadable(file: string, error: unknown): VideoError {
  const isTyped = /\.m?ts$/.test(file)
  if (isTyped && !process.features.typescript) {
    const remedy = 'Use Node 22.18 or newer, or write it in JavaScript: mavs.config.mjs'
    return invalid(
      file,
      `cannot be read by Node ${process.versions.node}, which does not know TypeScript. ${remedy}`,
      error,
    )
  }
  return invalid(file, `cannot be read: ${reasonOf(error)}`, error)
}

function withoutSet(config: MavsConfig, environment: NonNullable<LoadConfigOptions['environment']>): MavsConfig {
  const isSet = (name: string) => environment[VARIABLES[name as keyof typeof VARIABLES]]?.trim()
  return Object.fromEntries(Object.entries(config).filter(([name]) => !isSet(name)))
}

const invalid = (file: string, what: string, cause?: unknown): VideoError =>
  new VideoError('CONFIG_INVALID', `${file} ${what}.`, { details: { file }, cause })
