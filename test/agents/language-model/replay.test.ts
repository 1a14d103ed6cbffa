import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AgentContext } from '@mavs/core'
import { createTestContext } from '@mavs/core/testing'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { firstModel } from '../../../packages/agents/src/language-model/first-model.ts'
import { createOpenAiLanguageModel } from '../../../packages/agents/src/language-model/openai.ts'
import { askForObject } from '../../../packages/agents/src/language-model/structured.ts'
import { openCassette, withCassette } from '../../../packages/core/src/sessions/cassette.ts'
import { startChat } from '../../vendors/chat.ts'

const schema = z.object({ name: z.string() })
const messages = [{ role: 'user', content: 'Who?' }] as const

it('a recording of models, failures too, is played back without their servers', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'mavs-replay-'))
  const bad = await startChat(() => ({ status: 401, message: 'bad key sk-very-secret-key-0123456789' }))
  const good = await startChat(() => ({ text: '{"name": "tea"}' }))
  const providers = [bad, good].map(({ baseUrl }, at) =>
    createOpenAiLanguageModel({ apiKey: 'key', baseUrl, model: `model-${at + 1}` }, {})!,
  )
  const play = async (mode: 'record' | 'replay') => {
    const test = createTestContext({ offline: false })
    const cassette = openCassette({ MAVS_CASSETTE: directory, MAVS_CASSETTE_MODE: mode })!
    const context: AgentContext = { ...test.context, ledger: withCassette(test.context.ledger, cassette) }
    const answer = await firstModel(
      providers,
      {
        stage: 'scripting',
        what: 'answer',
        instead: 'nothing is said',
        work: (provider) => askForObject(provider, { schema, name: 'answer', messages }, context),
      },
      context,
    )
    await test.dispose()
    return { answer, warnings: test.warnings, choices: test.usage.choices() }
  }
  const recorded = await play('record')
  await Promise.all([bad.close(), good.close()])
  expect(await play('replay')).toEqual(recorded)
  expect(recorded).toMatchObject({
    answer: { name: 'tea' },
    warnings: [{ message: expect.stringMatching(/401.*\(key\)/) }],
  })
  await rm(directory, { recursive: true, force: true })
})
