import type { HealthDocument, ListDocument, ListQuery, SessionDocument } from '@mavs/core'
import { MavsApiError } from './error.ts'
import type { Transport } from './transport.ts'

const PAGE_SIZE = 100

/** All sessions, page after page. One that moved to the next page, because a newer one came, is told once. */
export async function* everySession(
  transport: Transport,
  query: Omit<ListQuery, 'page'>,
  signal: AbortSignal | undefined,
): AsyncGenerator<SessionDocument> {
  const told = new Set<string>()
  for (let page = 1; ; page++) {
    const { sessions, page_size: pageSize } = await transport.json<ListDocument>({
      method: 'GET',
      path: 'videos',
      query: { page_size: PAGE_SIZE, ...query, page },
      signal,
    })
    for (const session of sessions) {
      if (told.has(session.session_id)) continue
      told.add(session.session_id)
      yield session
    }
    if (sessions.length < pageSize) return
  }
}

/** The server's health. Unhealthy is an answer, though its status is 503; being overloaded is an error with the same. */
export async function readHealth(transport: Transport, signal: AbortSignal | undefined): Promise<HealthDocument> {
  const document = await transport.json<Partial<HealthDocument> & { readonly detail?: string; readonly code?: string }>(
    {
      method: 'GET',
      path: 'health',
      accepts: [503],
      signal,
    },
  )
  if (document.status !== undefined) return document as HealthDocument
  const { detail = 'The server tells nothing about its health.', code = 'HTTP_503' } = document
  throw new MavsApiError(detail, { status: 503, code })
}
