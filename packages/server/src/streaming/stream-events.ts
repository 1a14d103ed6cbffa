import { finished } from 'node:stream'
import type { Context } from 'koa'
import type { EventFeeds } from './event-feed.ts'
import { EventWriter } from './event-writer.ts'

export interface StreamEventsOptions {
  /** The number of the last event that the client has; 0 for all. */
  readonly after: number
  /** A sign of life for proxies and clients. Default 15 000. */
  readonly heartbeatMs?: number
  /** How long a client may read nothing while there is something to read. Default 30 000. */
  readonly stallMs?: number
}

/** How soon a client comes again after a break. */
const RETRY_MS = 2000

/** Proxies must neither keep nor gather nor pack the events. */
export const STREAM_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
} as const

/** Answers with a session's events as they come. Resolves when the stream has ended, whoever ended it. */
export async function streamEvents(
  context: Context,
  feeds: EventFeeds,
  id: string,
  options: StreamEventsOptions,
): Promise<void> {
  const { after, heartbeatMs = 15_000, stallMs = 30_000 } = options
  const { res } = context
  context.status = 200
  context.set(STREAM_HEADERS)
  context.respond = false
  const writer = new EventWriter(res, after, stallMs)
  const { feed, leave } = feeds.join(id, () => writer.advance(feed))
  const heartbeat = setInterval(() => writer.comment('still here'), heartbeatMs)
  res.on('drain', () => {
    writer.drained()
    writer.advance(feed)
  })
  writer.retry(RETRY_MS)
  writer.advance(feed)
  await new Promise<void>((resolve) => finished(res, () => resolve()))
  clearInterval(heartbeat)
  writer.drained()
  leave()
}
