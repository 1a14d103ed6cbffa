import { describe, expect, it } from 'vitest'
import { VideoError } from '@mavs/core'
import { describeError } from '../../packages/cli/src/errors.ts'
import { interruptible } from '../../packages/cli/src/interrupt.ts'

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

describe('interruptible', () => {
  it('throws what the interruption failed with, when the work has ended', async () => {
    const ended: string[] = []
    const running = interruptible(
      () => Promise.reject(new Error('cannot be cancelled')),
      async (signal) => {
        process.emit('SIGINT')
        // Turns of the event loop in which the failure has nobody waiting for it yet.
        for (let turn = 0; turn < 3 || !signal.aborted; turn++) await new Promise((resolve) => setImmediate(resolve))
        ended.push('work')
      },
    )
    await expect(running).rejects.toThrow('cannot be cancelled')
    expect(ended).toEqual(['work'])
  })
})
