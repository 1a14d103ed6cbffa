import { z } from 'zod'
import { Stage } from './stage.ts'

const amount = z.number().min(0).optional()

/** What a call takes, by the units that vendors count in. */
export const Consumption = z.strictObject({
  inputTokens: amount,
  outputTokens: amount,
  characters: amount,
  images: amount,
  seconds: amount,
  requests: amount,
})
export type Consumption = z.infer<typeof Consumption>

/** The same with the names of the REST API. */
export const QUANTITIES = {
  input_tokens: amount,
  output_tokens: amount,
  characters: amount,
  images: amount,
  seconds: amount,
  requests: amount,
}

/** A consumption with the names of the REST API. */
export const quantities = (used: Consumption) => ({
  ...(used.inputTokens !== undefined && { input_tokens: used.inputTokens }),
  ...(used.outputTokens !== undefined && { output_tokens: used.outputTokens }),
  ...(used.characters !== undefined && { characters: used.characters }),
  ...(used.images !== undefined && { images: used.images }),
  ...(used.seconds !== undefined && { seconds: used.seconds }),
  ...(used.requests !== undefined && { requests: used.requests }),
})

const usd = z.number().min(0).optional()

/** A product's price in US dollars: for a million tokens or characters, and for one of everything else. */
export const Price = z.strictObject({
  inputTokens: usd,
  outputTokens: usd,
  characters: usd,
  images: usd,
  seconds: usd,
  requests: usd,
})
export type Price = z.infer<typeof Price>

/** Prices by product: "openai/gpt-5.4-mini". */
export const PriceTable = z.record(z.string(), Price)
export type PriceTable = z.infer<typeof PriceTable>

/** What one product took in one stage of a session. */
export const UsageEntry = z.strictObject({
  stage: Stage,
  /** What is paid for, as the price table names it: "openai/gpt-5.4-mini". */
  product: z.string(),
  calls: z.int().min(0),
  used: Consumption,
  /** In US dollars; null where the price table does not know the product. */
  costUsd: z.number().min(0).nullable(),
})
export type UsageEntry = z.infer<typeof UsageEntry>

/** A call that was begun and is not known to have ended: what it may cost counts as spent. */
export interface OpenCharge {
  readonly stage: Stage
  readonly product: string
  readonly planned: Consumption
  readonly costUsd: number | null
}

/** Which provider did a piece of the work. */
export const ProviderChoice = z.strictObject({
  stage: Stage,
  /** "speech", "search", "media-search" … */
  port: z.string(),
  provider: z.string(),
  sceneId: z.string().optional(),
  /** Why this one: "best match 0.82 of 24 found" … */
  reason: z.string().optional(),
  /** Those that were asked or looked at before, and why they were passed over. */
  passedOver: z.array(z.strictObject({ provider: z.string(), reason: z.string() })).optional(),
})
export type ProviderChoice = z.infer<typeof ProviderChoice>

/** A session's accounts, as they are kept. */
export interface UsageRecord {
  readonly entries: readonly UsageEntry[]
  readonly open: readonly OpenCharge[]
  readonly choices: readonly ProviderChoice[]
}

export const EMPTY_USAGE: UsageRecord = { entries: [], open: [], choices: [] }

/** What a request is expected to take and cost, with the names of the REST API. */
export const EstimateDocument = z.strictObject({
  cost_usd: z.number().min(0).describe('US dollars, by the price table, if all goes well'),
  unpriced: z.array(z.string()).describe('Products whose price is not known: the sum lacks them'),
  expected_seconds: z.number().min(0).describe('How long the work takes once it begins, from past runs'),
  entries: z.array(
    z.strictObject({
      stage: Stage,
      product: z.string(),
      ...QUANTITIES,
      cost_usd: z.number().min(0).nullable().describe('null where the price is not known'),
    }),
  ),
})
export type EstimateDocument = z.infer<typeof EstimateDocument>
