import { ListDocument, ListQuery } from '@mavs/core'
import { ownedQuery } from '../access/ownership.ts'
import { defineEndpoint } from './endpoint.ts'

export const listVideos = defineEndpoint({
  method: 'get',
  path: '/videos',
  operationId: 'listVideos',
  tag: 'Videos',
  summary: 'Sessions, the newest first',
  scope: 'videos:read',
  query: ListQuery,
  answers: { 200: { description: 'A page of sessions, and how many there are', schema: ListDocument } },
  async handle({ query, caller, system }) {
    return system.list(ownedQuery(query, caller))
  },
})
