import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { failureKindOf, VideoError, type FailureKind } from '@mavs/core'
import { createTestContext, type TestContext } from '@mavs/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createOpenAiLanguageModel, type OpenAiOptions } from '../../../packages/agents/src/language-model/openai.ts'
import { askForObject } from '../../../packages/agents/src/language-model/structured.ts'
import { startChat, type ChatBody, type ChatTurn, type ChatVendor } from '../../vendors/chat.ts'

const SECRET = 'sk-very-secret-key-0123456789'
const request = {
  schema: z.object({ name: z.string() }),
  name: 'answer',
  messages: [{ role: 'user', content: 'Who?' }] as const,
}
const GOOD: ChatTurn = { text: '{"name": "tea"}' }

let chat: ChatVendor | undefined
let test: TestContext
beforeEach(() => {
  test = createTestContext()
})
afterEach(async () => {
  await Promise.all([chat?.close(), test.dispose()])
  chat = undefined
})

async function ask(turn: (body: ChatBody, count: number) => ChatTurn, options: OpenAiOptions = {}) {
  chat = await startChat(turn)
  const given = { apiKey: SECRET, baseUrl: chat.baseUrl, model: 'small', maxRetries: 0, timeoutMs: 250, ...options }
  return askForObject(createOpenAiLanguageModel(given, {})!, request, test.context)
}
const failureOf = async (...given: Parameters<typeof ask>): Promise<VideoError> => {
  const error: unknown = await ask(...given).catch((reason: unknown) => reason)
  if (!VideoError.isInstance(error)) throw new Error('it did not fail as it should', { cause: error })
  return error
}

