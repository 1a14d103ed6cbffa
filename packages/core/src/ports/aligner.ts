import type { Word } from '../domain/narration.ts'
import type { CallOptions } from './provider.ts'

/** What was spoken, and the sound of it. */
export interface AlignmentRequest {
  /** Mono, -1 to 1. */
  readonly samples: Float32Array
  readonly sampleRateHz: number
  readonly text: string
  readonly language: string
}

/** Finds out when each word of a known text is heard. */
export interface SpeechAligner {
  readonly id: string
  readonly version: string
  /** Languages that it can align, BCP 47; others are shared out by the words' length. */
  readonly languages: readonly string[]
  /** One entry for each word of the text, split at white space, in order. */
  align(request: AlignmentRequest, options: CallOptions): Promise<readonly Word[]>
  dispose?(): Promise<void>
}
