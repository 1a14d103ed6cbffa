import type { Call } from './transport.ts'

/** A POST that files work once, however often it is sent: its key is made here, before the first try. */
export function fileRequest(
  path: string,
  body: unknown,
  idempotencyKey: string = crypto.randomUUID(),
  signal?: AbortSignal,
): Call {
  return { method: 'POST', path, body, headers: { 'Idempotency-Key': idempotencyKey }, signal }
}
