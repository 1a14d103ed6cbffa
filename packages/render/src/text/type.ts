import type { FontFace } from '../fonts/face.ts'

/** How a text is set. Sizes are design pixels: those of a frame whose short side is 1080. */
export interface TypeStyle {
  readonly face: FontFace
  /** Baseline to baseline, in multiples of the size. */
  readonly lineHeight: number
  /** Extra space between letters, in multiples of the size. */
  readonly tracking: number
  readonly uppercase: boolean
}

/** One word of a set line, placed from the line's left edge. */
export interface PlacedWord {
  readonly text: string
  readonly x: number
  readonly width: number
  /** Its place among all words of the block. */
  readonly index: number
}

/** A set line; `baseline` is counted from the block's top. */
export interface TextLine {
  readonly words: readonly PlacedWord[]
  readonly width: number
  readonly baseline: number
}

/**
 * A text set in lines. Its top is the cap height of the first line and its bottom the last baseline, so that blocks can
 * be placed by what the eye sees; accents and descenders reach past it by `overshoot`.
 */
export interface TextBlock {
  readonly lines: readonly TextLine[]
  readonly type: TypeStyle
  readonly sizePx: number
  readonly width: number
  readonly height: number
  readonly overshoot: number
  readonly rightToLeft: boolean
  /** Whether words had to be left out. */
  readonly shortened: boolean
}
