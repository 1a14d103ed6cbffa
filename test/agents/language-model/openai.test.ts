import { describe, expect, it } from 'vitest'
import {
  createOpenAiLanguageModel,
  DEFAULT_MODEL,
  type OpenAiOptions,
} from '../../../packages/agents/src/language-model/openai.ts'

describe('the OpenAI provider', () => {
  it('is there only when a key or a server is configured', () => {
    expect(createOpenAiLanguageModel({}, {})).toBeUndefined()
    expect(
      createOpenAiLanguageModel({}, { OPENAI_MODEL: 'gpt-x', OPENAI_API_KEY: '', OPENAI_BASE_URL: '' }),
    ).toBeUndefined()
    expect(createOpenAiLanguageModel({}, { OPENAI_API_KEY: 'key' })?.model).toBe(DEFAULT_MODEL)
    expect(
      createOpenAiLanguageModel({}, { OPENAI_BASE_URL: 'http://localhost:11434/v1', OPENAI_MODEL: 'llama3' })?.model,
    ).toBe('llama3')
  })

  it('takes an option over the environment', () => {
    const environment = { OPENAI_API_KEY: 'key', OPENAI_MODEL: 'from-environment' }
    expect(createOpenAiLanguageModel({ model: 'from-options' }, environment)?.model).toBe('from-options')
  })

  it('has a model of its own for an agent only where one is named', () => {
    const environment = {
      OPENAI_API_KEY: 'key',
      OPENAI_MODEL: 'all',
      MAVS_RESEARCH_MODEL: 'reader',
      MAVS_SCRIPT_MODEL: 'all',
    }
    expect(createOpenAiLanguageModel({}, environment, 'research')).toMatchObject({ model: 'reader', role: 'research' })
    expect(createOpenAiLanguageModel({}, environment, 'script')).toBeUndefined()
    expect(createOpenAiLanguageModel({ scriptModel: 'writer' }, environment, 'script')?.model).toBe('writer')
    expect(createOpenAiLanguageModel({}, { MAVS_RESEARCH_MODEL: 'reader' }, 'research')).toBeUndefined()
  })

  it('is one provider for a model that both agents name', () => {
    const environment = { OPENAI_API_KEY: 'key', MAVS_RESEARCH_MODEL: 'both', MAVS_SCRIPT_MODEL: 'both' }
    const provider = createOpenAiLanguageModel({}, environment, 'research')
    expect([provider?.model, provider?.role]).toEqual(['both', undefined])
    expect(createOpenAiLanguageModel({}, environment, 'script')).toBeUndefined()
  })

  it('says what to set when a server is named but no model', async () => {
    const provider = createOpenAiLanguageModel({ baseUrl: 'http://localhost:1234/v1' }, {})
    await expect(provider?.create()).rejects.toThrow(/OPENAI_MODEL/)
  })

  it('sends the key, and a stand-in to servers that want none', async () => {
    const keys = await Promise.all(
      [{ apiKey: 'secret' }, { baseUrl: 'http://localhost:1234/v1', model: 'm' }].map(async (options) => {
        const model = await createOpenAiLanguageModel(options, {})!.create()
        return (model as unknown as { apiKey: string }).apiKey
      }),
    )
    expect(keys).toEqual(['secret', 'not-needed'])
  })

  it.each<[server: string, isFree: boolean, isRemote: boolean, options?: OpenAiOptions]>([
    ['https://api.openai.com/v1', false, true],
    ['https://llm.example.org/v1', false, true],
    ['http://localhost:11434/v1', true, false],
    ['http://127.0.0.1:8000/v1', true, false],
    ['http://[::1]:8000/v1', true, false],
    ['http://192.168.1.20:8000/v1', true, true],
    ['http://ollama:11434/v1', true, true],
    ['http://10.0.0.5:4000/v1', false, true, { isFree: false }],
    ['http://8.8.8.8/v1', false, true],
  ])('at %s: free is %s, remote is %s', (baseUrl, isFree, isRemote, options = {}) => {
    expect(createOpenAiLanguageModel({ baseUrl, model: 'm', ...options }, {})).toMatchObject({ isFree, isRemote })
  })
})
