import { z } from 'zod'
import type { Logger } from '../ports/logger.ts'
import type { Token } from '../ports/token.ts'

/** The plugin contract's version; a plugin says in `requires` which one it was written for. */
export const PLUGIN_CONTRACT = 1

/** What a factory may ask for: other ports, resolved when the factory runs. */
export interface Resolver {
  /** The registered port; throws `PORT_MISSING` when nobody provides it. */
  get<Port>(token: Token<Port, 'single'>): Port
  /** The chain of providers, first choice first; may be empty. */
  all<Port>(token: Token<Port, 'chain'>): readonly Port[]
  readonly logger: Logger
  /** The environment, so that nobody reads `process.env` behind the system's back. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Where a plugin's `register` puts its factories. Each runs once a system, on first use; instances with `dispose` are disposed in reverse order. */
export interface Registry {
  /** A factory of a chain may answer undefined: then its provider takes no part, e.g. because its key is not set. */
  provide<Port>(token: Token<Port>, factory: (resolver: Resolver) => Port | undefined): void
}

/** A package of agents and providers, as `definePlugin` returns it. */
export interface Plugin<Options extends z.ZodType = z.ZodType> {
  readonly name: string
  readonly version: string
  readonly requires: { readonly contract: number }
  readonly options: Options
  register(registry: Registry, options: z.output<Options>): void | Promise<void>
}

/** A plugin as its author writes it; `options` may be left out when there are none. */
export type PluginDefinition<Options extends z.ZodType> = Omit<Plugin<Options>, 'options' | 'requires'> & {
  readonly options?: Options
  readonly requires?: { readonly contract: number }
}

/** Declares a plugin. The built-in agents come in by the same door. */
export function definePlugin<Options extends z.ZodType = z.ZodObject>(
  definition: PluginDefinition<Options>,
): Plugin<Options> {
  return {
    requires: { contract: PLUGIN_CONTRACT },
    options: z.strictObject({}) as unknown as Options,
    ...definition,
  }
}
