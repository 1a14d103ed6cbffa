import { createGuardedFetch, providerFailure, VideoError, type FailureKind, type PrivateAccess } from '@mavs/core'
import { z } from 'zod'
import { givenTextError } from '../research/given-text.ts'
import { userAgent } from '../shared/user-agent.ts'
import { decodeText } from './charset.ts'
import { kindOf } from './media-type.ts'

/** How pages are fetched. */
export const PageOptions = z.strictObject({
  /** How the client names itself beside its own name: an operator's address or page. */
  contact: z.string().max(200).optional(),
  /** For one page, redirects and body included. */
  timeoutMs: z.int().positive().default(20_000),
  /** Upper size of a page, decompressed. */
  maxBytes: z
    .int()
    .positive()
    .default(20 * 1024 ** 2),
})
export type PageOptions = z.input<typeof PageOptions> & {
  /** Addresses outside the public internet that may be read, e.g. an intranet's. Default: none. */
  readonly allowPrivate?: PrivateAccess
}

/** A document as it was fetched. */
export type FetchedDocument =
  | { readonly kind: 'html'; readonly url: string; readonly text: string }
  | { readonly kind: 'text'; readonly url: string; readonly text: string }
  | { readonly kind: 'pdf'; readonly url: string; readonly bytes: Uint8Array }

/** Fetches documents that somebody else named. */
export interface DocumentFetch {
  /**
   * Throws `URL_REFUSED` (not public, too large), `SOURCE_INVALID` (no document that can be read), `PROVIDER_FAILED`,
   * `TIMED_OUT`, or the signal's reason.
   */
  fetch(url: string, signal: AbortSignal): Promise<FetchedDocument>
  close(): Promise<void>
}

/** Makes a client that fetches documents from public addresses. */
export function createDocumentFetch({ allowPrivate = false, ...options }: PageOptions = {}): DocumentFetch {
  const { contact, timeoutMs, maxBytes } = PageOptions.parse(options)
  const guarded = createGuardedFetch({ allowPrivate, timeoutMs, maxBytes })
  const headers = { 'user-agent': userAgent(contact), accept: ACCEPTED }
  return {
    async fetch(url, signal) {
      const response = await guarded(url, { headers, signal })
      if (!response.ok) {
        await response.body?.cancel()
        throw refusalOf(response)
      }
      const bytes = await bodyOf(response, signal)
      const contentType = response.headers.get('content-type') ?? ''
      const kind = kindOf(bytes, contentType)
      if (kind === undefined) {
        throw givenTextError(
          'source',
          response.url,
          `is no page, PDF or text (its type is "${contentType.slice(0, 100)}")`,
        )
      }
      return kind === 'pdf'
        ? { kind, url: response.url, bytes }
        : { kind, url: response.url, text: decodeText(bytes, contentType) }
    },
    close: () => guarded.close(),
  }
}

const ACCEPTED = 'text/html, application/xhtml+xml, application/pdf;q=0.9, text/plain;q=0.8, */*;q=0.1'

async function bodyOf(response: Response, signal: AbortSignal): Promise<Uint8Array> {
  try {
    return new Uint8Array(await response.arrayBuffer())
  } catch (error) {
    signal.throwIfAborted()
    if (VideoError.isInstance(error)) throw error
    const { host } = new URL(response.url)
    const message = `${host} broke off its answer: ${error instanceof Error ? error.message : String(error)}`
    throw providerFailure({ provider: host, kind: 'unavailable', message, cause: error })
  }
}

const KINDS: Readonly<Record<number, FailureKind>> = { 404: 'not-found', 410: 'not-found', 429: 'rate-limited' }

function refusalOf({ status, url }: Response): VideoError {
  const { host } = new URL(url)
  const kind = KINDS[status] ?? (status >= 500 ? 'unavailable' : 'rejected')
  return providerFailure({ provider: host, kind, status, message: `${host} answered ${status} instead of the page.` })
}
