import type { Word } from '../domain/narration.ts'
import type { CallOptions, Provider } from './provider.ts'

/** A voice that a provider offers. */
export interface Voice {
  /** What a user writes, e.g. "slt". Unique within its provider. */
  readonly id: string
  readonly description: string
  readonly gender: 'female' | 'male' | 'neutral'
  /** BCP 47 languages that it speaks. */
  readonly languages: readonly string[]
}

/** One text to be spoken. */
export interface SpeechRequest {
  /** One scene's narration as written in the script. */
  readonly text: string
  readonly voice: string
  /** 1 is the voice's own rate; 1.1 speaks ten percent faster. */
  readonly rate: number
  readonly language: string
}

/** A spoken text. */
export interface Speech {
  /** Mono, -1 to 1. */
  readonly samples: Float32Array
  readonly sampleRateHz: number
  /**
   * The text's words, split at white space, with the seconds between which they are heard; exactly one entry for each,
   * in order. Left out by engines that do not tell.
   */
  readonly words?: readonly Word[]
  /** Words that could not be spoken; they are still shown. */
  readonly unspoken?: readonly string[]
}

/** Speech synthesis. The first provider in the chain that has the voice and language is used. */
export interface SpeechProvider extends Provider {
  /** What is paid for, as the price table names it; by default the provider's id. Charged by characters. */
  readonly product?: string
  /** How good its voices sound, 0 to 1, by which the best available one is chosen; flite 0.2, neural voices 0.8 and more. */
  readonly quality: number
  /** Voices for "neutral", "male" and "female". */
  readonly defaults: Readonly<Record<'neutral' | 'male' | 'female', string>>
  /** Whether it could be asked now, e.g. a program is installed, a key is set; by default yes. */
  isAvailable?(): Promise<boolean>
  voices(): Promise<readonly Voice[]>
  synthesize(request: SpeechRequest, options: CallOptions): Promise<Speech>
}
