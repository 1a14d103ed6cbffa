import type { Colour, ScaleName } from './theory.ts'
import type { InstrumentName } from './instruments.ts'

/* Steps are sixteenths of a bar, from 0 to 15. Levels are linear, 1 for the instrument's own. */

/** Something that plays; enters a section whose intensity (0 to 1) is at least `from`. */
export type Layer = {
  readonly instrument: InstrumentName
  readonly from: number
  readonly level: number
  /** -1 left to 1 right; default 0. */
  readonly pan?: number
} & (
  | /** Holds the chord. */ { readonly kind: 'pad'; readonly low: number; readonly high: number }
  | /** The chord's notes one after the other. */ {
      readonly kind: 'arpeggio'
      readonly steps: readonly number[]
      readonly low: number
      readonly high: number
      /** How long each note is held, in steps. */
      readonly hold: number
    }
  | /** The chord's notes nearly at once. */ {
      readonly kind: 'strum'
      readonly steps: readonly number[]
      readonly low: number
      readonly high: number
      readonly hold: number
    }
  | { readonly kind: 'bass'; readonly steps: readonly number[]; readonly low: number; readonly hold: number }
  | /** The tonic under everything. */ { readonly kind: 'drone'; readonly low: number }
  | { readonly kind: 'melody'; readonly low: number; readonly high: number }
  | { readonly kind: 'beat'; readonly steps: readonly number[] }
)

/** The character of a style's music. */
export interface Mood {
  readonly tempo: { readonly low: number; readonly high: number }
  readonly scale: ScaleName
  /** Pitch classes that the tonic is chosen from. */
  readonly tonics: readonly number[]
  readonly colour: Colour
  /** Bars that each chord lasts. */
  readonly barsPerChord: number
  /** Four chords each, as steps of the scale from 0: the first list for the theme, the second for the contrast. */
  readonly progressions: readonly (readonly number[])[]
  readonly contrasts: readonly (readonly number[])[]
  /** The two chords before the last one. */
  readonly cadence: readonly [number, number]
  /** How late the second eighth of each beat comes: 0 straight, .33 triplets. */
  readonly swing: number
  /** Rhythms of the motif: the steps of a bar at which it has notes. */
  readonly rhythms: readonly (readonly number[])[]
  /** Linear; brings all moods to about the same loudness. */
  readonly gain: number
  readonly reverb: { readonly decaySeconds: number; readonly level: number }
  readonly layers: readonly Layer[]
}
