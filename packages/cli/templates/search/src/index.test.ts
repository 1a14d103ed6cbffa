import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { failureKindOf } from '@mavs/core'
import { FAILURE_KINDS, searchContract, startVendor, type Vendor } from '@mavs/core/testing'
import { createEngine } from './index.js'

const PAGES = [1, 2, 3, 4].map((number) => ({
  title: `The <b>water cycle</b>, part ${number}`,
  url: `https://example.org/water/${number}`,
  description: 'Water &amp; how it moves',
  date: '2026-01-31',
}))

/** The engine's stand-in on this machine; it can be told to fail. */
let vendor: Vendor
before(async () => {
  vendor = await startVendor({
    respond({ url }) {
      const query = url.searchParams.get('q') ?? ''
      return { body: { results: query.startsWith('water') ? PAGES : [] } }
    },
    errorBody: (status) => ({ error: `status ${status}` }),
  })
})
after(() => vendor.close())

const create = () => createEngine({ baseUrl: vendor.baseUrl, apiKey: 'secret-key' })

for (const { name, run } of searchContract({ create })) test(name, run)

const query = { query: 'water', language: 'en', count: 2 }

test('sends the key, and never tells it', async () => {
  const { signal } = new AbortController()
  await create().search(query, { signal })
  assert.equal(vendor.requests.at(-1)!.headers.authorization, 'Bearer secret-key')
  vendor.fail(401, { times: 1 })
  await assert.rejects(create().search(query, { signal }), (error: Error) => !error.message.includes('secret-key'))
})

for (const fault of [401, 429, 500, 'malformed', 'cut'] as const) {
  test(`says what kind of failure ${fault} is`, async () => {
    vendor.fail(fault, { times: 1 })
    const failure = create().search(query, { signal: new AbortController().signal })
    await assert.rejects(failure, (error) => failureKindOf(error) === FAILURE_KINDS[fault])
  })
}
