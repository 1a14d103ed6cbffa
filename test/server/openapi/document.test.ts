import { createConfig, lintFromString } from '@redocly/openapi-core'
import { describe, expect, it } from 'vitest'
import { ENDPOINTS } from '../../../packages/server/src/endpoints/catalogue.ts'
import { createOpenApiDocument } from '../../../packages/server/src/openapi/document.ts'

const document = createOpenApiDocument(ENDPOINTS, { version: '1.2.3', isAuthenticated: true })

describe('openapi document', () => {
  it('passes a public linter', async () => {
    const config = await createConfig({
      extends: ['recommended-strict'],
      // A batch stands below /videos beside sessions, whose ids are never "batch".
      // Public endpoints have no errors of the caller's making, and relative servers are meant.
      rules: { 'no-ambiguous-paths': 'off', 'operation-4xx-response': 'off', 'no-server-example.com': 'off' },
    })
    const problems = await lintFromString({ source: JSON.stringify(document), config })
    expect(problems.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer}: ${message}`)).toEqual([])
  })

  it('has every endpoint with an operation name of its own', () => {
    const operations = Object.values(document.paths ?? {}).flatMap((path) =>
      Object.values(path as Record<string, { operationId: string }>).map(({ operationId }) => operationId),
    )
    expect(operations.toSorted()).toEqual(ENDPOINTS.map(({ operationId }) => operationId).toSorted())
    expect(new Set(operations).size).toBe(ENDPOINTS.length)
  })

  it('says of a request what the validation says', () => {
    const { VideoRequest } = document.components!.schemas as Record<
      string,
      { properties: Record<string, object>; required: string[]; additionalProperties: boolean }
    >
    expect(VideoRequest?.properties['prompt']).toMatchObject({ minLength: 10, maxLength: 2000 })
    expect(VideoRequest?.properties['duration_preference']).toMatchObject({ minimum: 10, maximum: 600, default: 60 })
    expect(VideoRequest?.required).toEqual(['prompt'])
    expect(VideoRequest?.additionalProperties).toBe(false)
  })

  it('asks for credentials only where the server does', () => {
    const open = createOpenApiDocument(ENDPOINTS, { version: '1.2.3', isAuthenticated: false })
    expect(open.paths?.['/videos/{session_id}/status']?.get?.security).toEqual([])
    expect(document.paths?.['/videos/{session_id}/status']?.get?.security).toEqual([{ apiKey: [] }, { bearer: [] }])
    expect(document.paths?.['/health']?.get?.security).toEqual([])
  })
})
