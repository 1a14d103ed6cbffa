import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { failureKindOf } from '@mavs/core'
import { FAILURE_KINDS, startVendor, type Vendor } from '@mavs/core/testing'
import { createModel } from './index.js'

/** The model's stand-in on this machine: it says the last message backwards, and can be told to fail. */
let vendor: Vendor
before(async () => {
  vendor = await startVendor({
    respond(request) {
      const { messages } = request.json() as { messages: { content: string }[] }
      return { body: { text: [...messages.at(-1)!.content].toReversed().join('') } }
    },
    errorBody: (status) => ({ error: `status ${status}` }),
  })
})
after(() => vendor.close())

const create = () => createModel({ baseUrl: vendor.baseUrl, model: 'mirror', apiKey: 'secret-key' }).create()

test('answers with what the model says', async () => {
  const model = await create()
  assert.equal((await model.invoke('hello')).text, 'olleh')
  const { headers, json } = vendor.requests.at(-1)!
  assert.equal(headers.authorization, 'Bearer secret-key')
  assert.equal((json() as { model: string }).model, 'mirror')
})

test('stops when its signal aborts', async () => {
  vendor.fail('slow', { times: 1 })
  const model = await create()
  await assert.rejects(model.invoke('hello', { signal: AbortSignal.timeout(50) }))
})

for (const fault of [401, 500, 'malformed'] as const) {
  test(`says what kind of failure ${fault} is, without the key`, async () => {
    vendor.fail(fault)
    const model = await create()
    await assert.rejects(model.invoke('hello'), (error: Error) => {
      return failureKindOf(error) === FAILURE_KINDS[fault] && !error.message.includes('secret-key')
    })
  })
}
