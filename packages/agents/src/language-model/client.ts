import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { createProviderGuard, type AgentContext, type Charge, type LanguageModelProvider } from '@mavs/core'
import { modelFailure, requireAnswer } from './failure.ts'
import { readTurn, speaksOpenAi, type Turn, type TurnRequest } from './turn.ts'

/** How the shape of a reply is asked for. */
export type StructureMethod = 'json_schema' | 'tool' | 'json_object' | 'text'

/** One model at one server, as long as the system lives: its limits, and what is known of the server. */
export interface ModelClient {
  readonly provider: LanguageModelProvider
  /** Makes a call within the provider's limits; every try is charged. Throws `PROVIDER_FAILED`, `TIMED_OUT`, or the signal's reason. */
  take(request: TurnRequest, context: AgentContext): Promise<Turn>
  /** From the strictest to the loosest that the server may know; it begins with the one that worked last. */
  methods(signal: AbortSignal): Promise<readonly StructureMethod[]>
  /** Keeps the first method that worked, until the server refuses it: those before it are not tried again. */
  remember(method: StructureMethod, refused: readonly StructureMethod[]): void
}

/** Kept as long as the provider, which a system makes once. */
const clients = new WeakMap<LanguageModelProvider, ModelClient>()

/** The client of a provider; the same one every time, so that all agents and sessions share what it knows. */
export function modelClient(provider: LanguageModelProvider): ModelClient {
  const known = clients.get(provider)
  if (known) return known
  const client = createClient(provider)
  clients.set(provider, client)
  return client
}

const MAX_OUTPUT_TOKENS = 16_000
const SILENCE_MS = 120_000
/** Of a whole reply: a server that speaks slowly is left to speak. */
const LONGEST_MS = 480_000
const RETRIES = 2
/** What the roles and marks around each message come to. */
const TOKENS_AROUND = 50
/** Letters of Latin script take a byte, ideographs three: about one token for three bytes of either. */
const BYTES_PER_TOKEN = 3

/** Of text, roughly, and rather too many. */
export const tokensOf = (text: string): number => Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN)

/** What a call is charged as. */
export function modelCharge(
  provider: LanguageModelProvider,
  planned: { readonly inputTokens: number; readonly outputTokens: number; readonly requests: number },
): Charge {
  const { id, model, isFree } = provider
  return { product: `${id}/${model}`, planned, ...(isFree !== undefined && { isFree }) }
}

function createClient(provider: LanguageModelProvider): ModelClient {
  const { silenceMs = SILENCE_MS, maxOutputTokens = MAX_OUTPUT_TOKENS } = provider
  const guard = createProviderGuard(provider, { timeoutMs: LONGEST_MS, retries: RETRIES })
  const made = makeOnce(provider)
  let known: StructureMethod | undefined
  return {
    provider,
    async take(request, context) {
      const inputTokens = tokensOf(JSON.stringify(request)) + TOKENS_AROUND
      const charge = modelCharge(provider, { inputTokens, outputTokens: maxOutputTokens, requests: 1 })
      return guard.run(async (signal) => {
        // A sign of life, which moves no bar: several slow tries are no stage that hangs.
        context.report(0)
        const chat = await made()
        const turn = await context.usage.charge(charge, async () => {
          const result = await taken(() => readTurn(chat, request, silenceMs, signal), provider, chat, signal)
          return { result, used: { ...usedBy(result, inputTokens), requests: 1 } }
        })
        requireAnswer(turn, provider)
        return turn
      }, context.signal)
    },
    async methods(signal) {
      const all = methodsOf(await guard.run(made, signal))
      return all.slice(known === undefined ? 0 : all.indexOf(known))
    },
    remember(method, refused) {
      if (known === undefined || refused.includes(known)) known = method
    },
  }
}

/** Makes the chat model on first use; what failed is tried again the next time. */
function makeOnce(provider: LanguageModelProvider): () => Promise<BaseChatModel> {
  let model: BaseChatModel | undefined
  return async () => {
    try {
      return (model ??= await provider.create())
    } catch (error) {
      throw modelFailure(error, provider)
    }
  }
}

async function taken(
  read: () => Promise<Turn>,
  provider: LanguageModelProvider,
  chat: BaseChatModel,
  signal: AbortSignal,
): Promise<Turn> {
  try {
    return await read()
  } catch (error) {
    // Its account has to know that the call was given up on.
    if (signal.aborted) throw new DOMException('The call was given up on.', 'AbortError')
    throw modelFailure(error, provider, chat)
  }
}

/** What the server says that it took, else what it must have been about. */
function usedBy({ usage, text, toolCalls }: Turn, inputTokens: number) {
  return usage ?? { inputTokens, outputTokens: tokensOf(text + JSON.stringify(toolCalls)) }
}

/** The fields for JSON belong to OpenAI's protocol; others take tools, by LangChain's own interface. */
function methodsOf(model: BaseChatModel): readonly StructureMethod[] {
  if (speaksOpenAi(model)) return ['json_schema', 'tool', 'json_object', 'text']
  return model.bindTools ? ['tool', 'text'] : ['text']
}
