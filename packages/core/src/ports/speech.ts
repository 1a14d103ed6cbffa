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
  /** Voices for "neutral", "male" and "female". */
  readonly defaults: Readonly<Record<'neutral' | 'male' | 'female', string>>
  voices(): Promise<readonly Voice[]>
  synthesize(request: SpeechRequest, options: CallOptions): Promise<Speech>
}
