import type { NumberedEvent } from '@mavs/core'
import { createParser } from 'eventsource-parser'
import { pauseBefore, within } from './backoff.ts'
import { MavsApiError } from './error.ts'
import type { CallOptions } from './options.ts'
import { sessionPath } from './paths.ts'
import { timedOut, unreachable, type Transport } from './transport.ts'

/** Where events begin. */
export interface EventsOptions extends CallOptions {
  /** The number of the last event that is known already. Default 0: from the session's beginning. */
  readonly after?: number
  /** Connections in a row that may bring nothing before it gives up. Default: the client's `retries`. */
  readonly retries?: number
}

/**
 * A session's events to its end. A connection that breaks, or brings not even a heartbeat in time, is opened again
 * after the last event that came.
 */
export async function* readEvents(
  transport: Transport,
  id: string,
  options: EventsOptions = {},
): AsyncGenerator<NumberedEvent> {
  const { signal, retries = transport.settings.retries } = options
  let after = options.after ?? 0
  for (let fruitless = 0; ; fruitless++) {
    let problem = unreachable(transport.settings.base, 'the event stream ended before the session did')
    try {
      const response = await connect(transport, id, after, signal)
      // The session has ended, and nothing came after.
      if (response.status === 204) return
      for await (const event of eventsOf(response, transport)) {
        if (event.number <= after) continue
        after = event.number
        fruitless = 0
        yield event
        if (event.type === 'session-end') return
      }
    } catch (error) {
      signal?.throwIfAborted()
      if (!MavsApiError.isInstance(error) || !error.isRetryable) throw error
      problem = error
    }
    if (fruitless >= retries) throw problem
    await pauseBefore(fruitless, problem, transport.settings, signal)
  }
}

function connect(transport: Transport, id: string, after: number, signal: AbortSignal | undefined): Promise<Response> {
  return transport.open({
    method: 'GET',
    path: sessionPath(id, 'events'),
    headers: { Accept: 'text/event-stream', ...(after === 0 ? {} : { 'Last-Event-ID': String(after) }) },
    retries: 0,
    signal,
  })
}

/** The events of one connection. */
async function* eventsOf(response: Response, transport: Transport): AsyncGenerator<NumberedEvent> {
  if (response.body === null) return
  const arrived: NumberedEvent[] = []
  const parser = createParser({ onEvent: ({ data }) => arrived.push(parse(data)) })
  const decoder = new TextDecoder()
  for await (const chunk of chunksOf(response.body, transport)) {
    parser.feed(decoder.decode(chunk, { stream: true }))
    yield* arrived.splice(0)
  }
}

/** An event as the library has it: the API writes names with underscores. */
function parse(data: string): NumberedEvent {
  try {
    const document = JSON.parse(data) as Record<string, unknown>
    return Object.fromEntries(
      Object.entries(document).map(([name, value]) => [camelCase(name), value]),
    ) as unknown as NumberedEvent
  } catch (cause) {
    throw new MavsApiError('The server sent an event that is not JSON.', { status: 200, code: 'ANSWER_INVALID', cause })
  }
}

const camelCase = (name: string): string => name.replaceAll(/_(\w)/g, (_match, letter: string) => letter.toUpperCase())

/** A body's bytes as they come. Throws `TIMED_OUT` when none come in time and `UNREACHABLE` when the connection breaks. */
export async function* chunksOf(
  body: ReadableStream<Uint8Array>,
  { settings: { base, timeoutMs } }: Transport,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await within(reader.read(), timeoutMs, () => timedOut(base, timeoutMs))
      if (done) return
      yield value
    }
  } catch (error) {
    throw MavsApiError.isInstance(error) ? error : unreachable(base, error)
  } finally {
    // Ends the connection when nobody reads on; one that has broken already cannot be ended.
    await reader.cancel().catch(() => {})
  }
}
