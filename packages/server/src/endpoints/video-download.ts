import { deliveredFile } from '../streaming/delivered-file.ts'
import { sendFile } from '../streaming/send-file.ts'
import { defineEndpoint } from './endpoint.ts'
import { FILE_ANSWERS, SessionParams } from './parameters.ts'

export const videoDownload = defineEndpoint({
  method: 'get',
  path: '/videos/{session_id}/download',
  operationId: 'downloadVideo',
  tag: 'Videos',
  summary: 'The finished video',
  description:
    'Answers to Range, If-Range and If-None-Match, so that a broken download resumes. 400 until it is finished.',
  scope: 'videos:read',
  params: SessionParams,
  answers: { 200: { description: 'An MP4', contentType: 'video/mp4' }, ...FILE_ANSWERS },
  async handle(call) {
    const { session_id: id } = call.params
    const file = await deliveredFile(call, 'video')
    call.context.set('Content-Disposition', `attachment; filename="video_${id}.mp4"`)
    await sendFile(call.context, file, { type: 'video/mp4', version: id })
  },
})
