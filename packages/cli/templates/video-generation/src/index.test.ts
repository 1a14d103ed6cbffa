import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { failureKindOf } from '@mavs/core'
import { FAILURE_KINDS, startVendor, videoGenerationContract, type Vendor } from '@mavs/core/testing'
import { createMaker } from './index.js'

/** The beginning of an MP4 file. */
const FILE = Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isommp42', 'latin1')

/** The maker's stand-in on this machine: a clip is done when it is asked after for the second time. */
let vendor: Vendor
before(async () => {
  const asked = new Map<string, number>()
  vendor = await startVendor({
    respond({ method, url: { pathname } }) {
      if (method === 'POST') {
        const id = `clip-${asked.size + 1}`
        asked.set(id, 0)
        return { body: { id } }
      }
      const [, , id = '', file] = pathname.split('/')
      if (file) return { headers: { 'content-type': 'video/mp4' }, body: FILE }
      asked.set(id, asked.get(id)! + 1)
      return { body: asked.get(id)! > 1 ? { state: 'done', progress: 1 } : { state: 'working', progress: 0.5 } }
    },
    errorBody: (status) => ({ error: `status ${status}` }),
  })
})
after(() => vendor.close())

const create = () => createMaker({ baseUrl: vendor.baseUrl, model: 'clips-1', apiKey: 'secret-key' })

for (const { name, run } of videoGenerationContract({ create })) test(name, run)

for (const fault of [401, 429, 500, 'malformed'] as const) {
  test(`says what kind of failure ${fault} is, without the key`, async () => {
    vendor.fail(fault, { times: 1 })
    const request = { prompt: 'dusk', widthPx: 1280, heightPx: 720, seconds: 4 }
    await assert.rejects(create().start(request, { signal: new AbortController().signal }), (error: Error) => {
      return failureKindOf(error) === FAILURE_KINDS[fault] && !error.message.includes('secret-key')
    })
  })
}
