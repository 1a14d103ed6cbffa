import { providerFailure, VideoError, type Provider } from '@mavs/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createProviderGuard } from '../../../packages/core/src/providers/guard.ts'

const provider = (limits: Provider['limits'] = {}): Provider => ({ id: 'acme', version: '1', isRemote: true, limits })
const failure = (kind: 'rate-limited' | 'unavailable' | 'key-refused' | 'rejected', retryAfterMs?: number) =>
  providerFailure({
    provider: 'acme',
    kind,
    message: `acme: ${kind}`,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  })
const { signal } = new AbortController()

/** A call that fails some times and then answers. */
function failing(times: number, error: () => Error) {
  let calls = 0
  return {
    call: () => (++calls <= times ? Promise.reject(error()) : Promise.resolve('answer')),
    calls: () => calls,
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the guard of a provider', () => {
  it('tries again after an outage, each time after twice the wait', async () => {
    const { call, calls } = failing(2, () => failure('unavailable'))
    const answer = createProviderGuard(provider()).run(call, signal)
    await vi.advanceTimersByTimeAsync(499)
    expect(calls()).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(calls()).toBe(2)
    await vi.advanceTimersByTimeAsync(1000)
    expect(await answer).toBe('answer')
  })

  it('waits as long as the vendor asks', async () => {
    const { call, calls } = failing(1, () => failure('rate-limited', 7000))
    const answer = createProviderGuard(provider()).run(call, signal)
    await vi.advanceTimersByTimeAsync(6999)
    expect(calls()).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(await answer).toBe('answer')
  })

  it('passes over a vendor that asks for more than a minute', async () => {
    const { call, calls } = failing(1, () => failure('rate-limited', 61_000))
    await expect(createProviderGuard(provider()).run(call, signal)).rejects.toThrow('rate-limited')
    expect(calls()).toBe(1)
  })

  it('has all calls wait for what a vendor asked one of them, and asks none in vain', async () => {
    const guard = createProviderGuard(provider({ retries: 0 }))
    const times: number[] = []
    const begun = Date.now()
    const note = async () => void times.push(Date.now() - begun)
    await expect(guard.run(() => Promise.reject(failure('rate-limited', 7000)), signal)).rejects.toThrow('rate-limited')
    const second = guard.run(note, signal)
    await vi.advanceTimersByTimeAsync(7000)
    await second
    expect(times).toEqual([7000])
    await expect(guard.run(() => Promise.reject(failure('unavailable', 90_000)), signal)).rejects.toThrow('unavailable')
    await expect(guard.run(note, signal)).rejects.toThrow('acme asked not to be asked for another 90 s')
    expect(times).toHaveLength(1)
  })

  it('leaves a provider alone that refused five times in a row for its limits', async () => {
    const guard = createProviderGuard(provider({ retries: 0 }))
    const { call, calls } = failing(9, () => failure('rate-limited'))
    for (let at = 0; at < 7; at++) await guard.run(call, signal).catch(() => {})
    expect(calls()).toBe(5)
  })

  it('gives no turn to what was called off while it waited', async () => {
    const guard = createProviderGuard(provider({ concurrency: 1, requestsPerMinute: 2, retries: 0 }))
    let release = (): void => {}
    const first = guard.run(() => new Promise<void>((resolve) => (release = resolve)), signal)
    const off = new AbortController()
    const waiting = Array.from({ length: 5 }, () => guard.run(async () => 'made', off.signal).catch(() => 'off'))
    off.abort()
    await Promise.all(waiting)
    release()
    await first
    expect(await guard.run(async () => 'at once', signal)).toBe('at once')
  })

  it('takes calls that were called off for no failures of the provider', async () => {
    const guard = createProviderGuard(provider({ retries: 0 }))
    for (let at = 0; at < 7; at++) {
      const off = new AbortController()
      const call = guard.run(
        (limited) => new Promise((_, reject) => limited.addEventListener('abort', reject)),
        off.signal,
      )
      await vi.advanceTimersByTimeAsync(1)
      off.abort()
      await expect(call).rejects.toThrow('aborted')
    }
    expect(await guard.run(async () => 'there', signal)).toBe('there')
  })

  it.each(['key-refused', 'rejected'] as const)('does not ask again what is %s', async (kind) => {
    const { call, calls } = failing(1, () => failure(kind))
    await expect(createProviderGuard(provider()).run(call, signal)).rejects.toThrow(kind)
    expect(calls()).toBe(1)
  })

  it('ends a call in time, also one that ignores its signal', async () => {
    const guard = createProviderGuard(provider({ timeoutMs: 3000, retries: 0 }))
    const call = guard.run(() => new Promise(() => {}), signal).catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(3000)
    expect(await call).toMatchObject({ code: 'TIMED_OUT', message: 'acme did not answer within 3 s' })
  })

  it('leaves a provider alone that was out five times in a row, and asks again half a minute later', async () => {
    const { call, calls } = failing(5, () => new Error('socket hang up'))
    const guard = createProviderGuard(provider({ retries: 0 }))
    for (let time = 0; time < 5; time++) await expect(guard.run(call, signal)).rejects.toThrow('socket hang up')
    await expect(guard.run(call, signal)).rejects.toThrow('left alone for 30 s')
    expect(calls()).toBe(5)
    await vi.advanceTimersByTimeAsync(30_000)
    expect(await guard.run(call, signal)).toBe('answer')
  })

  it('takes what a vendor refuses for no outage', async () => {
    const { call } = failing(6, () => failure('rejected'))
    const guard = createProviderGuard(provider({ retries: 0 }))
    for (let time = 0; time < 6; time++) await expect(guard.run(call, signal)).rejects.toThrow('rejected')
    expect(await guard.run(call, signal)).toBe('answer')
  })

  it('lets no more calls run at once than the provider bears', async () => {
    const guard = createProviderGuard(provider({ concurrency: 2 }))
    const open: (() => void)[] = []
    const call = () => new Promise<void>((resolve) => void open.push(resolve))
    const calls = [guard.run(call, signal), guard.run(call, signal), guard.run(call, signal)]
    await vi.advanceTimersByTimeAsync(0)
    expect(open).toHaveLength(2)
    open[0]!()
    await vi.advanceTimersByTimeAsync(0)
    expect(open).toHaveLength(3)
    for (const end of open) end()
    await Promise.all(calls)
  })

  it('makes no more calls a minute than the vendor allows', async () => {
    const guard = createProviderGuard(provider({ requestsPerMinute: 2, timeoutMs: 120_000 }))
    let made = 0
    const calls = Array.from({ length: 3 }, () => guard.run(() => Promise.resolve(++made), signal))
    await vi.advanceTimersByTimeAsync(1000)
    expect(made).toBe(2)
    await vi.advanceTimersByTimeAsync(60_000)
    await Promise.all(calls)
    expect(made).toBe(3)
  })

  it('counts the wait for its turn as no time of the call', async () => {
    const guard = createProviderGuard(provider({ requestsPerMinute: 1, timeoutMs: 5000, retries: 0 }))
    const calls = Array.from({ length: 2 }, () => guard.run(() => Promise.resolve('answer'), signal))
    await vi.advanceTimersByTimeAsync(61_000)
    expect(await Promise.all(calls)).toEqual(['answer', 'answer'])
  })

  it.each([
    ['during the call', {}, () => new Promise<never>(() => {})],
    ['between two tries', {}, () => Promise.reject(failure('unavailable'))],
    ['while it waits for a free place', { concurrency: 1 }, () => new Promise<never>(() => {})],
    ['while it waits for its minute', { requestsPerMinute: 1 }, () => new Promise<never>(() => {})],
  ])('stops at once when its signal aborts %s', async (_, limits, call) => {
    const guard = createProviderGuard(provider(limits))
    void guard.run(() => new Promise(() => {}), signal).catch(() => {})
    const controller = new AbortController()
    const running = guard.run(call, controller.signal).catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(100)
    controller.abort(new Error('called off'))
    await vi.advanceTimersByTimeAsync(0)
    expect(await Promise.race([running, Promise.resolve('still running')])).toMatchObject({ message: 'called off' })
  })

  it('passes errors of the system on as they are', async () => {
    const full = new VideoError('DISK_FULL', 'no space is left')
    const guard = createProviderGuard(provider({ retries: 0 }))
    await expect(guard.run(() => Promise.reject(full), signal)).rejects.toBe(full)
  })
})
