import { describe, expect, it } from 'vitest'
import { createOpenAiLanguageModel, DEFAULT_MODEL } from '../../../packages/agents/src/language-model/openai.ts'

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
})
