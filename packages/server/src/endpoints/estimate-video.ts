import { EstimateDocument, VideoRequest } from '@mavs/core'
import { ownedRequest } from '../access/ownership.ts'
import { defineEndpoint } from './endpoint.ts'

export const estimateVideo = defineEndpoint({
  method: 'post',
  path: '/videos/estimate',
  operationId: 'estimateVideo',
  tag: 'Videos',
  summary: 'What a video would cost',
  description:
    'Looks at a request without filing it: which paid calls it is likely to make, what they cost by the price table, and how long the work takes.',
  scope: 'videos:write',
  body: VideoRequest,
  answers: { 200: { description: 'The estimate', schema: EstimateDocument } },
  handle: ({ body, caller, system, settings }) =>
    system.estimate(ownedRequest(body, caller), { choices: settings.requestChoices }),
})
