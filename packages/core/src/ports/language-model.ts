import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { Diagnosis } from './renderer.ts'

/** Any LangChain chat model is a language model; there is no port of our own around it. */
export interface LanguageModelProvider {
  readonly id: string
  /** Whether a call leaves the machine or the operator's network and is paid for; see `Charge.isFree`. */
  readonly isFree?: boolean
  /** The model's name as shown on the last card, e.g. "gpt-5.4". */
  readonly model: string
  create(): Promise<BaseChatModel>
  /** Whether a key and an endpoint are set, never their values; for `doctor` and `health`. */
  diagnose?(): Promise<readonly Diagnosis[]>
}
