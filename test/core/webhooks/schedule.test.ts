import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WebhookAttempt } from '@mavs/core'
import {
  JITTER,
  judge,
  LONGEST_WAIT_MS,
  PROGRESS_RETRY_AFTER_MS,
  RETRY_AFTER_MS,
  retryAfterMs,
  type Verdict,
} from '../../../packages/core/src/webhooks/schedule.ts'

const DAY_MS = 24 * 3_600_000

const attempt = (status: number | null): WebhookAttempt => ({
  at: '2026-01-01T00:00:00.000Z',
  duration_ms: 1,
  response_status: status,
  error: null,
})
const interrupted: WebhookAttempt = { ...attempt(null), duration_ms: null }

/** What a receiver may do with a try. */
const reaction = fc.record({
  status: fc.oneof(fc.constant(null), fc.integer({ min: 100, max: 599 })),
  retryAfterMs: fc.option(fc.integer({ min: 1, max: 3 * DAY_MS }), { nil: undefined }),
  interruptionsBefore: fc.nat(2),
  random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
})

describe('the schedule of retries', () => {
  it('waits longer and longer, for a day and little more', () => {
    expect(RETRY_AFTER_MS).toEqual(RETRY_AFTER_MS.toSorted((left, right) => left - right))
    const whole = RETRY_AFTER_MS.reduce((sum, wait) => sum + wait, 0)
    expect(whole).toBeGreaterThanOrEqual(DAY_MS)
    expect(whole * (1 + JITTER)).toBeLessThan(1.2 * DAY_MS)
  })

  it.each([200, 201, 204, 299])('is over after %i', (status) =>
    expect(judge('completed', [attempt(status)], { status }, 0)).toEqual({ status: 'delivered' }),
  )

  it.each([null, 301, 400, 401, 404, 429, 500, 503])('goes on after %s', (status) =>
    expect(judge('completed', [attempt(status)], { status }, 0)).toEqual({ status: 'pending', waitMs: 5000 }),
  )

  it('gives up for good when the receiver is gone', () =>
    expect(judge('completed', [attempt(410)], { status: 410 }, 0)).toEqual({ status: 'failed' }))

  it('respects what a receiver asks for, up to a day, and never comes back earlier than its own wait', () => {
    const wait = (ms: number) => judge('completed', [attempt(503)], { status: 503, retryAfterMs: ms }, 0)
    expect(wait(60_000)).toEqual({ status: 'pending', waitMs: 60_000 })
    expect(wait(10 * DAY_MS)).toEqual({ status: 'pending', waitMs: DAY_MS })
    expect(wait(1000)).toEqual({ status: 'pending', waitMs: 5000 })
  })

  it('reads seconds and dates of Retry-After, and nothing else', () => {
    const now = Date.UTC(2026, 0, 1)
    expect(retryAfterMs('120', now)).toBe(120_000)
    expect(retryAfterMs('Thu, 01 Jan 2026 00:01:00 GMT', now)).toBe(60_000)
    for (const header of [null, '', 'soon', '-5', '0', 'Thu, 01 Jan 2025 00:00:00 GMT']) {
      expect(retryAfterMs(header, now)).toBeUndefined()
    }
  })

  it('ends for every receiver, with a wait between any two tries', () => {
    fc.assert(
      fc.property(
        fc.array(reaction, { minLength: 20, maxLength: 20 }),
        fc.constantFrom('completed' as const, 'progress_update' as const),
        (reactions, event) => {
          const waits = event === 'completed' ? RETRY_AFTER_MS : PROGRESS_RETRY_AFTER_MS
          const log: WebhookAttempt[] = []
          for (const { status, retryAfterMs: asked, interruptionsBefore, random } of reactions) {
            const failuresBefore = log.filter(({ duration_ms }) => duration_ms !== null).length
            log.push(...Array.from({ length: interruptionsBefore }, () => interrupted), attempt(status))
            const verdict: Verdict = judge(event, log, { status, retryAfterMs: asked }, random)
            const isOk = status !== null && status >= 200 && status <= 299
            expect(verdict.status === 'delivered').toBe(isOk)
            if (verdict.status !== 'pending') {
              if (!isOk && status !== 410) expect(failuresBefore).toBe(waits.length)
              return
            }
            const least = waits[failuresBefore] ?? Number.NaN
            expect(verdict.waitMs).toBeGreaterThanOrEqual(Math.max(least, Math.min(asked ?? 0, LONGEST_WAIT_MS)))
            expect(verdict.waitMs).toBeLessThanOrEqual(Math.max(Math.ceil(least * (1 + JITTER)), asked ?? 0))
          }
          expect.unreachable('no message is tried for ever')
        },
      ),
      { numRuns: 1000 },
    )
  })
})
