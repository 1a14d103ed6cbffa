import type {
  BaseChatModel,
  BaseChatModelCallOptions,
  BindToolsInput,
} from '@langchain/core/language_models/chat_models'
import type { BaseMessage } from '@langchain/core/messages'
import type { AgentContext, LanguageModelProvider } from '@mavs/core'
import { modelClient } from '../language-model/client.ts'

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
  const { AIMessage, ToolMessage } = await import('@langchain/core/messages')
  const { convertToOpenAITool } = await import('@langchain/core/utils/function_calling')
  const client = modelClient(provider)
  let turns = 0
  // Which tool has answered is told by the call's id; servers that keep to the protocol refuse a name beside it.
  const unnamed = (message: BaseMessage): BaseMessage =>
    ToolMessage.isInstance(message)
      ? new ToolMessage({ content: message.content as string, tool_call_id: message.tool_call_id })
      : message

  class RecordedModel extends BaseChatModel<ToolOptions> {
    override _llmType(): string {
      return 'mavs-recorded'
    }

    override bindTools(tools: BindToolsInput[], options: Partial<ToolOptions> = {}) {
      return this.withConfig({ ...options, tools })
    }

    async _generate(messages: BaseMessage[], { tools = [], tool_choice: toolChoice }: this['ParsedCallOptions']) {
      const input = {
        model: provider.model,
        tools: tools.map((tool) => convertToOpenAITool(tool as never)),
        messages: messages.map(plainMessage),
      }
      const call = { provider: `${provider.id}@${provider.version}`, operation: 'agent-turn', input, isRemote: true }
      const { value } = await context.ledger.once(call, () =>
        client.take(
          { messages: messages.map(unnamed), tools: input.tools, ...(toolChoice !== undefined && { toolChoice }) },
          context,
        ),
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
