import { SessionDocument, VideoRequest } from '@mavs/core'
import { z } from 'zod'
import { ownedRequest } from '../access/ownership.ts'
import { idempotencyKeyOf } from '../routing/idempotency.ts'
import { defineEndpoint } from './endpoint.ts'
import { IDEMPOTENCY_ANSWERS, IDEMPOTENCY_HEADER } from './parameters.ts'

const AcceptedDocument = SessionDocument.pick({
  session_id: true,
  status: true,
  created_at: true,
  estimated_completion: true,
}).extend({ message: z.string() })

export const generateVideo = defineEndpoint({
  method: 'post',
  path: '/videos/generate',
  operationId: 'generateVideo',
  tag: 'Videos',
  summary: 'Ask for a video',
  description: 'Files a session and answers at once; the video is made in the background. A body may have 16 MiB.',
  scope: 'videos:write',
  body: VideoRequest,
  headers: IDEMPOTENCY_HEADER,
  answers: {
    200: { description: 'The session is queued', schema: AcceptedDocument },
    ...IDEMPOTENCY_ANSWERS,
  },
  async handle({ body, caller, system, settings, context }) {
    const options = { choices: settings.requestChoices, ...idempotencyKeyOf(context) }
    const session = await system.generate(ownedRequest(body, caller), options)
    const { session_id, status, created_at, estimated_completion } = session
    return { session_id, status, message: 'Video generation started successfully', created_at, estimated_completion }
  },
})
