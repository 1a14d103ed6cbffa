import { isIPv6 } from 'node:net'
import type { Scope } from '@mavs/core'

/** Who sent a request. */
export interface Caller {
  /** Whose sessions are reached; undefined when the server asks nobody who they are, or nobody has said. */
  readonly userId: string | undefined
  readonly scopes: ReadonlySet<Scope>
  /** The API key that was shown. */
  readonly keyId?: string
  /** What limits are counted by: a key, a user, an address, or the network of one of version 6. */
  readonly limitKey: string
  /** A limit of its own; undefined: the server's. */
  readonly requestsPerMinute: number | undefined
}

const EVERY_SCOPE: ReadonlySet<Scope> = new Set<Scope>(['videos:read', 'videos:write', 'system:read', 'admin'])

/** Anybody at an address, where the server asks nobody who they are: everything is allowed. */
export const openCaller = (address: string): Caller => ({ ...anonymousCaller(address), scopes: EVERY_SCOPE })

/** Somebody at an address without good credentials, where the server asks for them: only what is open to everyone. */
export const anonymousCaller = (address: string): Caller => ({
  userId: undefined,
  scopes: new Set(),
  limitKey: `address:${lineOf(address)}`,
  requestsPerMinute: undefined,
})

/** Whether the caller may do what needs a scope. */
export const mayDo = (caller: Caller, scope: Scope): boolean => caller.scopes.has(scope) || caller.scopes.has('admin')

/** Whether the caller sees everybody's sessions. */
export const seesEverybody = (caller: Caller): boolean => caller.scopes.has('admin')

/** One line of the internet has 2^64 addresses of version 6: they count as one. Others count alone. */
function lineOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address
  const [head = '', tail] = address.split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - first.length - last.length }, () => '0')
  return `${[...first, ...zeros, ...last].slice(0, 4).join(':')}::/64`
}
