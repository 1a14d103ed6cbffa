import { SessionDocument } from '@mavs/core'
import { sessionOf } from '../access/ownership.ts'
import { defineEndpoint } from './endpoint.ts'
import { SessionParams } from './parameters.ts'

export const videoStatus = defineEndpoint({
  method: 'get',
  path: '/videos/{session_id}/status',
  operationId: 'getVideoStatus',
  tag: 'Videos',
  summary: 'How far a session is',
  scope: 'videos:read',
  params: SessionParams,
  answers: { 200: { description: 'The session', schema: SessionDocument } },
  handle: sessionOf,
})
