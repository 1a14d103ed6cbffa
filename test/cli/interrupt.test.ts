import { describe, expect, it } from 'vitest'
import { interruptible } from '../../packages/cli/src/interrupt.ts'

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
