import type { LanguageModelProvider } from '@mavs/core'
import { createTestContext, type TestContext } from '@mavs/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createOpenAiLanguageModel, type OpenAiOptions } from '../../../packages/agents/src/language-model/openai.ts'
import { askForObject } from '../../../packages/agents/src/language-model/structured.ts'
import { methodOf, startChat, textOf, type ChatBody, type ChatTurn, type ChatVendor } from '../../vendors/chat.ts'

const schema = z.object({ name: z.string(), count: z.number(), note: z.string().nullable() })
const GOOD = { name: 'tea', count: 3, note: null }
const text = JSON.stringify(GOOD)

let chat: ChatVendor | undefined
let test: TestContext
beforeEach(() => {
  test = createTestContext()
})
afterEach(async () => {
  await Promise.all([chat?.close(), test.dispose()])
  chat = undefined
})

async function serve(turn: (body: ChatBody, count: number) => ChatTurn, options: OpenAiOptions = {}) {
  chat = await startChat(turn)
  return createOpenAiLanguageModel({ apiKey: 'key', baseUrl: chat.baseUrl, model: 'small', ...options }, {})!
}

const ask = (provider: LanguageModelProvider, question = 'How many?', context = test.context) =>
  askForObject(provider, { schema, name: 'answer', messages: [{ role: 'user', content: question }] }, context)

const methods = (): string[] => chat!.bodies.map(methodOf)
/** A server that knows tools, and no JSON schema. */
const byTool = (body: ChatBody): ChatTurn =>
  body.tools ? { calls: [{ name: 'answer', args: GOOD }] } : { status: 400, message: 'response_format: unsupported' }

