import { readFileSync } from 'node:fs'
import { PriceTable, type Consumption } from '../domain/usage.ts'
import { parseOrThrow } from '../errors/validation.ts'
import { VideoError } from '../errors/video-error.ts'
import { LIST_PRICES } from './list-prices.ts'

/**
 * The prices that a system counts with: the list prices, over them those of the JSON file that `MAVS_PRICES` names, over them
 * those given. Throws `REQUEST_INVALID` when a table is not of its form.
 */
export function systemPrices(given: unknown, environment: Readonly<Record<string, string | undefined>>): PriceTable {
  const file = environment.MAVS_PRICES
  const ofFile = file === undefined || file === '' ? {} : parse(readTable(file), `The price table ${file}`)
  return { ...LIST_PRICES, ...ofFile, ...parse(given ?? {}, 'Option "prices"') }
}

/**
 * What a consumption costs in US dollars; undefined where the table lacks the product, or has a price for none of the
 * units. A product is sold by one unit or two: those without a price cost nothing more.
 */
export function costOf(product: string, used: Consumption, prices: PriceTable): number | undefined {
  const price = prices[product] ?? {}
  const units = (Object.keys(used) as (keyof Consumption)[]).filter((unit) => price[unit] !== undefined)
  if (units.length === 0) return undefined
  return units.reduce((cost, unit) => cost + (price[unit]! * used[unit]!) / (PER_MILLION.has(unit) ? 1_000_000 : 1), 0)
}

const PER_MILLION: ReadonlySet<string> = new Set(['inputTokens', 'outputTokens', 'characters'])

function parse(table: unknown, what: string): PriceTable {
  return parseOrThrow(PriceTable, table, what, 'REQUEST_INVALID')
}

function readTable(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new VideoError('REQUEST_INVALID', `The price table ${file} (MAVS_PRICES) cannot be read: ${reason}`, {
      cause: error,
    })
  }
}
