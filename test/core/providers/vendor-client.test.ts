import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVendorClient, failureKindOf, retryAfterOf, VideoError, type VendorOptions } from '@mavs/core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { retryAfter } from '../../../packages/core/src/providers/vendor-client.ts'
import { FAILURE_KINDS, FAULTS, startVendor, type VendorRequest } from '@mavs/core/testing'

const KEY = 'secret-0123456789'
const { signal } = new AbortController()
const Answer = z.object({ said: z.string() })

async function opened(options: Partial<VendorOptions> = {}, respond?: (request: VendorRequest) => { body: unknown }) {
  const vendor = await startVendor({
    respond:
      respond ?? (({ url }) => (url.pathname === '/file' ? { body: 'x'.repeat(5000) } : { body: { said: 'hello' } })),
    errorBody: (status) => ({ error: `${status}: the key ${KEY} is not good` }),
  })
  const headers = { authorization: `Bearer ${KEY}` }
  const client = createVendorClient({ provider: 'acme', baseUrl: vendor.baseUrl, headers, ...options })
  const folder = mkdtempSync(join(tmpdir(), 'mavs-vendor-'))
  onTestFinished(async () => {
    await client.dispose()
    await vendor.close()
    rmSync(folder, { recursive: true })
  })
  return { vendor, client, file: join(folder, 'file') }
}

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('the client of a vendor', () => {
  it('sends its headers, its query and its JSON, and reads a checked answer', async () => {
    const { client, vendor } = await opened()
    const request = { path: '/say', query: { a: 1, b: undefined }, json: { word: 'hi' }, signal }
    expect(await client.json(request, Answer)).toEqual({ said: 'hello' })
    expect(vendor.requests[0]).toMatchObject({ method: 'POST', headers: { authorization: `Bearer ${KEY}` } })
    expect(vendor.requests[0]!.url.search).toBe('?a=1')
    expect(vendor.requests[0]!.json()).toEqual({ word: 'hi' })
  })

  it.each(FAULTS)('makes a failure of its kind of %s, without the key', async (fault) => {
    const { client, vendor } = await opened({ timeoutMs: fault === 'slow' ? 300 : 5000, maxBytes: 1_000_000 })
    vendor.fail(fault, { retryAfter: '7' })
    const error = await thrownBy(client.json({ path: '/say', signal }, Answer))
    expect(failureKindOf(error)).toBe(FAILURE_KINDS[fault])
    expect((error as VideoError).message).toMatch(/^acme/)
    expect(JSON.stringify([(error as VideoError).message, (error as VideoError).details])).not.toContain(KEY)
    expect(retryAfterOf(error)).toBe(typeof fault === 'number' ? 7000 : undefined)
  })

  it('makes an invalid reply of an answer that is not of its schema', async () => {
    const { client } = await opened({}, () => ({ body: { other: 1 } }))
    const error = await thrownBy(client.json({ path: '/say', signal }, Answer))
    expect(failureKindOf(error)).toBe('invalid-reply')
    expect((error as VideoError).message).toContain('said')
  })

  it('shows the beginning of an error’s body, however long it is', async () => {
    const long = await startVendor({
      respond: () => ({ status: 500, body: 'e'.repeat(5_000_000) }),
      errorBody: () => '',
    })
    const client = createVendorClient({ provider: 'acme', baseUrl: long.baseUrl })
    const error = await thrownBy(client.json({ path: '/say', signal }, Answer))
    await client.dispose()
    await long.close()
    expect((error as VideoError).message.length).toBeLessThan(400)
  })

  it('takes an answer that is no JSON byte by byte, and refuses one that is cut', async () => {
    const bytes = Buffer.from([0x52, 0x49, 0xff, 0x00, 0xfe])
    const { client, vendor } = await opened({}, () => ({ body: bytes }))
    expect(Buffer.from(await client.bytes({ path: '/sound', json: { text: 'hi' }, signal }))).toEqual(bytes)
    expect(vendor.requests[0]!.json()).toEqual({ text: 'hi' })
    vendor.fail('cut')
    expect(failureKindOf(await thrownBy(client.bytes({ path: '/sound', signal })))).toBe('unavailable')
  })

  it('does not show a key that an error of the network repeats', async () => {
    const client = createVendorClient({ provider: 'acme', baseUrl: `http://${KEY}.invalid`, headers: { 'x-key': KEY } })
    const error = await thrownBy(client.json({ path: '/', signal }, Answer))
    await client.dispose()
    expect(failureKindOf(error)).toBe('unavailable')
    expect((error as VideoError).message).not.toContain(KEY)
  })

  it('puts a file at a path', async () => {
    const { client, vendor, file } = await opened()
    await client.download(`${vendor.baseUrl}/file`, file, { signal })
    expect(readFileSync(file, 'utf8')).toBe('x'.repeat(5000))
  })

  it.each([
    ['breaks off', 'cut' as const, {}, 'unavailable'],
    ['is too large', undefined, { maxBytes: 4000 }, 'invalid-reply'],
  ])('leaves no file behind when one %s', async (_, fault, limit, kind) => {
    const { client, vendor, file } = await opened()
    if (fault) vendor.fail(fault)
    const error = await thrownBy(client.download(`${vendor.baseUrl}/file`, file, { signal, ...limit }))
    expect(failureKindOf(error)).toBe(kind)
    expect(existsSync(file)).toBe(false)
  })

  it.skipIf(!existsSync('/dev/full'))('takes a full disk for no outage of the vendor (needs /dev/full)', async () => {
    const { client, vendor, file } = await opened()
    symlinkSync('/dev/full', file)
    const error = await thrownBy(client.download(`${vendor.baseUrl}/file`, file, { signal }))
    expect(error).toMatchObject({ code: 'DISK_FULL' })
  })

  it('fetches files from private addresses only below its own', async () => {
    const { client, file } = await opened()
    const error = await thrownBy(client.download('http://127.0.0.1:1/file', file, { signal }))
    expect(failureKindOf(error)).toBe('invalid-reply')
  })

  it('ends with the signal’s reason', async () => {
    const { client, vendor } = await opened()
    vendor.fail('slow')
    const controller = new AbortController()
    const call = client.json({ path: '/say', signal: controller.signal }, Answer)
    controller.abort(new Error('called off'))
    await expect(call).rejects.toThrow('called off')
  })
})

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['0.5', 500],
    ['Wed, 21 Oct 2026 07:28:30 GMT', 30_000],
    ['Wed, 21 Oct 2026 07:27:00 GMT', 0],
    ['soon', undefined],
    [null, undefined],
  ])('reads %j as %s ms', (header, expected) => {
    expect(retryAfter(header, Date.parse('2026-10-21T07:28:00Z'))).toBe(expected)
  })
})
