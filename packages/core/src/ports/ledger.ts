/** What makes two calls the same: equal JSON means equal result. */
export interface LedgerCall {
  /** The provider and the version of what it does, e.g. "flite@0.1.1". */
  readonly provider: string
  readonly operation: string
  readonly input: unknown
  /**
   * Calls of different scopes are different: the session's id, for what may be answered otherwise tomorrow (a search, a
   * page).
   */
  readonly scope?: string
  /** True for calls that leave the machine. */
  readonly isRemote?: boolean
}

/** Where a call puts its files; names are relative to the entry. */
export interface LedgerFiles {
  /** Absolute path for a new file of this entry. */
  path(name: string): string
  write(name: string, data: Uint8Array | string): Promise<void>
}

/** A recorded call's result. */
export interface LedgerEntry<Value> {
  readonly value: Value
  /** Names of the files that the call wrote. */
  readonly files: readonly string[]
  /** Absolute path of a file that the call wrote. */
  file(name: string): string
  /** True when an earlier run had made the call. */
  readonly reused: boolean
}

/**
 * The record of every expensive call (language model, speech, image, rendered segment). What finished once is never
 * made, or paid for, again: not after a crash, not in a second session with the same input.
 */
export interface Ledger {
  /** Answers with the recorded result of the same call, or makes it and records it before returning. */
  once<Value>(call: LedgerCall, make: (files: LedgerFiles) => Promise<Value>): Promise<LedgerEntry<Value>>
}
