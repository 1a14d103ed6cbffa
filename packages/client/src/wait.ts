import type { NumberedEvent, SessionDocument } from '@mavs/core'
import { sleep } from './backoff.ts'
import { MavsApiError } from './error.ts'
import { readEvents } from './events.ts'
import type { CallOptions } from './options.ts'
import { sessionPath } from './paths.ts'
import type { Transport } from './transport.ts'

const POLL_MS = 5000

/** How to wait. */
export interface WaitOptions extends CallOptions {
  /** Told what happens meanwhile, where events come through. */
  readonly onEvent?: (event: NumberedEvent) => void
  /** Shortest time between two questions where no events come through, in milliseconds; the longest is twice that. Default 5000. */
  readonly pollMs?: number
}

/**
 * Resolves with a session that has completed. Listens to its events, and asks from time to time where no events come
 * through. Throws `SESSION_FAILED` or `SESSION_CANCELLED` when it ended otherwise.
 */
export async function waitFor(transport: Transport, id: string, options: WaitOptions = {}): Promise<SessionDocument> {
  const { signal, onEvent = () => {}, pollMs = POLL_MS } = options
  const status = () => transport.json<SessionDocument>({ method: 'GET', path: sessionPath(id, 'status'), signal })
  await listen(transport, id, onEvent, signal)
  for (;;) {
    const session = await status()
    if (session.status === 'completed') return session
    if (session.status === 'failed' || session.status === 'cancelled') throw endedOtherwise(session)
    await sleep(pollMs * (1 + Math.random()), signal)
  }
}

/** Reads events to the session's end, or until it is clear that they don't come through. */
async function listen(
  transport: Transport,
  id: string,
  onEvent: (event: NumberedEvent) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    for await (const event of readEvents(transport, id, { signal, retries: 1 })) onEvent(event)
  } catch (error) {
    signal?.throwIfAborted()
    // What is wrong with the session or the credentials shows again, and better, in the answer to the next question.
    if (!MavsApiError.isInstance(error)) throw error
  }
}

function endedOtherwise(session: SessionDocument): MavsApiError {
  const { session_id: id, status, error_message: message } = session
  return status === 'failed'
    ? new MavsApiError(message ?? `Session ${id} failed.`, { status: 200, code: 'SESSION_FAILED' })
    : new MavsApiError(`Session ${id} was cancelled.`, { status: 200, code: 'SESSION_CANCELLED' })
}
