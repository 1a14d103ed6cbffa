/** What a call takes, by the units that vendors count in. */
export interface Consumption {
  readonly inputTokens?: number
  readonly outputTokens?: number
  readonly characters?: number
  readonly images?: number
  readonly seconds?: number
  readonly requests?: number
}

/** A call that may cost something. */
export interface Charge {
  /** What is paid for, as the price table names it: "openai/gpt-5-mini", "elevenlabs/eleven_multilingual_v2". */
  readonly product: string
  /** The most that the call may take: known before it is made. */
  readonly planned: Consumption
  /** True for what runs on a machine of the operator's: it costs nothing, whatever the table says. */
  readonly isFree?: boolean
}

/** Which provider did a piece of the work, for the session and the manifest. */
export interface ProviderChoice {
  /** The port: "speech", "media-search" … */
  readonly port: string
  readonly provider: string
  readonly sceneId?: string
  /** Why this one: "asked for in the request", "best match 0.82 of 24 found" … */
  readonly reason?: string
  /** Those that were asked or looked at before, and why they were passed over. */
  readonly passedOver?: readonly { readonly provider: string; readonly reason: string }[]
}

/** Keeps a session's accounts. Calls that the ledger holds already are neither charged nor counted again. */
export interface UsageRecorder {
  /** Makes a call and counts what it took. */
  charge<Result>(
    charge: Charge,
    make: () => Promise<{ readonly result: Result; readonly used: Consumption }>,
  ): Promise<Result>
  /** Notes who did a piece of the work. The same choice twice counts once. */
  chose(choice: ProviderChoice): void
}
