import { ProgressDocument } from '@mavs/core'
import { sessionOf } from '../access/ownership.ts'
import { defineEndpoint } from './endpoint.ts'
import { SessionParams } from './parameters.ts'

export const videoProgress = defineEndpoint({
  method: 'get',
  path: '/videos/{session_id}/progress',
  operationId: 'getVideoProgress',
  tag: 'Videos',
  summary: 'How far each stage of a session is',
  scope: 'videos:read',
  params: SessionParams,
  answers: { 200: { description: 'The stages that have started, with their shares', schema: ProgressDocument } },
  async handle(call) {
    const { session_id: id } = await sessionOf(call)
    return call.system.progress(id)
  },
})
