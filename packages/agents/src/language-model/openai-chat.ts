import type { BaseChatModel } from '@langchain/core/language_models/chat_models'

export interface ChatSettings {
  readonly model: string
  readonly apiKey: string | undefined
  readonly baseUrl: string
  readonly temperature?: number | undefined
  readonly maxOutputTokens: number
}

type Fields = Record<string, unknown>

/**
 * LangChain's chat completions, for servers of every kind: it never tries again by itself, it keeps a model's refusal, and
 * a server that does not know one of the fields which bound or count a reply is asked without it from then on.
 */
export async function createOpenAiChat(settings: ChatSettings): Promise<BaseChatModel> {
  const { ChatOpenAICompletions } = await import('@langchain/openai')
  const { AIMessageChunk } = await import('@langchain/core/messages')
  const { model, apiKey, baseUrl, temperature, maxOutputTokens } = settings
  const adapt = createAdapter()

  class Chat extends ChatOpenAICompletions {
    override completionWithRetry(request: never, options?: never): Promise<never> {
      const send = (fields: Fields) => super.completionWithRetry(fields as never, options) as Promise<never>
      return adapt(request, send)
    }

    protected override _convertCompletionsDeltaToBaseMessageChunk(
      ...given: Parameters<InstanceType<typeof ChatOpenAICompletions>['_convertCompletionsDeltaToBaseMessageChunk']>
    ) {
      const [{ refusal, ...delta }, raw, role = 'assistant'] = given
      // oxlint-disable-next-line no-underscore-dangle -- LangChain calls it so
      const chunk = super._convertCompletionsDeltaToBaseMessageChunk(delta, raw, role)
      if (typeof refusal !== 'string' || !(chunk instanceof AIMessageChunk)) return chunk
      chunk.additional_kwargs = { ...chunk.additional_kwargs, refusal }
      return chunk
    }
  }
  return new Chat({
    model,
    apiKey: apiKey || 'not-needed', // local servers want none, the client insists on one
    ...(temperature !== undefined && { temperature }),
    maxTokens: maxOutputTokens,
    maxRetries: 0,
    onFailedAttempt: (error: unknown) => {
      throw error
    },
    configuration: { baseURL: baseUrl, logLevel: 'off' },
  })
}

/** Sends a request, without the fields that the server was found not to know. */
function createAdapter() {
  const dropped = new Set<string>()
  return async (request: Fields, send: (fields: Fields) => Promise<never>): Promise<never> => {
    for (;;) {
      const fields = fieldsFor(request, dropped)
      try {
        return await send(fields)
      } catch (error) {
        const unknown = unknownField(error, fields)
        if (unknown === undefined) throw error
        dropped.add(unknown)
      }
    }
  }
}

/** The limit goes by one of two names: the older one is all that many servers know, the newer one all that some models take. */
const LIMITS = ['max_tokens', 'max_completion_tokens'] as const
const OPTIONAL = [...LIMITS, 'stream_options']

function fieldsFor(request: Fields, dropped: ReadonlySet<string>): Fields {
  const named = LIMITS.find((name) => request[name] !== undefined)
  const limit = named && request[named]
  const name = [named, ...LIMITS].find((one) => one !== undefined && !dropped.has(one))
  const { max_tokens: _, max_completion_tokens: __, ...rest } = request
  if (dropped.has('stream_options')) delete rest['stream_options']
  return { ...rest, ...(name !== undefined && limit !== undefined && { [name]: limit }) }
}

/**
 * The field that a server says it does not take, or not with so high a limit (LangChain takes that for too long a
 * question); undefined when it refuses something else.
 */
function unknownField(error: unknown, fields: Fields): string | undefined {
  const { name, status, message = '', param } = error as Partial<Error> & { status?: number; param?: string }
  if (status !== 400 && status !== 422 && name !== 'ContextOverflowError') return undefined
  const sent = OPTIONAL.filter((name) => fields[name] !== undefined)
  return sent.find((field) => param === field) ?? sent.find((field) => new RegExp(`\\b${field}\\b`).test(message))
}
