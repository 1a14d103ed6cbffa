import { describe, expect, it } from 'vitest'
import { VideoError } from '@mavs/core'
import { describeError } from '../../packages/cli/src/logger.ts'

describe('errors in the log', () => {
  it('are told with their code, message and causes, and without what a client hung on them', () => {
    const cause = Object.assign(new Error('401 refused'), {
      headers: { authorization: 'Bearer sk-secret' },
      code: 'E1',
    })
    const told = JSON.stringify(describeError(new VideoError('PROVIDER_FAILED', 'the model failed', { cause })))
    expect(told).toContain('PROVIDER_FAILED')
    expect(told).toContain('the model failed')
    expect(told).toContain('401 refused')
    expect(told).toContain('E1')
    expect(told).not.toContain('sk-secret')
  })
})
