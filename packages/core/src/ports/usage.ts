import type { Consumption, ProviderChoice } from '../domain/usage.ts'

/** A call that may cost something. */
export interface Charge {
  /** What is paid for, as the price table names it: "openai/gpt-5.4-mini", "elevenlabs/eleven_multilingual_v2". */
  readonly product: string
  /** The most that the call may take: known before it is made. */
  readonly planned: Consumption
  /** True for what runs on a machine of the operator's: it costs nothing, whatever the table says. */
  readonly isFree?: boolean
}

/** Keeps a session's accounts. Calls that the ledger holds already are neither charged nor counted again. */
export interface UsageRecorder {
  /**
   * Makes a call and counts what it took. Throws `COST_LIMIT`, without making it, when it might take the session past
   * its request's `max_cost_usd`, and `COST_UNKNOWN` when there is such a limit and no price.
   */
  charge<Result>(
    charge: Charge,
    make: () => Promise<{ readonly result: Result; readonly used: Consumption }>,
  ): Promise<Result>
  /** Notes who did a piece of the work. The same choice twice counts once. */
  chose(choice: Omit<ProviderChoice, 'stage'>): void
}
