import type { StyleName } from '@mavs/core'
import { describe, expect, it } from 'vitest'
import { compose } from '../../../packages/agents/src/music/compose.ts'
import { createComposer } from '../../../packages/agents/src/music/composer.ts'
import { request, whole } from './pieces.ts'

const never = new AbortController().signal

describe('the composer', () => {
  it('gives the same music from its thread as on the spot, while this thread stays free', async () => {
    let longestPauseMs = 0
    let lastTick = performance.now()
    const ticking = setInterval(() => {
      longestPauseMs = Math.max(longestPauseMs, performance.now() - lastTick)
      lastTick = performance.now()
    }, 5)
    const asked = request('professional', 30)
    const startedAt = performance.now()
    const { blocks, description } = await createComposer().compose(asked, { signal: never })
    const music = await whole(blocks)
    const tookMs = performance.now() - startedAt
    clearInterval(ticking)
    const expected = await whole(compose(asked))
    expect(Buffer.compare(Buffer.from(music.left.buffer), Buffer.from(expected.left.buffer))).toBe(0)
    expect(music.right.length).toBe(expected.right.length)
    expect(description).toBe('Composed by MAVS, seed 5')
    expect(longestPauseMs).toBeLessThan(tookMs / 2)
  })

  it('stops at once when aborted', async () => {
    const { blocks } = await createComposer().compose(request('documentary', 600), { signal: AbortSignal.timeout(150) })
    const composing = whole(blocks)
    const startedAt = performance.now()
    await expect(composing).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(performance.now() - startedAt).toBeLessThan(1500)
  })

  it('does not start when it is aborted already', async () => {
    const signal = AbortSignal.abort(new Error('cancelled'))
    await expect(createComposer().compose(request('casual'), { signal })).rejects.toThrow('cancelled')
  })

  it.each([Number.NaN, 0, 4.9, 3601])('refuses %d seconds', async (durationSeconds) => {
    const composing = createComposer().compose(request('casual', durationSeconds), { signal: never })
    await expect(composing).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      message: `music must last 5 to 3600 seconds (got ${durationSeconds})`,
    })
  })

  it('reports what breaks in its thread as its own failure', async () => {
    const { blocks } = await createComposer().compose(request('polka' as StyleName), { signal: never })
    await expect(whole(blocks)).rejects.toMatchObject({
      code: 'PROVIDER_FAILED',
      message: 'the composer failed on 24 s of polka',
    })
  })
})
