import { z } from 'zod'
import { SessionStatus, Stage } from './stage.ts'
import { Warning } from './warning.ts'

const base = { sessionId: z.string(), at: z.iso.datetime() }

/**
 * What happens to a session, in order. A closed union: SSE in the server and the progress bar in the command line
 * are two renderings of it.
 */
export const SessionEvent = z.discriminatedUnion('type', [
  z.strictObject({ ...base, type: z.literal('session-start') }),
  z.strictObject({ ...base, type: z.literal('stage-start'), stage: Stage }),
  z.strictObject({
    ...base,
    type: z.literal('stage-progress'),
    stage: Stage,
    /** Of the stage and of the whole session, 0 to 1. */
    stageProgress: z.number(),
    progress: z.number(),
    message: z.string().optional(),
  }),
  z.strictObject({ ...base, type: z.literal('stage-end'), stage: Stage, progress: z.number() }),
  z.strictObject({ ...base, type: z.literal('warning'), warning: Warning }),
  z.strictObject({
    ...base,
    type: z.literal('session-end'),
    status: SessionStatus,
    errorMessage: z.string().nullable(),
  }),
])
export type SessionEvent = z.infer<typeof SessionEvent>

/** An event with its number in the session, from 1; `events(id, { after })` replays from it. */
export type NumberedEvent = SessionEvent & { readonly number: number }
