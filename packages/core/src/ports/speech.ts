import type { Word } from '../domain/narration.ts'
import type { Diagnosis } from './renderer.ts'

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
export interface SpeechProvider {
  readonly id: string
  /** Changes whenever the same request may sound different; part of the ledger's key. */
  readonly version: string
  /** Voices for "neutral", "male" and "female". */
  readonly defaults: Readonly<Record<'neutral' | 'male' | 'female', string>>
  voices(): Promise<readonly Voice[]>
  synthesize(request: SpeechRequest, options: { readonly signal: AbortSignal }): Promise<Speech>
  /** What the provider needs from the machine, and whether it is there; for `doctor` and `health`. */
  diagnose?(): Promise<readonly Diagnosis[]>
  dispose?(): Promise<void>
}
