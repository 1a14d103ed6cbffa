import type { Scope } from '@mavs/core'

/** Who sent a request. */
export interface Caller {
  /** Whose sessions are reached; undefined when the server asks nobody who they are, or nobody has said. */
  readonly userId: string | undefined
  readonly scopes: ReadonlySet<Scope>
  /** The API key that was shown. */
  readonly keyId?: string
  /** What limits are counted by: a key, a user or an address. */
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
  limitKey: `address:${address}`,
  requestsPerMinute: undefined,
})

/** Whether the caller may do what needs a scope. */
export const mayDo = (caller: Caller, scope: Scope): boolean => caller.scopes.has(scope) || caller.scopes.has('admin')

/** Whether the caller sees everybody's sessions. */
export const seesEverybody = (caller: Caller): boolean => caller.scopes.has('admin')
