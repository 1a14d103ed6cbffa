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
  /**
   * 1 is the voice's own rate; 1.1 speaks ten percent faster. The built-in audio agent asks paid and remote voices for
   * 1 only, and makes other rates from the same recording.
   */
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
   * in order. Left out by engines that do not tell: the audio agent then aligns the text with the sound.
   */
  readonly words?: readonly Word[]
  /** Words that could not be spoken; they are still shown. */
  readonly unspoken?: readonly string[]
}

/** How close to a person a voice comes: plainly a machine's, clear but flat, or hard to tell apart. */
export type VoiceQuality = 'robotic' | 'plain' | 'natural'

/**
 * Speech synthesis. Of the providers that have the voice and language, the best one is used, and of equals the first.
 * A free provider on this machine that tells word times also reads for those that do not, unless it is `natural`.
 */
export interface SpeechProvider extends Provider {
  /** Default `plain`. */
  readonly quality?: VoiceQuality
  /** Voices for "neutral", "male" and "female". */
  readonly defaults: Readonly<Record<'neutral' | 'male' | 'female', string>>
  /** Asked for every request: keep what a vendor answers. A provider that rejects, or hangs, is passed over. */
  voices(): Promise<readonly Voice[]>
  /** An answer that is silence, noise or of an impossible length counts as a failure, and the next provider is asked. */
  synthesize(request: SpeechRequest, options: CallOptions): Promise<Speech>
}
