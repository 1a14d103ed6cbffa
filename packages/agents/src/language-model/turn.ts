import type { BaseChatModel, BindToolsInput } from '@langchain/core/language_models/chat_models'
import type { AIMessageChunk, BaseMessage } from '@langchain/core/messages'

export type Message = { readonly role: 'system' | 'user' | 'assistant'; readonly content: string }

/** What a model is asked in one call. */
export interface TurnRequest {
  readonly messages: readonly (Message | BaseMessage)[]
  readonly tools?: readonly BindToolsInput[]
  /** One tool's name, or how LangChain calls the choice: "any", "auto". */
  readonly toolChoice?: unknown
  /** As OpenAI's protocol has it; other protocols have no such field. */
  readonly responseFormat?: Readonly<Record<string, unknown>>
}

/** A model's whole reply. */
export interface Turn {
  readonly text: string
  readonly toolCalls: readonly { readonly name: string; readonly args: Record<string, unknown> }[]
  readonly finishReason?: string
  /** Why it will not answer, in its own words. */
  readonly refusal?: string
  readonly usage?: { readonly inputTokens: number; readonly outputTokens: number }
}

/** A model that cannot be given tools at all says so in the way in which servers do. */
const withoutTools = (): Error => Object.assign(new Error('the model takes no tools'), { status: 400 })

/**
 * Reads a reply from a stream: LangChain's `invoke` with a schema sends a bad reply again and again inside its retries,
 * and counts tokens with a download. Usage is read from each chunk, because merging them may lose it.
 */
export async function readTurn(
  model: BaseChatModel,
  request: TurnRequest,
  silenceMs: number,
  signal: AbortSignal,
): Promise<Turn> {
  const silence = new AbortController()
  const timer = setTimeout(() => silence.abort(new SilentError(silenceMs)), silenceMs)
  try {
    const stopped = AbortSignal.any([signal, silence.signal])
    return await orStopped(
      readStream(model, request, stopped, () => timer.refresh()),
      stopped,
    )
  } catch (error) {
    if (silence.signal.aborted && !signal.aborted) throw silence.signal.reason
    throw error
  } finally {
    clearTimeout(timer)
  }
}

/** Settles as the work does, but at once when the signal aborts: not every model looks at it. */
async function orStopped<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = () => reject(signal.reason)
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop)
  work.catch(() => {})
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** Instead of what libraries make of an end that silence brought. */
export class SilentError extends Error {
  override readonly name = 'TimeoutError'
  constructor(silenceMs: number) {
    super(`nothing came for ${silenceMs / 1000} s`)
  }
}

async function readStream(
  model: BaseChatModel,
  { messages, tools = [], toolChoice, responseFormat }: TurnRequest,
  signal: AbortSignal,
  heard: () => void,
): Promise<Turn> {
  if (tools.length > 0 && !model.bindTools) throw withoutTools()
  const options = toolChoice === undefined ? {} : { tool_choice: toolChoice as string }
  const bound = tools.length > 0 ? model.bindTools!([...tools], options) : model
  const format = responseFormat === undefined ? {} : { response_format: responseFormat }
  const stream = await bound.stream([...messages] as BaseMessage[], { signal, ...format })
  const turn = createTurn()
  for await (const chunk of stream) {
    heard()
    turn.add(chunk)
  }
  signal.throwIfAborted()
  return turn.end(speaksOpenAi(model))
}

/** Whether a model is asked over OpenAI's protocol, whose promises are known. */
// oxlint-disable-next-line no-underscore-dangle -- LangChain calls it so
export const speaksOpenAi = (model: BaseChatModel): boolean => model._llmType() === 'openai'

/** A reply as it grows. */
function createTurn() {
  let merged: AIMessageChunk | undefined
  let usage: AIMessageChunk['usage_metadata']
  let finishReason: string | undefined
  return {
    add(chunk: AIMessageChunk) {
      merged = merged ? merged.concat(chunk) : chunk
      usage = chunk.usage_metadata ?? usage
      finishReason = finishReasonOf(chunk) ?? finishReason
    },
    /** By OpenAI's protocol, a reply without a reason for its end has been cut off on its way. */
    end(mustGiveReason: boolean): Turn {
      if (mustGiveReason && finishReason === undefined) throw new Error('the reply broke off in the middle')
      const refusal = merged?.additional_kwargs?.['refusal']
      return {
        text: merged?.text ?? '',
        toolCalls: (merged?.tool_calls ?? []).map(({ name, args }) => ({ name, args })),
        ...(finishReason !== undefined && { finishReason }),
        ...(typeof refusal === 'string' && refusal !== '' && { refusal }),
        ...(usage && { usage: { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens } }),
      }
    },
  }
}

/** Why a reply ended, under the names that vendors give to it. */
function finishReasonOf({ response_metadata: metadata = {} }: AIMessageChunk): string | undefined {
  const reason: unknown = metadata['finish_reason'] ?? metadata['stop_reason'] ?? metadata['finishReason']
  return typeof reason === 'string' ? (OTHER_NAMES[reason.toLowerCase()] ?? reason) : undefined
}

const OTHER_NAMES: Readonly<Record<string, string>> = {
  max_tokens: 'length',
  refusal: 'content_filter',
  safety: 'content_filter',
}
