import type { Context } from 'koa'

/** The request's `Idempotency-Key` as an option of the library; nothing without the header. */
export function idempotencyKeyOf({ headers }: Context): { readonly idempotencyKey?: string } {
  const key = headers['idempotency-key']
  return key === undefined ? {} : { idempotencyKey: String(key) }
}
