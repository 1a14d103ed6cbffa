import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ApiKeyDocument, Scope, type ApiKeyInput } from '@mavs/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openSystem, shiftedClock, temporaryDirectory } from '../support.ts'

const REQUEST: ApiKeyInput = { name: 'build server', user_id: 'anna' }
const MINUTE_MS = 60_000

describe('API keys', () => {
  it('are shown once, say what they are, and find whose they are', async () => {
    const { keys } = await openSystem({ worker: false })
    const { key, document } = await keys.create(REQUEST)
    expect(key).toMatch(/^mavs_[0-9a-f]{16}_[A-Za-z0-9_-]{43}$/)
    expect(key).toContain(`mavs_${document.key_id}_`)
    expect(ApiKeyDocument.parse(document)).toMatchObject({
      name: 'build server',
      user_id: 'anna',
      scopes: ['videos:read', 'videos:write'],
      requests_per_minute: null,
      expires_at: null,
      revoked_at: null,
      last_used_at: null,
    })
    expect(await keys.find(key)).toMatchObject({ key_id: document.key_id, user_id: 'anna' })
  })

  it('leave neither themselves nor their secret part in the data directory', async () => {
    const dataDirectory = temporaryDirectory()
    const system = await openSystem({ worker: false, dataDirectory })
    const { key, document } = await system.keys.create(REQUEST)
    await system.keys.find(key)
    await system.close()
    const bytes = readFileSync(join(dataDirectory, 'mavs.sqlite')).toString('latin1')
    expect(bytes).toContain(document.key_id)
    expect(bytes).not.toContain(key.slice(-43))
    expect(JSON.stringify(document)).not.toContain(key.slice(-43))
  })

  it('are found again by another process over the same directory', async () => {
    const dataDirectory = temporaryDirectory()
    const { keys } = await openSystem({ worker: false, dataDirectory })
    const other = await openSystem({ worker: false, dataDirectory })
    const { key, document } = await keys.create({
      ...REQUEST,
      requests_per_minute: 7,
      scopes: ['admin', 'videos:read'],
    })
    expect(await other.keys.find(key)).toMatchObject({ requests_per_minute: 7, scopes: ['videos:read', 'admin'] })
    await other.keys.revoke(document.key_id)
    expect(await keys.find(key)).toBeUndefined()
  })

  it('end when they are revoked, and stay in the list with the time', async () => {
    const clock = shiftedClock()
    const { keys } = await openSystem({ worker: false, clock })
    const { key, document } = await keys.create(REQUEST)
    const revoked = await keys.revoke(document.key_id)
    expect(revoked.revoked_at).not.toBeNull()
    expect(await keys.find(key)).toBeUndefined()
    clock.shift(MINUTE_MS)
    expect(await keys.revoke(document.key_id)).toEqual(revoked)
    expect(await keys.list()).toEqual([revoked])
  })

  it('end when they expire', async () => {
    const clock = shiftedClock()
    const { keys } = await openSystem({ worker: false, clock })
    const expiresAt = new Date(Date.now() + MINUTE_MS).toISOString()
    const { key } = await keys.create({ ...REQUEST, expires_at: expiresAt })
    expect(await keys.find(key)).toMatchObject({ expires_at: expiresAt })
    clock.shift(MINUTE_MS + 1)
    expect(await keys.find(key)).toBeUndefined()
  })

  it('note their use at most once a minute', async () => {
    const clock = shiftedClock()
    const { keys } = await openSystem({ worker: false, clock })
    const { key } = await keys.create(REQUEST)
    const used = async () => (await keys.find(key))?.last_used_at
    const first = await used()
    clock.shift(MINUTE_MS / 2)
    expect(await used()).toBe(first)
    clock.shift(MINUTE_MS / 2)
    const second = await used()
    expect(Date.parse(second!)).toBeGreaterThanOrEqual(Date.parse(first!) + MINUTE_MS)
    expect((await keys.list())[0]!.last_used_at).toBe(second)
  })

  it('refuse what is wrong by its field', async () => {
    const { keys } = await openSystem({ worker: false })
    const wrong = (request: unknown) => keys.create(request as ApiKeyInput)
    await expect(wrong({ ...REQUEST, name: '' })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      message: expect.stringContaining('name:'),
    })
    await expect(wrong({ ...REQUEST, scopes: ['everything'] })).rejects.toThrow(/scopes/)
    await expect(wrong({ ...REQUEST, scopes: [] })).rejects.toThrow(/scopes/)
    await expect(wrong({ ...REQUEST, expires_at: '2020-01-01T00:00:00Z' })).rejects.toThrow(/a time to come/)
    await expect(wrong({ ...REQUEST, user: 'x' })).rejects.toThrow(/user/)
    expect(await keys.list()).toEqual([])
  })

  it('tell an unknown id, and never repeat a whole key that was given for one', async () => {
    const { keys } = await openSystem({ worker: false })
    const { key } = await keys.create(REQUEST)
    await expect(keys.revoke('0123456789abcdef')).rejects.toMatchObject({
      code: 'KEY_NOT_FOUND',
      message: expect.stringContaining('"0123456789abcdef"'),
    })
    for (const act of [keys.revoke, keys.signingSecret]) {
      const error = await act(key).catch((reason: unknown) => reason)
      expect(error).toMatchObject({ code: 'KEY_NOT_FOUND' })
      expect(String(error)).not.toContain(key.slice(-43))
    }
  })

  it('sign with a secret of their own that is always the same and is not the key', async () => {
    const dataDirectory = temporaryDirectory()
    const { keys } = await openSystem({ worker: false, dataDirectory })
    const [one, two] = [await keys.create(REQUEST), await keys.create(REQUEST)]
    const secret = await keys.signingSecret(one.document.key_id)
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
    expect(one.key).not.toContain(secret)
    expect(await keys.signingSecret(two.document.key_id)).not.toBe(secret)
    const other = await openSystem({ worker: false, dataDirectory })
    expect(await other.keys.signingSecret(one.document.key_id)).toBe(secret)
  })
})

