import type { Diagnosis } from './renderer.ts'

/** How a provider may be asked: what its vendor allows, or what the machine bears. Each has a default by its port. */
export interface ProviderLimits {
  /** Calls at once. */
  readonly concurrency?: number
  readonly requestsPerMinute?: number
  /** For one try, in milliseconds. */
  readonly timeoutMs?: number
  /** Further tries after an outage or a full quota; what a vendor refuses is never asked again. */
  readonly retries?: number
}

/** What all providers have in common. Several of one port form a chain: when one fails, the next one is asked. */
export interface Provider {
  /** Short and stable, e.g. "tavily"; what users and the manifest call it. */
  readonly id: string
  /** Changes whenever the same request may be answered in another form; part of the ledger's key. */
  readonly version: string
  /** Whether a call leaves the machine; such providers are not asked when the system is offline. */
  readonly isRemote: boolean
  readonly limits?: ProviderLimits
  /**
   * What its calls are charged as, the way the price table names it: "elevenlabs/eleven_multilingual_v2". Absent: a call
   * costs nothing.
   */
  readonly product?: string
  /** Whether it is ready: a key, a program, a model. Never a key's value. For `doctor` and `health`. */
  diagnose?(): Promise<readonly Diagnosis[]>
  dispose?(): Promise<void>
}

/** How every call to a provider is stopped, and with what it counts its cost. */
export interface CallOptions {
  readonly signal: AbortSignal
}
