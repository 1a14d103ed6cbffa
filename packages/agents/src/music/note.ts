import type { InstrumentName } from './instruments.ts'

/** One note as it is to be played. */
export interface Note {
  readonly instrument: InstrumentName
  /** MIDI note number; percussion has its own sound and takes any. */
  readonly pitch: number
  readonly startSeconds: number
  /** How long it is held; instruments ring on by their nature. */
  readonly durationSeconds: number
  /** Linear, 0 to 1. */
  readonly level: number
  /** -1 left to 1 right. */
  readonly pan: number
}
