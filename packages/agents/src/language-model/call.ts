import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { AIMessageChunk } from '@langchain/core/messages'
import type { AgentContext, LanguageModelProvider } from '@mavs/core'

export type Message = { readonly role: 'system' | 'user' | 'assistant'; readonly content: string }

/** How the shape of a reply is asked for. */
export type StructureMethod = 'json_schema' | 'tool' | 'json_object' | 'text'

/** A model's whole reply, as it lies in the ledger. */
export interface Reply {
  readonly text: string
  /** Of its first tool call. */
  readonly arguments?: unknown
  readonly finishReason?: string
  readonly usage?: { readonly inputTokens: number; readonly outputTokens: number }
}

export interface ModelCall {
  readonly provider: LanguageModelProvider
  readonly model: BaseChatModel
  readonly context: AgentContext
  readonly messages: readonly Message[]
  readonly method: StructureMethod
  readonly name: string
  readonly json: Readonly<Record<string, unknown>>
}

/** Makes one call, or finds it in the ledger. */
export async function callModel(call: ModelCall): Promise<Reply> {
  const { provider, context, messages, method, name, json } = call
  const entry = await context.ledger.once(
    {
      provider: provider.id,
      operation: 'chat',
      input: { model: provider.model, method, messages, ...(method !== 'text' && { name, json }) },
    },
    () => streamReply(call),
  )
  if (!entry.reused)
    context.logger.info({ model: provider.model, method, ...entry.value.usage }, 'language model replied')
  return entry.value
}

/**
 * Reads a reply from a stream: LangChain's `invoke` with a schema sends a bad reply again and again inside its retries,
 * and counts tokens with a download. Usage is read from each chunk, because merging them may lose it.
 */
async function streamReply({ model, context, messages, method, name, json }: ModelCall): Promise<Reply> {
  let merged: AIMessageChunk | undefined
  let usage: AIMessageChunk['usage_metadata']
  const options = { signal: context.signal, ...wireOptions(method, name, json) }
  for await (const chunk of await model.stream([...messages], options)) {
    merged = merged ? merged.concat(chunk) : chunk
    usage = chunk.usage_metadata ?? usage
  }
  const finishReason: unknown = merged?.response_metadata?.finish_reason
  const toolArguments = merged?.tool_calls?.[0]?.args
  return {
    text: merged?.text ?? '',
    ...(toolArguments && { arguments: toolArguments }),
    ...(typeof finishReason === 'string' && { finishReason }),
    ...(usage && { usage: { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens } }),
  }
}

function wireOptions(method: StructureMethod, name: string, json: object): Record<string, unknown> {
  if (method === 'json_schema')
    return { response_format: { type: method, json_schema: { name, strict: true, schema: json } } }
  if (method === 'json_object') return { response_format: { type: method } }
  if (method === 'text') return {}
  return {
    tools: [{ type: 'function', function: { name, parameters: json } }],
    tool_choice: { type: 'function', function: { name } },
  }
}
