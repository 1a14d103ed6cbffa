import { readFileSync } from 'node:fs'
import type { Clock } from '../ports/clock.ts'
import type { GuardedFetch } from '../net/guarded-fetch.ts'
import type { DeliveryRow } from './deliveries.ts'
import { retryAfterMs, type Outcome } from './schedule.ts'
import { signatureHeaders } from './sign.ts'

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }

export interface PostOptions {
  readonly fetch: GuardedFetch
  readonly clock: Clock
  readonly secret: string
  readonly signal: AbortSignal
}

/** Sends a message once. Never throws but for the signal: what went wrong is in `error`, in words. */
export async function postMessage(
  { id, url, payload }: Pick<DeliveryRow, 'id' | 'url' | 'payload'>,
  { fetch, clock, secret, signal }: PostOptions,
): Promise<Outcome & { readonly error: string | null }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: payload,
      headers: {
        ...signatureHeaders({ id, sentAt: clock.now(), body: payload }, secret),
        'content-type': 'application/json',
        'user-agent': `MAVS/${manifest.version}`,
      },
      signal,
    })
    await response.body?.cancel()
    const { status, headers } = response
    return { status, retryAfterMs: retryAfterMs(headers.get('retry-after'), clock.now()), error: complaint(status) }
  } catch (error) {
    signal.throwIfAborted()
    return { status: null, error: error instanceof Error ? error.message : String(error) }
  }
}

function complaint(status: number): string | null {
  if (status >= 200 && status < 300) return null
  if (status === 410) return 'The receiver is gone for good (410).'
  if (status >= 300 && status < 400) return `The receiver answered ${status}; redirects are not followed.`
  return `The receiver answered ${status}.`
}
