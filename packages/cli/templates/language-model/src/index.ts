import { SimpleChatModel } from '@langchain/core/language_models/chat_models'
import type { BaseMessage } from '@langchain/core/messages'
import { createVendorClient, definePlugin, TOKENS, type LanguageModelProvider } from '@mavs/core'
import { z } from 'zod'

const Reply = z.looseObject({ text: z.string().min(1) })

/** Where the model is, and what it is called there. */
export interface ModelOptions {
  readonly baseUrl: string
  readonly model: string
  readonly apiKey?: string | undefined
}

/**
 * A model behind HTTP: `POST /generate` with `{ model, messages }`, answered with `{ text }`. Rename what yours calls
 * otherwise. For a vendor that LangChain knows, return its class from `create` instead: `new ChatAnthropic({ … })`.
 */
export const createModel = (options: ModelOptions): LanguageModelProvider => ({
  id: 'template-id',
  version: '1',
  isRemote: true,
  model: options.model,
  diagnose: async () => [{ name: 'language model: template-id', status: 'ok', message: options.model }],
  create: async () => new HttpChatModel(options),
})

class HttpChatModel extends SimpleChatModel {
  readonly #options: ModelOptions
  readonly #client: ReturnType<typeof createVendorClient>

  constructor(options: ModelOptions) {
    super({})
    const { baseUrl, apiKey } = options
    this.#options = options
    this.#client = createVendorClient({
      provider: 'template-id',
      baseUrl,
      ...(apiKey === undefined ? {} : { headers: { authorization: `Bearer ${apiKey}` } }),
    })
  }

  override _llmType(): string {
    return 'template-id'
  }

  override async _call(messages: BaseMessage[], { signal }: this['ParsedCallOptions']): Promise<string> {
    const json = {
      model: this.#options.model,
      messages: messages.map((message) => ({ role: message.type, content: message.text })),
    }
    const request = { path: '/generate', json, signal: signal ?? new AbortController().signal }
    return (await this.#client.json(request, Reply)).text
  }
}

export default definePlugin({
  name: 'mavs-plugin-template',
  version: '0.1.0',
  register: (registry) =>
    // Without an address it takes no part.
    registry.provide(TOKENS.languageModel, ({ environment }) => {
      const { MODEL_BASE_URL: baseUrl, MODEL_NAME: model = 'default', MODEL_API_KEY: apiKey } = environment
      return baseUrl ? createModel({ baseUrl, model, apiKey }) : undefined
    }),
})
