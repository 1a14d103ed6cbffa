import type { Stage } from '../domain/stage.ts'
import {
  EMPTY_USAGE,
  type Consumption,
  type OpenCharge,
  type PriceTable,
  type ProviderChoice,
  type UsageEntry,
  type UsageRecord,
} from '../domain/usage.ts'
import { VideoError } from '../errors/video-error.ts'
import type { Provider } from '../ports/provider.ts'
import type { Charge, UsageRecorder } from '../ports/usage.ts'
import { dollars } from './dollars.ts'
import { costOf } from './prices.ts'

/** What a call to a provider is charged as: one without a product costs nothing. */
export const chargeOf = ({ id, product }: Pick<Provider, 'id' | 'product'>, planned: Consumption): Charge => ({
  product: product ?? id,
  planned,
  isFree: product === undefined,
})

/** A session's accounts, over all its stages. */
export interface UsageAccount {
  /** What one stage's agent counts with. */
  recorder(stage: Stage): UsageRecorder
  entries(): readonly UsageEntry[]
  choices(): readonly ProviderChoice[]
  /** Resolves when all of it is kept. */
  flush(): Promise<void>
}

/** What an account begins with, and how it is kept. */
export interface UsageAccountOptions {
  /** Default: no product has a price. */
  readonly prices?: PriceTable
  /** The request's `max_cost_usd`. */
  readonly limitUsd?: number | undefined
  /** What an earlier run of the session left. */
  readonly record?: UsageRecord
  /** Keeps the accounts: called before a call that costs something is made, and by `flush`. Default: in memory only. */
  readonly save?: (record: UsageRecord) => Promise<void>
}

/** Makes a session's accounts. What an earlier run began and did not end counts as spent: nobody knows. */
export function createUsageAccount(options: UsageAccountOptions = {}): UsageAccount {
  return new Account(options)
}

class Account implements UsageAccount {
  readonly #options: UsageAccountOptions
  readonly #prices: PriceTable
  readonly #entries = new Map<string, UsageEntry>()
  readonly #open = new Set<OpenCharge>()
  readonly #choices = new Map<string, ProviderChoice>()
  #saved: string
  #saving: Promise<void> = Promise.resolve()

  constructor(options: UsageAccountOptions) {
    const { record = EMPTY_USAGE, prices = {} } = options
    this.#options = options
    this.#prices = prices
    for (const entry of record.entries) this.#entries.set(keyOf(entry), entry)
    for (const choice of record.choices) this.#choices.set(JSON.stringify(choice), choice)
    this.#saved = JSON.stringify(record)
    for (const charge of record.open) this.#count(charge, charge.planned, charge.costUsd)
  }

  recorder(stage: Stage): UsageRecorder {
    return {
      charge: (charge, make) => this.#charge(stage, charge, make),
      chose: (choice) => {
        const staged = { stage, ...choice }
        this.#choices.set(JSON.stringify(staged), staged)
      },
    }
  }

  entries = (): readonly UsageEntry[] => [...this.#entries.values()]

  choices = (): readonly ProviderChoice[] => [...this.#choices.values()]

  flush(): Promise<void> {
    const { save } = this.#options
    if (save === undefined) return Promise.resolve()
    this.#saving = this.#saveAfter(this.#saving, save)
    return this.#saving
  }

  async #saveAfter(earlier: Promise<void>, save: (record: UsageRecord) => Promise<void>): Promise<void> {
    await earlier.catch(() => {})
    const record: UsageRecord = { entries: this.entries(), open: [...this.#open], choices: this.choices() }
    const json = JSON.stringify(record)
    if (json === this.#saved) return
    await save(record)
    this.#saved = json
  }

  async #charge<Result>(
    stage: Stage,
    { product, planned, isFree = false }: Charge,
    make: () => Promise<{ readonly result: Result; readonly used: Consumption }>,
  ): Promise<Result> {
    const open: OpenCharge = { stage, product, planned, costUsd: isFree ? 0 : this.#cost(product, planned) }
    if (!isFree) this.#checkLimit(open)
    this.#open.add(open)
    try {
      // Kept before it is made: a process that dies meanwhile must not forget what may have been spent.
      if (!isFree) await this.flush()
      const { result, used } = await make()
      this.#count(open, used, isFree ? 0 : this.#cost(product, used))
      return result
    } catch (error) {
      if (isUnsure(error)) this.#count(open, planned, open.costUsd)
      throw error
    } finally {
      this.#open.delete(open)
    }
  }

  #cost(product: string, used: Consumption): number | null {
    return costOf(product, used, this.#prices) ?? null
  }

  #checkLimit({ product, costUsd }: OpenCharge): void {
    const { limitUsd } = this.#options
    if (limitUsd === undefined) return
    if (costUsd === null) throw unknownPrice(product, limitUsd)
    const spent = sum([...this.#entries.values(), ...this.#open].map((one) => one.costUsd ?? 0))
    if (spent + costUsd > limitUsd + 1e-9) throw pastLimit({ product, costUsd, spent, limitUsd })
  }

  #count({ stage, product }: Pick<OpenCharge, 'stage' | 'product'>, used: Consumption, costUsd: number | null): void {
    const key = keyOf({ stage, product })
    const before = this.#entries.get(key) ?? { stage, product, calls: 0, used: {}, costUsd: 0 }
    this.#entries.set(key, {
      stage,
      product,
      calls: before.calls + 1,
      used: sumOf(before.used, used),
      costUsd: before.costUsd === null || costUsd === null ? null : before.costUsd + costUsd,
    })
  }
}

const keyOf = ({ stage, product }: Pick<UsageEntry, 'stage' | 'product'>): string => `${stage} ${product}`

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** A call that was given up on may have been made, and paid for, all the same. */
const isUnsure = (error: unknown): boolean =>
  (VideoError.isInstance(error) && error.code === 'TIMED_OUT') ||
  (error instanceof Error && /^(AbortError|TimeoutError)$/.test(error.name))

/** Adds what two calls took, unit by unit. */
export function sumOf(one: Consumption, other: Consumption): Consumption {
  const units = [...new Set([...Object.keys(one), ...Object.keys(other)])] as (keyof Consumption)[]
  return Object.fromEntries(units.map((unit) => [unit, (one[unit] ?? 0) + (other[unit] ?? 0)]))
}

function unknownPrice(product: string, limitUsd: number): VideoError {
  const message =
    `max_cost_usd is ${limitUsd}, but the price of "${product}" is not known, so that the limit could not be kept. Name ` +
    'its price in a table (MAVS_PRICES or option prices), or leave max_cost_usd out.'
  return new VideoError('COST_UNKNOWN', message, { details: { product, max_cost_usd: limitUsd } })
}

interface LimitPassed {
  readonly product: string
  readonly costUsd: number
  readonly spent: number
  readonly limitUsd: number
}

function pastLimit({ product, costUsd, spent, limitUsd }: LimitPassed): VideoError {
  const message =
    `The next call of "${product}" may cost up to ${dollars(costUsd)}, and ${dollars(spent)} of max_cost_usd ` +
    `${dollars(limitUsd)} are spent or promised: it was not made. Allow more, or ask for a shorter video.`
  const details = { product, planned_usd: costUsd, spent_usd: spent, max_cost_usd: limitUsd }
  return new VideoError('COST_LIMIT', message, { details })
}
