// oxlint-disable-next-line import/no-unassigned-import -- tsyringe throws at import unless this came first
import 'reflect-metadata'
import { container as root } from 'tsyringe'
import { VideoError } from '../errors/video-error.ts'
import type { Logger } from '../ports/logger.ts'
import type { Token } from '../ports/token.ts'
import type { Registry, Resolver } from './define.ts'

/** The ports of one system. Two systems never share an instance. */
export interface PluginContainer extends Resolver {
  /** Whether anybody provides the port. */
  has(token: Token<unknown>): boolean
  /** A registry that notes which plugin each factory is from; it takes nothing more once `end` was called. */
  registryFor(plugin: string): { readonly registry: Registry; end(): void }
  /** Everything that was registered, in the order of registration. */
  registrations(): readonly Registration[]
  /** Everything that was made so far, in the order in which it was made. */
  made(): readonly { readonly plugin: string; readonly port: string; readonly instance: unknown }[]
  /** Disposes what was made, the latest first. A failure is logged and keeps nothing else from being disposed. */
  dispose(): Promise<void>
}

/** What a plugin provides under a port. */
export interface Registration {
  readonly plugin: string
  readonly token: Token<unknown>
  /** The instance, made on the first call; throws when its factory does. */
  make(): unknown
}

export interface ContainerOptions {
  readonly logger: Logger
  readonly environment: Readonly<Record<string, string | undefined>>
}

interface Made {
  readonly plugin: string
  readonly port: string
  readonly instance: unknown
}

/** Makes an empty container: a child of tsyringe's, so that nothing is registered globally. */
export function createContainer(options: ContainerOptions): PluginContainer {
  const child = root.createChildContainer()
  const registrations: Registration[] = []
  const made: Made[] = []
  const making: string[] = []
  const container: PluginContainer = {
    ...options,
    has: (token) => child.isRegistered(token.symbol),
    get<Port>(token: Token<Port, 'single'>): Port {
      if (!child.isRegistered(token.symbol)) throw missingPort(token.name)
      return child.resolve<Port>(token.symbol)
    },
    all<Port>(token: Token<Port, 'chain'>): readonly Port[] {
      if (!child.isRegistered(token.symbol)) return []
      const providers = child.resolveAll<Port | undefined>(token.symbol).toReversed()
      return providers.filter((provider): provider is NonNullable<typeof provider> => provider !== undefined)
    },
    registryFor(plugin) {
      let isOpen = true
      const provide = <Port>(token: Token<Port>, factory: (resolver: Resolver) => Port | undefined): void => {
        if (!isOpen) throw registeredLate(plugin, token.name)
        const instance = onceOnly(() => make({ plugin, port: token.name, factory, container, made, making }))
        child.register(token.symbol, { useFactory: instance })
        registrations.push({ plugin, token, make: instance })
      }
      return { registry: { provide }, end: () => void (isOpen = false) }
    },
    registrations: () => registrations,
    made: () => made,
    async dispose() {
      for (const entry of made.splice(0).toReversed()) await disposeOf(entry, options.logger)
      child.clearInstances()
    },
  }
  return container
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
    )
  }
  making.push(name)
  try {
    const instance = factory(container)
    if (instance !== undefined) made.push({ plugin, port, instance })
    return instance
  } catch (error) {
    if (VideoError.isInstance(error)) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new VideoError('PLUGIN_INVALID', `Plugin "${plugin}" could not make its ${port}: ${reason}`, {
      details: { plugin, port },
      cause: error,
    })
  } finally {
    making.pop()
  }
}

async function disposeOf({ plugin, port, instance }: Made, logger: Logger): Promise<void> {
  const dispose: unknown = (instance as { dispose?: unknown } | null | undefined)?.dispose
  if (typeof dispose !== 'function') return
  try {
    await dispose.call(instance)
  } catch (error) {
    logger.warn({ plugin, port, error }, 'a provider could not be disposed')
  }
}

const missingPort = (port: string): VideoError =>
  new VideoError(
    'PORT_MISSING',
    `No loaded plugin provides the port "${port}". Load one that does, e.g. the built-in agents: ` +
      'npm install @mavs/agents',
    { details: { port } },
  )

const registeredLate = (plugin: string, port: string): VideoError =>
  new VideoError(
    'PLUGIN_INVALID',
    `Plugin "${plugin}" provides its ${port} after register() had ended. Provide everything before it returns.`,
    { details: { plugin, port } },
  )
