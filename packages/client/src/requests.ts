import type { Call } from './transport.ts'

/** A POST that files work once, however often it is sent: its key is made here, before the first try. */
export function fileRequest(
  path: string,
  body: unknown,
  idempotencyKey: string = randomKey(),
  signal?: AbortSignal,
): Call {
  return { method: 'POST', path, body, headers: { 'Idempotency-Key': idempotencyKey }, signal }
}

/** Not `crypto.randomUUID`, which browsers keep from pages without TLS. */
const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