describe('nonces', () => {
  it('are new once in a data directory, whoever asks, until their time is over', async () => {
    const [dataDirectory, clock] = [temporaryDirectory(), shiftedClock()]
    const [one, other] = await Promise.all([
      openSystem({ worker: false, dataDirectory, clock }),
      openSystem({ worker: false, dataDirectory, clock }),
    ])
    const until = new Date(Date.now() + MINUTE_MS)
    expect(await one.keys.noteNonce('a', until)).toBe(true)
    expect(await one.keys.noteNonce('b', until)).toBe(true)
    expect(await one.keys.noteNonce('a', until)).toBe(false)
    expect(await other.keys.noteNonce('a', until)).toBe(false)
    const asked = Array.from({ length: 20 }, (_, index) => [one, other][index % 2]!.keys.noteNonce('c', until))
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1)
    clock.shift(MINUTE_MS + 1)
    expect(await other.keys.noteNonce('a', new Date(clock.now() + MINUTE_MS))).toBe(true)
  })
})

describe('API keys, whatever is asked', () => {
  it('keep every valid request as it was asked', async () => {
    const { keys } = await openSystem({ worker: false })
    const requests = fc.record(
      {
        name: fc.string({ minLength: 1, maxLength: 100 }),
        user_id: fc.string({ minLength: 1, maxLength: 200 }),
        scopes: fc.uniqueArray(fc.constantFrom(...Scope.options), { minLength: 1 }),
        requests_per_minute: fc.integer({ min: 1, max: 1_000_000 }),
      },
      { requiredKeys: ['name', 'user_id', 'scopes'] },
    )
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const { key, document } = await keys.create(request)
        expect(document).toMatchObject({
          name: request.name,
          user_id: request.user_id,
          requests_per_minute: request.requests_per_minute ?? null,
        })
        expect(new Set(document.scopes)).toEqual(new Set(request.scopes))
        expect(await keys.find(key)).toMatchObject({ ...document, last_used_at: expect.any(String) })
      }),
      { numRuns: 60 },
    )
  })

  it('are not found by anything but themselves', async () => {
    const { keys } = await openSystem({ worker: false })
    const { key } = await keys.create(REQUEST)
    const changed = fc
      .tuple(
        fc.nat(key.length - 1),
        fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_ '),
      )
      .map(([at, character]) => key.slice(0, at) + character + key.slice(at + 1))
    const cut = fc.nat(key.length - 1).map((length) => key.slice(0, length))
    const longer = fc.string({ minLength: 1, unit: 'grapheme' }).map((more) => key + more)
    const anything = fc.oneof(changed, cut, longer, fc.string({ unit: 'binary' }))
    await fc.assert(
      fc.asyncProperty(anything, async (text) => {
        fc.pre(text !== key)
        expect(await keys.find(text)).toBeUndefined()
      }),
      { numRuns: 400 },
    )
  })
})
