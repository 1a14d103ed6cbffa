import { isTerminal, type VideoSystem } from '@mavs/core'
import { z } from 'zod'
import { sessionOf } from '../access/ownership.ts'
import { checked } from '../routing/checked.ts'
import { typedQuery } from '../routing/query.ts'
import { STREAM_HEADERS, streamEvents } from '../streaming/stream-events.ts'
import { defineEndpoint } from './endpoint.ts'
import { SessionParams } from './parameters.ts'

const EventsQuery = z.strictObject({
  last_event_id: z.int().min(0).default(0).describe('As the header Last-Event-ID, where none can be sent'),
})

export const videoEvents = defineEndpoint({
  method: 'get',
  path: '/videos/{session_id}/events',
  operationId: 'streamVideoEvents',
  tag: 'Videos',
  summary: 'What happens to a session, as it happens',
  description:
    'Server-sent events from the first one, or after Last-Event-ID: session-start, stage-start, stage-progress, ' +
    'stage-end, warning, session-end. Ends with the session; who comes again after that gets 204.',
  scope: 'videos:read',
  params: SessionParams,
  query: EventsQuery,
  headers: { 'Last-Event-ID': 'The number of the last event that came; the next one is sent first' },
  answers: {
    200: {
      description: 'Each event with its number as `id`, its type as `event`, and a JSON object as `data`',
      contentType: 'text/event-stream',
    },
    204: { description: 'The session has ended, and there is nothing after the named event' },
  },
  async handle(call) {
    const { system, context, feeds } = call
    const { session_id: id, status } = await sessionOf(call)
    const header = context.headers['last-event-id']
    const { last_event_id: after } = header === undefined ? call.query : lastEventId(header)
    if (isTerminal(status) && (await isPast(system, id, after))) {
      context.status = 204
    } else if (context.method === 'HEAD') {
      context.status = 200
      context.set(STREAM_HEADERS)
    } else {
      await streamEvents(context, feeds, id, { after })
    }
  },
})

/** The header says the same as the parameter, and is held to the same. A client that has none yet may send it empty. */
const lastEventId = (header: string | string[]): z.output<typeof EventsQuery> => {
  const given = header === '' ? {} : { last_event_id: String(header) }
  return checked(EventsQuery, typedQuery(EventsQuery, given), 400) as z.output<typeof EventsQuery>
}

/** Whether an ended session has no event after a number. */
async function isPast(system: VideoSystem, id: string, after: number): Promise<boolean> {
  const events = system.events(id, { after })[Symbol.asyncIterator]()
  const { done = false } = await events.next()
  await events.return?.()
  return done
}
