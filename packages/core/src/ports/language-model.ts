import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { Provider } from './provider.ts'

/** The agents that ask a language model. */
export type ModelRole = 'research' | 'script'

/** Any LangChain chat model is a language model; there is no port of our own around it. */
export interface LanguageModelProvider extends Omit<Provider, 'product'> {
  /** The model's name as shown on the last card, e.g. "gpt-5.4". With the id it is what calls are charged as. */
  readonly model: string
  /** True for what runs on a machine of the operator's: it costs nothing, whatever the table says. */
  readonly isFree?: boolean
  /** The only agent that is to ask it; absent: every agent. */
  readonly role?: ModelRole
  /** The most tokens that one reply takes, thoughts included: what a call is planned with. Default 16 000. */
  readonly maxOutputTokens?: number
  /** How long a reply may stand still, in milliseconds. Default 120 000. */
  readonly silenceMs?: number
  /** What to do about a failure, by its kind: `{ 'key-refused': 'Check OPENAI_API_KEY.' }`. */
  readonly remedies?: Readonly<Record<string, string>>
  create(): Promise<BaseChatModel>
}