describe('a model’s server that fails', () => {
  it.each<[what: string, turn: ChatTurn, kind: FailureKind, says: RegExp]>([
    [
      'refuses to answer',
      { refusal: 'I cannot help with that.' },
      'refused-content',
      /refused.*cannot help.*other words/,
    ],
    ['filters the reply', { text: '{"na', finish: 'content_filter' }, 'refused-content', /content filter/],
    ['filters the question', { status: 400, code: 'content_filter', message: 'filtered' }, 'refused-content', /400/],
    ['cuts the reply off', { text: '{"name": "t', finish: 'length' }, 'invalid-reply', /token limit.*maxOutputTokens/],
    ['says nothing', { text: '' }, 'invalid-reply', /empty/],
    [
      'refuses the key',
      { status: 401, message: `Incorrect API key: ${SECRET}` },
      'key-refused',
      /Check OPENAI_API_KEY/,
    ],
    ['forbids the model', { status: 403, message: 'not allowed' }, 'key-refused', /may use this model at http/],
    [
      'does not have the model',
      { status: 404, code: 'model_not_found', message: 'The model `small` does not exist' },
      'not-found',
      /does not exist. Set OPENAI_MODEL/,
    ],
    ['is asked too often', { status: 429 }, 'rate-limited', /429.*concurrency/],
    ['wants money', { status: 429, code: 'insufficient_quota', message: 'You exceeded it' }, 'quota', /Add credit/],
    ['wants money first', { status: 402, message: 'Payment required' }, 'quota', /Add credit/],
    [
      'gets too long a question',
      { status: 400, message: 'maximum context length is 10' },
      'rejected',
      /context length/,
    ],
    ['is out of order', { status: 503 }, 'unavailable', /503.*Check that http/],
    ['stops in the middle', { begins: '{"na', stops: 'silence' }, 'timeout', /nothing came for 0.25 s.*timeoutMs/],
    ['breaks the connection', { begins: '{"na', stops: 'cut' }, 'unavailable', /failed: /],
    ['ends without a reason', { begins: '{"na', stops: 'end' }, 'unavailable', /broke off/],
    ['sends no JSON', { begins: '{"na', stops: 'garbage' }, 'invalid-reply', /malformed/],
    ['sends an error instead', { begins: '{"na', stops: 'error' }, 'unavailable', /The server had an error/],
  ])('and %s is asked once, and says what happened and what to do', async (_, turn, kind, says) => {
    const error = await failureOf(() => turn)
    expect([failureKindOf(error), chat!.bodies.length]).toEqual([kind, 1])
    expect(error.message).toMatch(/^small \(openai\) failed: /)
    expect(error.message).toMatch(says)
    expect(JSON.stringify([error.message, error.details])).not.toContain(SECRET)
    expect(test.usage.entries().length).toBe(
      'status' in turn || kind === 'unavailable' || /malformed/.test(error.message) ? 0 : 1,
    )
  })

  it('and does not answer at all is given up on, and its account says that it may have cost something', async () => {
    chat = await startChat(() => GOOD)
    chat.fail('slow')
    const given = { apiKey: SECRET, baseUrl: chat.baseUrl, model: 'small', maxRetries: 0, timeoutMs: 250 }
    const asked = askForObject(createOpenAiLanguageModel(given, {})!, request, test.context)
    await expect(asked).rejects.toMatchObject({ code: 'TIMED_OUT', message: expect.stringMatching(/nothing came for/) })
    expect(test.usage.entries()[0]?.used.outputTokens).toBe(16_000)
  })

  it.each([
    ['cannot be reached', 'http://127.0.0.1:9/v1', 'unavailable', /127\.0\.0\.1:9\/v1 can be reached/],
    ['has a password in its address', 'http://me:secret@127.0.0.1:9/v1', 'rejected', /set OPENAI_API_KEY/],
  ])('and %s is named with its address', async (_, baseUrl, kind, says) => {
    const error = await failureOf(() => GOOD, { baseUrl })
    expect(error).toMatchObject({ code: 'PROVIDER_FAILED', details: { failure: kind } })
    expect(error.message).toMatch(says)
    expect(error.message).not.toContain('secret')
  })

  it.each<[what: string, turn: ChatTurn]>([
    ['a 429 without Retry-After', { status: 429 }],
    ['a 429 with Retry-After', { status: 429, headers: { 'retry-after': '0.2' } }],
    ['a 503', { status: 503 }],
    ['a broken connection', { begins: '{', stops: 'cut' }],
    ['a silence', { begins: '{', stops: 'silence' }],
  ])('is asked again after %s', async (_, turn) => {
    expect(await ask((_body, count) => (count === 1 ? turn : GOOD), { maxRetries: 1 })).toEqual({ name: 'tea' })
    expect(chat!.bodies).toHaveLength(2)
  })

  it('and asks for more patience than there is is left alone', async () => {
    const error = await failureOf(() => ({ status: 429, headers: { 'retry-after': '3600' } }), { maxRetries: 3 })
    expect(error.details).toMatchObject({ failure: 'rate-limited', retryAfterMs: 3_600_000 })
    expect(chat!.bodies).toHaveLength(1)
  })

  it('may ask for patience in milliseconds', async () => {
    const error = await failureOf(() => ({ status: 429, headers: { 'retry-after-ms': '1500', 'retry-after': '2' } }))
    expect(error.details).toMatchObject({ failure: 'rate-limited', retryAfterMs: 1500 })
  })

  it('and repeats the key is told without it, whatever form keys have there', async () => {
    const apiKey = '7f3a9c21de55aa'
    const error = await failureOf(() => ({ status: 401, message: `Incorrect API key: ${apiKey}` }), { apiKey })
    expect(error.message).toContain('Incorrect API key: (key).')
  })

  it('is given up on after a silence also by a model that does not look at its signal', async () => {
    const deaf = { _llmType: () => 'deaf', stream: () => new Promise<never>(() => {}) }
    const model = { id: 'deaf', version: '1', model: 'deaf', isRemote: false, silenceMs: 50, limits: { retries: 0 } }
    const provider = { ...model, create: async () => deaf as unknown as BaseChatModel }
    await expect(askForObject(provider, request, test.context)).rejects.toMatchObject({ code: 'TIMED_OUT' })
  })

  it('is left at once when the signal aborts', async () => {
    const started = Date.now()
    const asked = ask(() => ({ begins: '{', stops: 'silence' }), { timeoutMs: 60_000 })
    setTimeout(() => test.abort(new Error('called off')), 100)
    await expect(asked).rejects.toThrow('called off')
    expect(Date.now() - started).toBeLessThan(1500)
    await expect.poll(() => chat!.left()).toBe(1)
  })

  it('is not asked when a limit of costs forbids it, and not tried again for it', async () => {
    let charges = 0
    const usage = {
      ...test.context.usage,
      charge: () => {
        charges++
        return Promise.reject(new VideoError('COST_LIMIT', 'too dear'))
      },
    }
    chat = await startChat(() => GOOD)
    const provider = createOpenAiLanguageModel({ apiKey: SECRET, baseUrl: chat.baseUrl, model: 'small' }, {})!
    await expect(askForObject(provider, request, { ...test.context, usage })).rejects.toThrow('too dear')
    expect([charges, chat.bodies.length]).toEqual([1, 0])
  })
})
