import { z } from 'zod'

/** Settings of a stock that needs a key. */
export const StockKeyOptions = z.strictObject({
  /** Default: its environment variable. */
  apiKey: z.string().min(1).optional(),
  baseUrl: z.url().optional(),
  timeoutMs: z.int().positive().default(20_000),
  /** Files are fetched from private addresses too: for tests and mirrors. */
  allowPrivate: z.boolean().default(false),
})
export type StockKeyOptions = z.input<typeof StockKeyOptions>
