import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createVideoSystem } from '@mavs/core'
import { sampleAgentsPlugin } from '@mavs/core/testing'
import { openDatabase } from '../../../packages/core/src/sessions/database.ts'
import { storedWebhookSecret } from '../../../packages/core/src/webhooks/secret.ts'
import { afterTest, openSystem, temporaryDirectory } from '../support.ts'
import { SECRET } from './support.ts'

describe('the secret of webhooks', () => {
  it('is made once, whoever asks first, and kept', async () => {
    const file = join(temporaryDirectory(), 'mavs.sqlite')
    const databases = await Promise.all(Array.from({ length: 5 }, () => openDatabase(file)))
    afterTest(() => databases.forEach((database) => database.close()))
    const secrets = await Promise.all(databases.map((database) => storedWebhookSecret(database)))
    expect(new Set(secrets).size).toBe(1)
    expect(secrets[0]).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const again = await openDatabase(file)
    afterTest(() => again.close())
    expect(await storedWebhookSecret(again)).toBe(secrets[0])
  })

  it('is another one in another data directory', async () => {
    const [one, two] = [await openSystem({ worker: false }), await openSystem({ worker: false })]
    expect(await one.webhookSecret()).not.toBe(await two.webhookSecret())
  })

  it('is the operator’s when there is one, the option before the environment', async () => {
    const other = SECRET.replace(/.{4}=$/, 'AAA=')
    const environment = { MAVS_WEBHOOK_SECRET: SECRET }
    const byEnvironment = await openSystem({ worker: false, environment })
    const byOption = await openSystem({ worker: false, environment, webhookSecret: other })
    expect(await byEnvironment.webhookSecret()).toBe(SECRET)
    expect(await byOption.webhookSecret()).toBe(other)
  })

  it.each(['', 'hunter2', 'whsec_', 'whsec_c2hvcnQ=', 'whsec_%%%', `whsec_${'A'.repeat(100)}`])(
    'is refused, and not shown, when it is %j',
    async (webhookSecret) => {
      const opening = createVideoSystem({
        dataDirectory: temporaryDirectory(),
        plugins: [sampleAgentsPlugin()],
        environment: {},
        webhookSecret,
      })
      await expect(opening).rejects.toMatchObject({
        code: 'REQUEST_INVALID',
        message: expect.stringMatching(/"webhookSecret" \(MAVS_WEBHOOK_SECRET\)/),
      })
      await expect(opening).rejects.not.toThrow(/hunter2|c2hvcnQ|AAAA/)
    },
  )
})
