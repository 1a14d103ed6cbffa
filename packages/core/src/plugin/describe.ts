import { TOKENS } from '../ports/tokens.ts'
import type { PluginContainer, Registration } from './container.ts'
import type { LoadedPlugin } from './load.ts'

/** One thing that a plugin provides, and whether it does the work. */
export interface PluginPort {
  /** "script-agent", "speech" … */
  readonly port: string
  /** `single`: the plugin that was loaded last is in use. `chain`: all are, in their order. */
  readonly kind: 'single' | 'chain'
  readonly inUse: boolean
  /** A provider's id, or an agent's name. */
  readonly provider?: string
  /** Of a chain: it is asked as the first, the second … of so many. */
  readonly position?: number
  readonly of?: number
  /** Why it is not in use. */
  readonly reason?: string
}

/** A plugin that was loaded. */
export interface PluginDescription {
  readonly name: string
  readonly version: string
  /** The version of the plugin contract that it was written for. */
  readonly contract: number
  /** Path of its module; "option" for one that was given as a value. */
  readonly from: string
  /** In the order of registration. */
  readonly provides: readonly PluginPort[]
}

/** What is loaded, in the order of loading. Makes what is in use and has not been made yet. */
export function describePlugins(loaded: readonly LoadedPlugin[], container: PluginContainer): PluginDescription[] {
  const registered = container.registrations()
  const entries = registered.map((registration) => ({ ...registration, ...attempt(registration, registered) }))
  return loaded.map(({ name, version, contract, from }) => ({
    name,
    version,
    contract,
    from,
    provides: entries.filter(({ plugin }) => plugin === name).map((entry) => describePort(entry, entries)),
  }))
}

interface Attempt {
  readonly instance?: unknown
  /** Why there is no instance. */
  readonly reason?: string
}

type Entry = Registration & Attempt

/** The instance of a registration that is in use; one that was replaced is not made for this. */
function attempt(registration: Registration, all: readonly Registration[]): Attempt {
  const last = all.findLast(({ token }) => token.symbol === registration.token.symbol)!
  if (registration.token.kind === 'single' && last !== registration) return { reason: `${last.plugin} replaces it` }
  try {
    const instance = registration.make()
    return instance === undefined ? { reason: 'it takes no part; is something not set?' } : { instance }
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) }
  }
}

function describePort(entry: Entry, entries: readonly Entry[]): PluginPort {
  const { token, reason } = entry
  const { name: port, kind } = token
  if (reason !== undefined) return { port, kind, inUse: false, reason }
  const provider = nameOf(entry)
  const inUse = { port, kind, inUse: true, ...(provider !== undefined && { provider }) }
  if (kind === 'single') return inUse
  const chain = entries.filter((other) => other.token.symbol === token.symbol && other.reason === undefined)
  return { ...inUse, position: chain.length - chain.indexOf(entry), of: chain.length }
}

/** What users know an instance by. */
function nameOf({ token, instance }: Entry): string | undefined {
  const { id, name, kind } = (instance ?? {}) as {
    readonly id?: unknown
    readonly name?: unknown
    readonly kind?: unknown
  }
  return [id, name, token.symbol === TOKENS.sceneKind.symbol ? kind : undefined].find(
    (value): value is string => typeof value === 'string',
  )
}
