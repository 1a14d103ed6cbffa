import type { Stage } from '../domain/stage.ts'
import type { Provider } from '../ports/provider.ts'
import type { Charge, Consumption, ProviderChoice, UsageRecorder } from '../ports/usage.ts'

/** What a call to a provider is charged as: one without a product costs nothing. */
export const chargeOf = ({ id, product }: Pick<Provider, 'id' | 'product'>, planned: Consumption): Charge => ({
  product: product ?? id,
  planned,
  isFree: product === undefined,
})

/** What one product took in one stage of a session. */
export interface UsageEntry {
  readonly stage: Stage
  readonly product: string
  readonly calls: number
  readonly used: Consumption
}

/** A session's accounts, over all its stages. */
export interface UsageAccount {
  /** What one stage's agent counts with. */
  recorder(stage: Stage): UsageRecorder
  entries(): readonly UsageEntry[]
  choices(): readonly (ProviderChoice & { readonly stage: Stage })[]
}

/** Makes accounts in memory. */
export function createUsageAccount(): UsageAccount {
  const entries = new Map<string, UsageEntry>()
  const choices = new Map<string, ProviderChoice & { readonly stage: Stage }>()
  return {
    recorder: (stage) => ({
      async charge({ product }, make) {
        const { result, used } = await make()
        const key = `${stage} ${product}`
        const before = entries.get(key)
        entries.set(key, { stage, product, calls: (before?.calls ?? 0) + 1, used: sumOf(before?.used ?? {}, used) })
        return result
      },
      chose(choice) {
        const staged = { stage, ...choice }
        choices.set(JSON.stringify(staged), staged)
      },
    }),
    entries: () => [...entries.values()],
    choices: () => [...choices.values()],
  }
}

/** Adds what two calls took, unit by unit. */
export function sumOf(one: Consumption, other: Consumption): Consumption {
  const units = [...new Set([...Object.keys(one), ...Object.keys(other)])] as (keyof Consumption)[]
  return Object.fromEntries(units.map((unit) => [unit, (one[unit] ?? 0) + (other[unit] ?? 0)]))
}
