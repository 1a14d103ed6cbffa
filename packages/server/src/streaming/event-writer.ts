import type { ServerResponse } from 'node:http'
import type { EventFeed, EventFrame } from './event-feed.ts'

/** Written at once; what is beyond waits until the client has read. */
const FRAMES_AT_ONCE = 256

/**
 * Writes a feed to one client. Nothing is buffered for a slow one: it has a place in the feed, and is cut off when it
 * reads nothing for too long.
 */
export class EventWriter {
  readonly #response: ServerResponse
  readonly #after: number
  readonly #stallMs: number
  #position = 0
  #stalled: NodeJS.Timeout | undefined

  /** `after` is the number of the last event that the client has. */
  constructor(response: ServerResponse, after: number, stallMs: number) {
    this.#response = response
    this.#after = after
    this.#stallMs = stallMs
  }

  /** Writes what the feed has more, and ends with it. */
  advance(feed: EventFeed): void {
    if (this.#stalled !== undefined || this.#isOver()) return
    while ((feed.frames[this.#position]?.number ?? Infinity) <= this.#after) this.#position++
    const frames = feed.frames.slice(this.#position, this.#position + FRAMES_AT_ONCE)
    this.#position += frames.length
    if (frames.length > 0) this.#write(bytesOf(frames))
    const isAtEnd = this.#position >= feed.frames.length
    if (isAtEnd && feed.isEnded) this.#response.end()
    if (!isAtEnd && this.#stalled === undefined) setImmediate(() => this.advance(feed))
  }

  /** Writes a line that clients take no notice of, unless the client has enough to read. */
  comment(text: string): void {
    if (this.#stalled === undefined && !this.#isOver()) this.#write(`: ${text}\n\n`)
  }

  /** Tells the client how soon to come again after a break. */
  retry(milliseconds: number): void {
    this.#write(`retry: ${milliseconds}\n\n`)
  }

  /** The client has read what it had. */
  drained(): void {
    clearTimeout(this.#stalled)
    this.#stalled = undefined
  }

  #write(bytes: Buffer | string): void {
    const isRead = this.#response.write(bytes)
    if (!isRead) this.#stalled ??= setTimeout(() => this.#response.destroy(), this.#stallMs)
  }

  #isOver(): boolean {
    return this.#response.writableEnded || this.#response.destroyed
  }
}

const bytesOf = (frames: readonly EventFrame[]): Buffer =>
  frames.length === 1 ? frames[0]!.bytes : Buffer.concat(frames.map(({ bytes }) => bytes))
