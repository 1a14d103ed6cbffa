declare const provides: unique symbol

/**
 * The typed name of a port. Two copies of the package agree on it, because its symbol is registered globally.
 * `single`: the last registration wins. `chain`: all are kept, the latest first.
 */
export interface Token<Port, Kind extends 'single' | 'chain' = 'single' | 'chain'> {
  readonly name: string
  readonly kind: Kind
  readonly symbol: symbol
  readonly [provides]?: Port
}

/** Names a port; `name` is unique over all plugins, e.g. "acme:gauge". */
export function defineToken<Port>(name: string, kind: 'single'): Token<Port, 'single'>
export function defineToken<Port>(name: string, kind: 'chain'): Token<Port, 'chain'>
export function defineToken<Port>(name: string, kind: 'single' | 'chain'): Token<Port> {
  return { name, kind, symbol: Symbol.for(`mavs.port.${name}`) }
}
