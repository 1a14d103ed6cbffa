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

/** One word of a set line, or the part of it that runs in one direction, placed from the line's left edge. */
export interface PlacedWord {
  readonly text: string
  readonly x: number
  readonly width: number
  /** Its place among all words of the block; the same for the parts of a word. */
  readonly index: number
  readonly rightToLeft: boolean
}

/** A set line, its words from left to right; `baseline` is counted from the block's top. */
export interface TextLine {
  readonly words: readonly PlacedWord[]
  readonly width: number
  readonly baseline: number
}

/**
 * A text set in lines. Its top is the cap height of the first line and its bottom the last baseline, so that blocks can
 * be placed by what the eye sees; scripts with tall marks or deep letters have room for them above and below.
 */
export interface TextBlock {
  readonly lines: readonly TextLine[]
  /** As the scripts of the text need it; draw with this one. */
  readonly type: TypeStyle
  readonly sizePx: number
  readonly width: number
  readonly height: number
  /** How far the letters of a line reach above and below its baseline, in design pixels. */
  readonly above: number
  readonly below: number
  /** Whether lines begin at the right. */
  readonly rightToLeft: boolean
  /** Whether words had to be left out. */
  readonly shortened: boolean
}
