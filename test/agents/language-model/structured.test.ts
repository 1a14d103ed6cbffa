import type { VideoError } from '@mavs/core'
import { createTestContext, type TestContext } from '@mavs/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createOpenAiLanguageModel } from '../../../packages/agents/src/language-model/openai.ts'
import { createStructuredModel } from '../../../packages/agents/src/language-model/structured.ts'
import { startChatServer, type Answer, type ChatRequest, type ChatServer } from './server.ts'

const schema = z.object({ name: z.string(), count: z.number() })
const GOOD = '{"name": "tea", "count": 3}'
const messages = [{ role: 'user', content: 'How many?' }] as const

let server: ChatServer
let test: TestContext
beforeEach(() => {
  test = createTestContext()
})
afterEach(async () => {
  await server[Symbol.asyncDispose]()
  await test.dispose()
})

async function ask(answer: (request: ChatRequest, count: number) => Answer, times = 1): Promise<unknown> {
  server = await startChatServer(answer)
  const options = { apiKey: 'key', baseUrl: server.baseUrl, model: 'small', timeoutMs: 5000 }
  const model = await createStructuredModel(createOpenAiLanguageModel(options, {})!, test.context)
  let reply: unknown
  for (let at = 0; at < times; at++) {
    reply = await model.ask({ schema, name: 'answer', messages: [...messages, { role: 'user', content: `${at}` }] })
  }
  return reply
}

const methods = (): string[] =>
  server.requests.map((request) => request.response_format?.type ?? (request.tools ? 'tool' : 'text'))

describe('a structured answer', () => {
  it('comes by JSON schema, streamed, in one request', async () => {
    expect(await ask(() => ({ text: GOOD }))).toEqual({ name: 'tea', count: 3 })
    expect(methods()).toEqual(['json_schema'])
    expect(server.requests[0]).toMatchObject({ model: 'small', stream: true })
  })

  it('comes by a tool call from a server that refuses JSON schemas, which is remembered', async () => {
    const answer = (request: ChatRequest): Answer => (request.tools ? { toolArguments: GOOD } : { status: 400 })
    expect(await ask(answer, 2)).toEqual({ name: 'tea', count: 3 })
    expect(methods()).toEqual(['json_schema', 'tool', 'tool'])
  })

  it('comes in plain words from a server that knows nothing else', async () => {
    const isPlain = (request: ChatRequest): boolean => !request.tools && !request.response_format
    const answer = (request: ChatRequest): Answer =>
      isPlain(request) ? { text: `Sure:\n\`\`\`json\n${GOOD}\n\`\`\`` } : { status: 422 }
    expect(await ask(answer)).toEqual({ name: 'tea', count: 3 })
    expect(methods()).toEqual(['json_schema', 'tool', 'json_object', 'text'])
    expect(server.requests[3]?.messages.at(-1)?.content).toContain('JSON Schema')
  })

  it('is repaired once, with the reason told', async () => {
    const answer = (_: ChatRequest, count: number): Answer => ({
      text: count === 1 ? '{"name": "tea", "count": "three"}' : GOOD,
    })
    expect(await ask(answer)).toEqual({ name: 'tea', count: 3 })
    expect(methods()).toEqual(['json_schema', 'json_schema'])
    expect(server.requests[1]?.messages.at(-1)?.content).toMatch(/Not valid:[\s\S]*count/)
  })

  it('is given up after two tries of each method', async () => {
    await expect(ask(() => ({ text: 'no' }))).rejects.toMatchObject({
      code: 'PROVIDER_FAILED',
      message: expect.stringContaining('no JSON object'),
    })
    expect(server.requests).toHaveLength(8)
  })

  it.each<[what: string, answer: Answer, says: RegExp]>([
    ['cut off', { text: '{"name": "t', finish: 'length' }, /cut off at the token limit/],
    ['empty, as a refusal is', { text: '' }, /empty \(a refusal/],
    ['refused for the key', { status: 401, message: 'Incorrect API key' }, /Incorrect API key/],
  ])('that is %s ends at once', async (_, answer, says) => {
    const error = await ask(() => answer).catch((reason: unknown) => reason)
    expect((error as VideoError).message).toMatch(says)
    expect(server.requests).toHaveLength(1)
  })

  it.each([429, 503])('survives a passing %i', async (status) => {
    expect(await ask((_, count) => (count === 1 ? { status } : { text: GOOD }))).toEqual({ name: 'tea', count: 3 })
    expect(server.requests).toHaveLength(2)
  })

  it('ends the request when the signal aborts', async () => {
    const started = Date.now()
    setTimeout(() => test.abort(new Error('called off')), 300)
    await expect(ask(() => ({ hang: true }))).rejects.toThrow()
    expect(Date.now() - started).toBeLessThan(2000)
    await expect.poll(() => server.aborted()).toBe(1)
  })

  it('is paid for once: the same question is answered from the ledger', async () => {
    await ask(() => ({ text: GOOD }))
    const { directory } = test
    await server[Symbol.asyncDispose]()
    test = createTestContext({ directory, sessionId: 'another' })
    expect(await ask(() => ({ status: 500 }))).toEqual({ name: 'tea', count: 3 })
    expect(server.requests).toEqual([])
  })
})
