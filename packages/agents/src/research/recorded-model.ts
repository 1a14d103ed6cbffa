import type {
  BaseChatModel,
  BaseChatModelCallOptions,
  BindToolsInput,
} from '@langchain/core/language_models/chat_models'
import type { BaseMessage } from '@langchain/core/messages'
import type { AgentContext, LanguageModelProvider } from '@mavs/core'

/** A model's turn, as it lies in the ledger. */
interface Turn {
  readonly text: string
  readonly toolCalls: readonly { readonly name: string; readonly args: Record<string, unknown> }[]
  readonly usage?: { readonly inputTokens: number; readonly outputTokens: number }
}

/** What a turn may take at most, as far as it can be known before it. */
const PLANNED_OUTPUT_TOKENS = 4000
const CHARACTERS_PER_TOKEN = 3

/**
 * A chat model for LangChain's agents whose turns go through the ledger and the accounts: after a crash or on replay a
 * finished turn is read, not made. It streams, because `invoke` counts tokens with a download; and it names messages and
 * calls itself, because small servers give the same id again and an agent would then replace what it knows.
 */
export async function createRecordedModel(
  provider: LanguageModelProvider,
  context: AgentContext,
): Promise<BaseChatModel> {
  const { BaseChatModel } = await import('@langchain/core/language_models/chat_models')
  const { AIMessage } = await import('@langchain/core/messages')
  const { convertToOpenAITool } = await import('@langchain/core/utils/function_calling')
  const model = await provider.create()
  let turns = 0

  class RecordedModel extends BaseChatModel<ToolOptions> {
    override _llmType(): string {
      return 'mavs-recorded'
    }

    override bindTools(tools: BindToolsInput[], options: Partial<ToolOptions> = {}) {
      return this.withConfig({ ...options, tools })
    }

    async _generate(messages: BaseMessage[], { tools = [], tool_choice, signal }: this['ParsedCallOptions']) {
      const input = {
        model: provider.model,
        tools: tools.map((tool) => convertToOpenAITool(tool as never)),
        messages: messages.map(plainMessage),
      }
      const call = { provider: provider.id, operation: 'agent-turn', input, isRemote: true }
      const { value } = await context.ledger.once(call, () =>
        charged(provider, input, context, () => takeTurn(model, { messages, tools, tool_choice, signal })),
      )
      const number = ++turns
      const message = new AIMessage({
        id: `turn-${number}`,
        content: value.text,
        tool_calls: value.toolCalls.map((toolCall, at) => ({ ...toolCall, id: `call-${number}-${at + 1}` })),
      })
      return { generations: [{ text: value.text, message }] }
    }
  }
  return new RecordedModel({})
}

interface ToolOptions extends BaseChatModelCallOptions {
  readonly tools?: BindToolsInput[]
}

function plainMessage(message: BaseMessage) {
  const { tool_calls, tool_call_id } = message as { tool_calls?: unknown[]; tool_call_id?: string }
  return {
    role: message.getType(),
    content: message.content,
    ...(tool_calls?.length && { tool_calls }),
    ...(tool_call_id !== undefined && { tool_call_id }),
  }
}

function charged(provider: LanguageModelProvider, input: object, context: AgentContext, take: () => Promise<Turn>) {
  const charge = {
    product: `${provider.id}/${provider.model}`,
    planned: {
      inputTokens: Math.ceil(JSON.stringify(input).length / CHARACTERS_PER_TOKEN),
      outputTokens: PLANNED_OUTPUT_TOKENS,
      requests: 1,
    },
    ...(provider.isFree !== undefined && { isFree: provider.isFree }),
  }
  return context.usage.charge(charge, async () => {
    const turn = await take()
    return { result: turn, used: { ...turn.usage, requests: 1 } }
  })
}

interface TurnRequest {
  readonly messages: BaseMessage[]
  readonly tools: BindToolsInput[]
  readonly tool_choice: ToolOptions['tool_choice']
  readonly signal: AbortSignal | undefined
}

/** A model that cannot be given tools at all says so in the way in which servers do. */
const withoutTools = (): Error => Object.assign(new Error('the model takes no tools'), { status: 400 })

async function takeTurn(model: BaseChatModel, { messages, tools, tool_choice, signal }: TurnRequest): Promise<Turn> {
  if (tools.length > 0 && !model.bindTools) throw withoutTools()
  const bound = tools.length > 0 ? model.bindTools!(tools, tool_choice === undefined ? {} : { tool_choice }) : model
  const stream = await bound.stream(messages, signal === undefined ? {} : { signal })
  let merged: Awaited<ReturnType<typeof bound.invoke>> | undefined
  let usage: { input_tokens: number; output_tokens: number } | undefined
  for await (const chunk of stream) {
    merged = merged === undefined ? chunk : merged.concat(chunk)
    usage = chunk.usage_metadata ?? usage
  }
  return {
    text: merged?.text ?? '',
    toolCalls: (merged?.tool_calls ?? []).map(({ name, args }) => ({ name, args })),
    ...(usage && { usage: { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens } }),
  }
}
