import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { VideoError, type LanguageModelProvider } from '@mavs/core'
import { z } from 'zod'

/** Settings of the OpenAI provider; each falls back to its environment variable. */
export const OpenAiOptions = z.strictObject({
  /** `OPENAI_API_KEY`. */
  apiKey: z.string().min(1).optional(),
  /** `OPENAI_BASE_URL`: any server that speaks the same protocol (Ollama, vLLM, LM Studio). */
  baseUrl: z.url().optional(),
  /** `OPENAI_MODEL`. */
  model: z.string().min(1).optional(),
  /** Left to the model when omitted; reasoning models refuse it. */
  temperature: z.number().min(0).max(2).optional(),
  /** How long one request may take. */
  timeoutMs: z.int().positive().default(120_000),
  /** Further tries after an overloaded or broken answer. */
  maxRetries: z.int().min(0).max(10).default(3),
})
export type OpenAiOptions = z.input<typeof OpenAiOptions>

/** The model asked for when only a key is given. */
export const DEFAULT_MODEL = 'gpt-5-mini'

/** A language model over OpenAI's protocol, or undefined when neither a key nor a server is configured. */
export function createOpenAiLanguageModel(
  options: OpenAiOptions,
  environment: Readonly<Record<string, string | undefined>>,
): LanguageModelProvider | undefined {
  const {
    apiKey = environment.OPENAI_API_KEY,
    baseUrl = environment.OPENAI_BASE_URL,
    ...rest
  } = OpenAiOptions.parse(options)
  if (!apiKey && !baseUrl) return undefined
  const model = rest.model ?? environment.OPENAI_MODEL
  return {
    id: 'openai',
    model: model ?? DEFAULT_MODEL,
    async create() {
      if (!model && !apiKey) throw modelMissing()
      return createChatModel({ ...rest, model: model ?? DEFAULT_MODEL, apiKey, baseUrl })
    },
  }
}

function modelMissing(): VideoError {
  return new VideoError(
    'PROVIDER_FAILED',
    'OPENAI_BASE_URL names a server but not which of its models to use: set OPENAI_MODEL, or the plugin option `model`',
  )
}

interface Settings {
  readonly model: string
  readonly apiKey: string | undefined
  readonly baseUrl: string | undefined
  readonly temperature?: number | undefined
  readonly timeoutMs: number
  readonly maxRetries: number
}

async function createChatModel({
  model,
  apiKey,
  baseUrl,
  temperature,
  timeoutMs,
  maxRetries,
}: Settings): Promise<BaseChatModel> {
  const { ChatOpenAI } = await import('@langchain/openai')
  return new ChatOpenAI({
    model,
    apiKey: apiKey || 'not-needed', // local servers want none, the client insists on one
    ...(temperature !== undefined && { temperature }),
    timeout: timeoutMs,
    maxRetries,
    useResponsesApi: false,
    onFailedAttempt,
    ...(baseUrl && { configuration: { baseURL: baseUrl } }),
  })
}

/** Statuses that the same request will meet again. */
const FINAL_STATUSES: ReadonlySet<number> = new Set([400, 401, 402, 403, 404, 405, 406, 407, 409, 422])

/** Replaces LangChain's own rule, which gives up on a 429 without Retry-After. Throwing ends the tries. */
function onFailedAttempt(error: unknown): void {
  const { name, code, status } = error as { name?: string; code?: string; status?: number }
  if (name === 'AbortError' || code === 'insufficient_quota' || FINAL_STATUSES.has(status ?? 0)) throw error
}
