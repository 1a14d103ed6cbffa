import type { NumberedEvent, VideoSystem } from '@mavs/core'
import { eventFrame } from './event-frame.ts'

/** The events of one session, read once for all who listen. */
export interface EventFeed {
  /** What has happened so far, from the first event; it grows. */
  readonly frames: readonly EventFrame[]
  /** Nothing will be added. */
  readonly isEnded: boolean
}

/** An event as the bytes that every listener gets. */
export interface EventFrame {
  readonly number: number
  readonly bytes: Buffer
}

/** All sessions that somebody listens to. */
export interface EventFeeds {
  /** Joins a session's feed. `wake` is called whenever there is more, or no more; `leave` must be called at the end. */
  join(id: string, wake: () => void): { readonly feed: EventFeed; leave(): void }
}

interface OpenFeed {
  readonly frames: EventFrame[]
  isEnded: boolean
  readonly listeners: Set<() => void>
  readonly stop: AbortController
}

/**
 * One subscription for each session, however many listen: it begins with the first listener and ends with the last.
 * Events are few (four a second at most), so they are kept whole while somebody listens, and nobody needs a queue.
 * The signal ends all feeds, when the server stops.
 */
export function createEventFeeds(system: Pick<VideoSystem, 'events'>, signal?: AbortSignal): EventFeeds {
  const open = new Map<string, OpenFeed>()
  signal?.addEventListener('abort', () => {
    for (const feed of open.values()) feed.stop.abort()
  })
  return {
    join(id, wake) {
      const feed = open.get(id) ?? start(id)
      feed.listeners.add(wake)
      const leave = () => {
        feed.listeners.delete(wake)
        if (feed.listeners.size === 0) end(id, feed)
      }
      return { feed, leave }
    },
  }

  function start(id: string): OpenFeed {
    const feed: OpenFeed = { frames: [], isEnded: false, listeners: new Set(), stop: new AbortController() }
    open.set(id, feed)
    if (signal?.aborted) feed.stop.abort()
    void run(id, feed)
    return feed
  }

  async function run(id: string, feed: OpenFeed): Promise<void> {
    // Whatever breaks it, a listener that comes again is told by its new request.
    await follow(system.events(id, { signal: feed.stop.signal }), feed).catch(() => {})
    feed.isEnded = true
    end(id, feed)
    wakeAll(feed)
  }

  function end(id: string, feed: OpenFeed): void {
    if (open.get(id) === feed) open.delete(id)
    feed.stop.abort()
  }
}

async function follow(events: AsyncIterable<NumberedEvent>, feed: OpenFeed): Promise<void> {
  let wakes: NodeJS.Immediate | undefined
  for await (const event of events) {
    feed.frames.push({ number: event.number, bytes: eventFrame(event) })
    // Events that come together are told together.
    wakes ??= setImmediate(() => {
      wakes = undefined
      wakeAll(feed)
    })
  }
}

function wakeAll({ listeners }: OpenFeed): void {
  for (const wake of listeners) wake()
}
