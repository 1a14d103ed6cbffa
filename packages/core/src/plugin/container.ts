// oxlint-disable-next-line import/no-unassigned-import -- tsyringe throws at import unless this came first
import 'reflect-metadata'
import { container as root } from 'tsyringe'
import { reasonOf } from '../errors/reason.ts'
import { VideoError } from '../errors/video-error.ts'
import { withinLimit, type Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import type { Token } from '../ports/token.ts'
import type { Registry, Resolver } from './define.ts'

/** The ports of one system. Two systems never share an instance. */
export interface PluginContainer extends Resolver {
  /** Whether anybody provides the port. */
  has(token: Token<unknown>): boolean
  /** The plugins that provide the port, in the order in which they were loaded. */
  pluginsOf(token: Token<unknown>): readonly string[]
  /** What one plugin provides of a port, whoever was loaded after it; undefined when it provides none. */
  of<Port>(token: Token<Port>, plugin: string): Port | undefined
  /** A registry that notes which plugin each factory is from; it takes nothing more once `end` was called. */
  registryFor(plugin: string): { readonly registry: Registry; end(): void }
  /** Everything that was registered, in the order of registration. */
  registrations(): readonly Registration[]
  /** Everything that was made so far, in the order in which it was made. */
  made(): readonly { readonly plugin: string; readonly port: string; readonly instance: unknown }[]
  /** Providers that are missing from their chains because their factories threw. */
  failed(): readonly FailedProvider[]
  /**
   * Disposes what was made, the latest first. A failure, or one that takes too long, is logged and keeps nothing else
   * from being disposed.
   */
  dispose(): Promise<void>
}

/** What a plugin provides under a port. */
export interface Registration {
  readonly plugin: string
  readonly token: Token<unknown>
  /** Its own name for tsyringe. */
  readonly key: symbol
  /** The instance, made on the first call; throws when its factory does. */
  make(): unknown
}

export interface ContainerOptions {
  readonly logger: Logger
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
}

/** A provider that could not be made, and why. */
export interface FailedProvider {
  readonly plugin: string
  readonly port: string
  readonly reason: string
}

interface Made {
  readonly plugin: string
  readonly port: string
  readonly instance: unknown
}

const DISPOSE_TIMEOUT_MS = 10_000

/** Makes an empty container: a child of tsyringe's, so that nothing is registered globally. */
export function createContainer({ logger, environment, clock }: ContainerOptions): PluginContainer {
  const child = root.createChildContainer()
  const list: Registration[] = []
  const failed = new Map<symbol, FailedProvider>()
  const made: Made[] = []
  const making: string[] = []
  const registered = ({ symbol }: Token<unknown>): readonly Registration[] =>
    list.filter(({ token }) => token.symbol === symbol)
  const container: PluginContainer = {
    logger,
    environment,
    has: (token) => registered(token).length > 0,
    get<Port>(token: Token<Port, 'single'>): Port {
      const last = registered(token).at(-1)
      if (last === undefined) throw missingPort(token.name)
      return child.resolve<Port>(last.key)
    },
    all<Port>(token: Token<Port, 'chain'>): readonly Port[] {
      return registered(token)
        .toReversed()
        .flatMap((entry) => {
          const provider = orFailed(entry, () => child.resolve<Port | undefined>(entry.key), failed, logger)
          return provider === undefined ? [] : [provider]
        })
    },
    pluginsOf: (token) => [...new Set(registered(token).map(({ plugin }) => plugin))],
    of<Port>(token: Token<Port>, plugin: string): Port | undefined {
      const last = registered(token).findLast((entry) => entry.plugin === plugin)
      return last === undefined ? undefined : child.resolve<Port>(last.key)
    },
    registryFor(plugin) {
      let isOpen = true
      const provide = <Port>(token: Token<Port>, factory: (resolver: Resolver) => Port | undefined): void => {
        if (!isOpen) throw registeredLate(plugin, token.name)
        const key = Symbol(`${token.name} of ${plugin}`)
        const instance = onceOnly(() => make({ plugin, port: token.name, factory, container, made, making }))
        child.register(key, { useFactory: instance })
        list.push({ plugin, token, key, make: instance })
      }
      return { registry: { provide }, end: () => void (isOpen = false) }
    },
    registrations: () => list,
    made: () => made,
    failed: () => [...failed.values()],
    async dispose() {
      for (const entry of made.splice(0).toReversed()) await disposeOf(entry, logger, clock)
      child.clearInstances()
    },
  }
  return container
}

/** A provider of a chain that cannot be made is missing from it, like one that has failed: the others can do its work. */
function orFailed<Port>(
  { plugin, token, key }: Registration,
  make: () => Port | undefined,
  failed: Map<symbol, FailedProvider>,
  logger: Logger,
): Port | undefined {
  try {
    const provider = make()
    failed.delete(key)
    return provider
  } catch (error) {
    if (isCircle(error)) throw error
    const reason = reasonOf(error)
    if (!failed.has(key)) logger.error({ plugin, port: token.name, error }, 'a provider could not be made')
    failed.set(key, { plugin, port: token.name, reason })
    return undefined
  }
}

/** tsyringe runs a factory on every resolve, and its own caching factories are not disposed. */
function onceOnly<Value>(create: () => Value): () => Value {
  let cell: { readonly value: Value } | undefined
  return () => (cell ??= { value: create() }).value
}

interface Making<Port> {
  readonly plugin: string
  readonly port: string
  readonly factory: (resolver: Resolver) => Port
  readonly container: Resolver
  readonly made: Made[]
  readonly making: string[]
}

function make<Port>({ plugin, port, factory, container, made, making }: Making<Port>): Port {
  const name = `${port} of ${plugin}`
  if (making.includes(name)) {
    const circle = [...making.slice(making.indexOf(name)), name].join(' → ')
    throw new VideoError(
      'PLUGIN_INVALID',
      `Plugin "${plugin}": its factories ask for each other in a circle: ${circle}`,
      { details: { plugin, circle } },
    )
  }
  making.push(name)
  try {
    const instance = factory(container)
    if (instance !== undefined) made.push({ plugin, port, instance })
    return instance
  } catch (error) {
    if (VideoError.isInstance(error)) throw error
    throw new VideoError('PLUGIN_INVALID', `Plugin "${plugin}" could not make its ${port}: ${reasonOf(error)}`, {
      details: { plugin, port },
      cause: error,
    })
  } finally {
    making.pop()
  }
}

const isCircle = (error: unknown): boolean => VideoError.isInstance(error) && error.details.circle !== undefined

async function disposeOf({ plugin, port, instance }: Made, logger: Logger, clock: Clock): Promise<void> {
  const dispose: unknown = (instance as { dispose?: unknown } | null | undefined)?.dispose
  if (typeof dispose !== 'function') return
  const late = () => new Error(`it did not end within ${DISPOSE_TIMEOUT_MS / 1000} s`)
  try {
    await withinLimit(clock, DISPOSE_TIMEOUT_MS, dispose.call(instance) as unknown, late)
  } catch (error) {
    logger.warn({ plugin, port, error }, 'a provider could not be disposed')
  }
}

const missingPort = (port: string): VideoError =>
  new VideoError(
    'PORT_MISSING',
    `No loaded plugin provides the port "${port}". Load one that does, e.g. the built-in agents ` +
      '(npm install @mavs/agents); `plugins` replaces them, `extraPlugins` adds to them.',
    { details: { port } },
  )

const registeredLate = (plugin: string, port: string): VideoError =>
  new VideoError(
    'PLUGIN_INVALID',
    `Plugin "${plugin}" provides its ${port} after register() had ended. Provide everything before it returns.`,
    { details: { plugin, port } },
  )