describe('a structured answer', () => {
  it('comes by JSON schema, streamed, in one bounded request', async () => {
    expect(await ask(await serve(() => ({ text })))).toEqual(GOOD)
    expect(methods()).toEqual(['json_schema'])
    expect(chat!.bodies[0]).toMatchObject({ model: 'small', stream: true, max_tokens: 16_000 })
    expect(test.usage.entries()).toEqual([
      {
        stage: 'researching',
        product: 'openai/small',
        calls: 1,
        used: { inputTokens: 100, outputTokens: 20, requests: 1 },
        costUsd: 0,
      },
    ])
  })

  it('is asked for by a method that a server refused only once, whatever session asks', async () => {
    const provider = await serve(byTool)
    expect(await ask(provider)).toEqual(GOOD)
    const other = createTestContext({ sessionId: 'another' })
    expect(await ask(provider, 'And now?', other.context)).toEqual(GOOD)
    expect(methods()).toEqual(['json_schema', 'tool', 'tool'])
    await other.dispose()
  })

  it('comes in plain words from a server that knows nothing else', async () => {
    const isPlain = (body: ChatBody): boolean => methodOf(body) === 'text'
    const answer = (body: ChatBody): ChatTurn =>
      isPlain(body) ? { text: `Sure:\n\`\`\`json\n${text}\n\`\`\`` } : { status: 422 }
    expect(await ask(await serve(answer))).toEqual(GOOD)
    expect(methods()).toEqual(['json_schema', 'tool', 'json_object', 'text'])
    expect(textOf(chat!.bodies[3]!.messages.at(-1)!)).toContain('JSON Schema')
  })

  it('is repaired once, with the reason told', async () => {
    const provider = await serve((_, count) => ({ text: count === 1 ? '{"name": "tea", "count": "three"}' : text }))
    expect(await ask(provider)).toEqual(GOOD)
    expect(methods()).toEqual(['json_schema', 'json_schema'])
    expect(textOf(chat!.bodies[1]!.messages.at(-1)!)).toMatch(/Not valid:[\s\S]*count/)
  })

  it('is repaired once when it is well formed and wrong all the same', async () => {
    const provider = await serve((_, count) => ({ text: JSON.stringify({ ...GOOD, count }) }))
    const problemOf = ({ count }: z.infer<typeof schema>) => (count < 2 ? 'count is too small' : undefined)
    const messages = [{ role: 'user', content: 'How many?' }] as const
    const answer = await askForObject(provider, { schema, name: 'answer', messages, problemOf }, test.context)
    expect(answer.count).toBe(2)
    expect(textOf(chat!.bodies[1]!.messages.at(-1)!)).toContain('count is too small')
  })

  it('is asked for as before after one that was garbled in every try', async () => {
    const provider = await serve((body, count) =>
      body.tools ? byTool(body) : { text: count === 1 || count > 4 ? text : 'tea!' },
    )
    for (const question of ['first', 'garbled', 'third']) expect(await ask(provider, question)).toEqual(GOOD)
    expect(methods()).toEqual(['json_schema', 'json_schema', 'json_schema', 'tool', 'json_schema'])
  })

  it('is given up after two tries of each method, and is asked for again next time', async () => {
    const provider = await serve((_, count) => ({ text: count <= 8 ? 'no' : text }))
    await expect(ask(provider)).rejects.toMatchObject({
      code: 'PROVIDER_FAILED',
      message: expect.stringContaining('no JSON object'),
      details: { failure: 'invalid-reply' },
    })
    expect(chat!.bodies).toHaveLength(8)
    expect(await ask(provider)).toEqual(GOOD)
  })

  it('is paid for once: the same question is answered from the ledger', async () => {
    await ask(await serve(() => ({ text })))
    await chat!.close()
    const other = createTestContext({ directory: test.directory, sessionId: 'another' })
    expect(await ask(await serve(() => ({ status: 500 })), undefined, other.context)).toEqual(GOOD)
    expect([chat!.bodies, other.usage.entries()]).toEqual([[], []])
  })

  it('is bounded by the field that the model takes', async () => {
    await ask(await serve(() => ({ text }), { model: 'gpt-5-mini', maxOutputTokens: 900 }))
    expect(chat!.bodies[0]).toMatchObject({ max_completion_tokens: 900 })
    expect(chat!.bodies[0]).not.toHaveProperty('max_tokens')
  })

  it('comes from a server that refuses bounds or usage, and is counted by its length', async () => {
    const unknown = ['max_tokens', 'max_completion_tokens', 'stream_options'] as const
    const provider = await serve((body) => {
      const field = unknown.find((name) => body[name] !== undefined)
      return field ? { status: 400, param: field, message: `Unrecognized request argument: ${field}` } : { text }
    })
    expect(await ask(provider)).toEqual(GOOD)
    expect(chat!.bodies).toHaveLength(4)
    expect(await ask(provider, 'And now?')).toEqual(GOOD)
    expect(chat!.bodies).toHaveLength(5)
    expect(test.usage.entries()[0]?.used).toEqual({ inputTokens: expect.any(Number), outputTokens: 26, requests: 2 })
  })

  it('comes from a model whose context is smaller than the bound', async () => {
    const message =
      "'max_tokens' or 'max_completion_tokens' is too large: 16000. This model's maximum context length is 8192 tokens."
    const provider = await serve((body) =>
      (body.max_tokens ?? body.max_completion_tokens ?? 0) > 8000 ? { status: 400, message } : { text },
    )
    expect(await ask(provider)).toEqual(GOOD)
    expect(methods()).toEqual(['json_schema', 'json_schema', 'json_schema'])
  })

  it('is told as what it is when its model could not be made', async () => {
    const broken = { id: 'own', version: '1', model: 'x', isRemote: false, limits: { retries: 0 } }
    const create = () => Promise.reject(new Error('no weights at sk-secret-0123456789'))
    await expect(ask({ ...broken, create })).rejects.toThrow(/^x \(own\) failed: no weights at \(key\)\.$/)
  })

  it('comes from any chat model of LangChain: by a tool, else in words', async () => {
    const { FakeListChatModel } = await import('@langchain/core/utils/testing')
    const other: LanguageModelProvider = {
      id: 'other',
      version: '1',
      model: 'parrot',
      isRemote: false,
      create: async () => new FakeListChatModel({ responses: [`Here: ${text}`] }),
    }
    expect(await ask(other)).toEqual(GOOD)
    expect(test.usage.entries()).toMatchObject([{ product: 'other/parrot', calls: 1 }])
  })
})
