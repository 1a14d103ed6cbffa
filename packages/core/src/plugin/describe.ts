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

/** What is loaded, in the order of loading. Makes every instance that has not been made yet. */
export function describePlugins(loaded: readonly LoadedPlugin[], container: PluginContainer): PluginDescription[] {
  const registered = container.registrations()
  const entries = registered.map((registration) => ({ ...registration, ...attempt(registration) }))
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

function attempt({ make }: Registration): Attempt {
  try {
    const instance = make()
    return instance === undefined ? { reason: 'it takes no part; is something not set?' } : { instance }
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) }
  }
}

function describePort(entry: Entry, entries: readonly Entry[]): PluginPort {
  const { name: port, kind } = entry.token
  const same = entries.filter(({ token }) => token.symbol === entry.token.symbol)
  const provider = nameOf(entry)
  const base = { port, kind, ...(provider !== undefined && { provider }) }
  const last = same.at(-1)!
  if (kind === 'single' && last !== entry) return { ...base, inUse: false, reason: `${last.plugin} replaces it` }
  if (entry.reason !== undefined) return { ...base, inUse: false, reason: entry.reason }
  if (kind === 'single') return { ...base, inUse: true }
  const chain = same.filter(({ reason }) => reason === undefined).toReversed()
  return { ...base, inUse: true, position: chain.indexOf(entry) + 1, of: chain.length }
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
